"""The console's left rail: where to go, and how much waits there."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, render_template
from sqlalchemy import literal, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import all_agents
from helpdesk.feature import Entry
from helpdesk.features import FEATURES
from helpdesk.languages.catalogues import gettext
from helpdesk.platform.errors import NotSignedIn
from helpdesk.platform.health import read_supervision

blueprint = Blueprint("rail", __name__, url_prefix="/console")


@dataclass(frozen=True)
class Stop:
    """An entry of the rail, and how much waits there."""

    entry: Entry
    count: int


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
    """Who that is; everybody is looked up once, for the first whom the page does not hold."""
    if not str(agent_id).isdecimal():
        return gettext("nobody")
    loaded = database().identity_map.get(identity_key(Agent, int(str(agent_id))))
    if isinstance(loaded, Agent):
        return loaded.name
    if "agent_names" not in g:
        g.agent_names = {str(agent.id): agent.name for agent in all_agents(database())}
    return str(g.agent_names.get(str(agent_id)) or gettext("nobody"))


def rail_of(session: Session, agent: Agent) -> list[Stop]:
    """Where this agent may go, in the order of the keys."""
    entries = [feature.rail for feature in FEATURES if feature.rail]
    seen = [entry for entry in entries if entry.roles is None or agent.role in entry.roles]
    shown = sorted(seen, key=lambda entry: entry.key)
    numbers = [entry.count(agent.id) if entry.count else literal(0) for entry in shown]
    counts = session.execute(select(*numbers)).one()
    return [Stop(entry, count) for entry, count in zip(shown, counts, strict=True)]
