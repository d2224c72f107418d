"""The agents' lists of tickets."""

from flask import Blueprint, render_template, request

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.platform import clock
from helpdesk.tickets import queries
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.rules import TicketState, TicketType
from helpdesk.web.forms import chosen, id_of

blueprint = Blueprint("ticket_lists", __name__, url_prefix="/console/tickets")


@blueprint.get("")
@staff()
def index() -> str:
    """Tickets with the newest change first, or with what is due soonest."""
    wanted = _wanted()
    page = queries.tickets_page(
        database(), wanted, current_agent().id, after=request.args.get("after")
    )
    categories = tree(database())
    return render_template(
        "console/tickets/index.html",
        page=page,
        wanted=wanted,
        states=list(TicketState),
        types=list(TicketType),
        categories=categories,
        category_of={branch.id: branch for branch in categories},
        now=clock.now(),
    )


def _wanted() -> queries.Filter:
    """What the address asks for; a choice that it misspells is none."""
    asked = request.args.get
    category = asked("category", "")
    return queries.Filter(
        state=chosen(asked("state"), TicketState),
        holder=chosen(asked("holder"), queries.Holder) or queries.Holder.ANYBODY,
        order=chosen(asked("order"), queries.Order) or queries.Order.CHANGED,
        type=chosen(asked("type"), TicketType),
        category_id=id_of(category) if category else None,
        tag=asked("tag", "").strip().casefold(),
        snoozed=asked("snoozed") == "1",
    )
