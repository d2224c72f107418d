"""What is written on a ticket and not sent yet."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.tickets.composing import service
from helpdesk.tickets.console.pages import change, words_of_form
from helpdesk.tickets.service import get_ticket
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("ticket_drafts", __name__, url_prefix="/console/tickets")


@blueprint.post("/<number>/draft")
@staff()
@repeatable
def keep(number: str) -> ResponseReturnValue:
    """Keep what is typed, as it is typed."""
    service.keep(database(), get_ticket(database(), number), current_agent(), words_of_form())
    return "", 204


@blueprint.post("/<number>/leaving/<int:draft_id>/back")
@staff()
def take_back(number: str, draft_id: int) -> ResponseReturnValue:
    """The reply does not go out; its words stand in the composer again."""
    return change(
        number,
        lambda ticket: service.take_back(database(), ticket, draft_id, current_agent()),
    )
