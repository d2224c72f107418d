"""An agent says who has a ticket, and whose it is."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, staff
from helpdesk.accounts.service import get_agent
from helpdesk.accounts.teams.service import get_team
from helpdesk.tickets import service
from helpdesk.tickets.assigning import teams
from helpdesk.tickets.console.pages import actor, change, seen
from helpdesk.web.forms import id_of

blueprint = Blueprint("ticket_holders", __name__, url_prefix="/console/tickets")


@blueprint.post("/<number>/assignee")
@staff()
def assign(number: str) -> ResponseReturnValue:
    """Who has the ticket; an empty choice means nobody."""
    typed = request.form.get("agent", "")
    agent = get_agent(database(), id_of(typed)) if typed else None
    return change(
        number,
        lambda ticket: service.assign(database(), ticket, agent, actor=actor(), seen=seen()),
    )


@blueprint.post("/<number>/team")
@staff()
def give_to_team(number: str) -> ResponseReturnValue:
    """A team is to have the ticket; an empty choice means anybody."""
    typed = request.form.get("team", "")
    team = get_team(database(), id_of(typed)) if typed else None
    return change(
        number,
        lambda ticket: teams.give_to_team(database(), ticket, team, actor=actor(), seen=seen()),
    )
