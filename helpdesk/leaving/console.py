"""Somebody leaves the desk: what that ends, asked before it happens."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import service
from helpdesk.accounts.api_tokens import tokens_of
from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.conversations.queries import conversations_held_by
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.queries import open_tickets_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("leaving", __name__, url_prefix="/console/settings/agents")


@blueprint.get("/<int:agent_id>/deactivate")
@staff(ADMINS)
def ask(agent_id: int) -> str:
    """What will end, and what becomes of their open work."""
    return _page(agent_id)


@blueprint.post("/<int:agent_id>/deactivate")
@staff(ADMINS)
def deactivate(agent_id: int) -> ResponseReturnValue:
    """Close the account."""
    try:
        service.deactivate_agent(database(), agent_id, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _page(agent_id, str(fault)))
    return redirect(url_for("people.show", agent_id=agent_id), 303)


def _page(agent_id: int, fault: str | None = None) -> str:
    session = database()
    agent = service.get_agent(session, agent_id)
    return render_template(
        "console/settings/deactivate.html",
        person=agent,
        tokens=tokens_of(session, agent),
        conversations=conversations_held_by(session, agent.id),
        tickets=open_tickets_of(session, agent.id),
        fault=fault,
    )
