"""The console's left rail: where to go, and how much waits there."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, render_template
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import all_agents
from helpdesk.accounts.rules import QUALITY
from helpdesk.complaints.queries import open_complaints
from helpdesk.conversations.inbox import Tab, inbox_counts
from helpdesk.feedback.queries import pending_feedback
from helpdesk.platform.errors import NotSignedIn
from helpdesk.platform.health import read_supervision
from helpdesk.tickets.queries import open_tickets
from helpdesk.web import presentation

blueprint = Blueprint("rail", __name__, url_prefix="/console")
blueprint.record_once(lambda state: presentation.register(state.app))


@dataclass(frozen=True)
class Rail:
    """What the signed-in agent may open, and what is there to do."""

    agent: Agent
    inbox: int
    tickets: int
    complaints: int
    feedback: int | None


@blueprint.get("/rail")
@staff()
def counts() -> str:
    """The counts and the head line by themselves; asking each minute also says who is here."""
    return render_template("console/rail.html", part=True)


@blueprint.app_context_processor
def navigation() -> dict[str, object]:
    """`rail()` for the layout; only pages that show it pay for it."""
    return {
        "rail": lambda: rail_of(database(), current_agent()),
        "has_rail": has_rail,
        "given_up": lambda: read_supervision(current_app.config["SETTINGS"].home).given_up,
    }


def has_rail() -> bool:
    """May a page that tells of a failure show the rail? Not to strangers, and not from nothing."""
    try:
        return "session" in g and not current_agent().must_change_password
    except (NotSignedIn, SQLAlchemyError):
        return False


@blueprint.app_template_filter()
def agent_name(agent_id: object) -> str:
    """Who that is; looked up once for the whole page."""
    if "agent_names" not in g:
        g.agent_names = {str(agent.id): agent.name for agent in all_agents(database())}
    return str(g.agent_names.get(str(agent_id), "nobody"))


def rail_of(session: Session, agent: Agent) -> Rail:
    """The counts that this agent sees."""
    conversations = inbox_counts(session, agent.id)
    return Rail(
        agent,
        conversations[Tab.WAITING] + conversations[Tab.MINE],
        open_tickets(session),
        open_complaints(session),
        pending_feedback(session) if agent.role in QUALITY else None,
    )
