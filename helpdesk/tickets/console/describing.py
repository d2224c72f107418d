"""An agent says what a ticket is about."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, staff
from helpdesk.tickets.console.pages import actor, change, seen
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.queries import tags_in_use
from helpdesk.tickets.rules import TicketRefused, TicketType
from helpdesk.web.forms import id_of

blueprint = Blueprint("ticket_descriptions", __name__, url_prefix="/console/tickets")


@blueprint.get("/tags")
@staff()
def tags() -> str:
    """The tags in use, for a field's list of suggestions."""
    return render_template("console/tickets/tags.html", tags=tags_in_use(database()))


@blueprint.post("/<number>/type")
@staff()
def set_type(number: str) -> ResponseReturnValue:
    """What kind of work it is."""
    wanted = request.form.get("type", "")
    if wanted not in set(TicketType):
        raise TicketRefused("Choose one of the types that this page offers.")
    kind = TicketType(wanted)
    return change(
        number,
        lambda ticket: describing.set_type(database(), ticket, kind, actor=actor(), seen=seen()),
    )


@blueprint.post("/<number>/category")
@staff()
def categorise(number: str) -> ResponseReturnValue:
    """What it is about; an empty choice means nothing yet."""
    typed = request.form.get("category")
    wanted = id_of(typed) if typed else None
    return change(
        number,
        lambda ticket: describing.categorise(
            database(), ticket, wanted, actor=actor(), seen=seen()
        ),
    )


@blueprint.post("/<number>/tags")
@staff()
def tag(number: str) -> ResponseReturnValue:
    """The tags that stand between commas."""
    typed = request.form.get("tags", "")
    return change(
        number,
        lambda ticket: describing.tag(database(), ticket, typed, actor=actor(), seen=seen()),
        tags=typed,
    )
