"""The agents' tickets: the list, one ticket, and what an agent may do with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.service import get_agent
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.tickets import queries, service
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import AFTER_REPLY, FOLLOWS, Priority, TicketRefused, TicketState
from helpdesk.web.presentation import refused
from helpdesk.web.submissions import said_once

LONGEST_ID = 19
UNTYPED = {"text": "", "note": False, "then": None, "fault": None, "fault_of_change": None}
blueprint = Blueprint("tickets", __name__, url_prefix="/console/tickets")


@blueprint.get("")
@staff()
def index() -> str:
    """Tickets with the newest change first, or with what is due soonest."""
    state, holder, order = (request.args.get(key, "") for key in ("state", "holder", "order"))
    wanted = queries.Filter(
        TicketState(state) if state in set(TicketState) else None,
        queries.Holder(holder) if holder in set(queries.Holder) else queries.Holder.ANYBODY,
        order=queries.Order(order) if order in set(queries.Order) else queries.Order.CHANGED,
    )
    page = queries.tickets_page(
        database(), wanted, current_agent().id, after=request.args.get("after")
    )
    states = list(TicketState)
    return render_template(
        "console/tickets/index.html", page=page, wanted=wanted, states=states, now=clock.now()
    )


@blueprint.get("/<number>")
@staff()
def show(number: str) -> str:
    """One ticket with everything written on it and every change."""
    return _page(service.get_ticket(database(), number))


@blueprint.get("/record/<int:ticket_id>")
@staff()
def of_record(ticket_id: int) -> ResponseReturnValue:
    """The ticket that a feedback record names by its id."""
    ticket = database().get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound("There is no such ticket.")
    return _to(ticket)


@blueprint.post("/from-conversation/<uuid:conversation_id>")
@staff()
def open_from_conversation(conversation_id: UUID) -> ResponseReturnValue:
    """A ticket for what cannot be settled in the conversation."""
    conversation = get_conversation(database(), conversation_id)
    wanted = service.Request(
        request.form.get("subject", ""),
        request.form.get("text", ""),
        "conversation",
        email=conversation.customer.email,
        conversation_id=conversation.id,
    )
    ticket = service.open_ticket(database(), conversation.customer_id, wanted, actor=_actor())
    return _to(ticket)


@blueprint.post("/<number>/entries")
@staff()
@said_once
def write(number: str) -> ResponseReturnValue:
    """An answer for the customer or a note for colleagues; a refusal keeps the words."""
    text, note = request.form.get("text", ""), request.form.get("kind") == "note"
    then = request.form.get("then")

    def add(ticket: Ticket) -> None:
        service.write_entry(database(), ticket, text, agent=current_agent(), note=note)
        if then:
            service.leave_in(database(), ticket, _state(then), actor=_actor())

    return _change(
        number,
        add,
        text=text,
        note=note,
        then=then,
    )


@blueprint.post("/<number>/state")
@staff()
def move(number: str) -> ResponseReturnValue:
    """The next state of the ticket."""
    wanted = _state(request.form.get("state", ""))
    return _change(
        number,
        lambda ticket: service.change_state(
            database(), ticket, wanted, actor=_actor(), seen=_seen()
        ),
    )


@blueprint.post("/<number>/assignee")
@staff()
def assign(number: str) -> ResponseReturnValue:
    """Who has the ticket; an empty choice means nobody."""
    wanted = request.form.get("agent", "")
    if wanted and not (wanted.isdecimal() and len(wanted) < LONGEST_ID):
        raise TicketRefused("Choose one of the agents that this page offers, or nobody.")
    agent = get_agent(database(), int(wanted)) if wanted else None
    return _change(
        number,
        lambda ticket: service.assign(database(), ticket, agent, actor=_actor(), seen=_seen()),
    )


@blueprint.post("/<number>/priority")
@staff()
def prioritise(number: str) -> ResponseReturnValue:
    """How soon the ticket wants attention."""
    wanted = request.form.get("priority", "")
    if wanted not in set(Priority):
        raise TicketRefused("Choose one of the priorities that this page offers.")
    return _change(
        number,
        lambda ticket: service.prioritise(
            database(), ticket, Priority(wanted), actor=_actor(), seen=_seen()
        ),
    )


def _state(wanted: str) -> TicketState:
    if wanted not in set(TicketState):
        raise TicketRefused("Choose one of the states that this page offers.")
    return TicketState(wanted)


def _change(
    number: str, change: Callable[[Ticket], object], **typed: object
) -> ResponseReturnValue:
    ticket = service.get_ticket(database(), number)
    try:
        change(ticket)
    except RuleBroken as fault:
        place = "fault" if typed else "fault_of_change"
        return refused(fault, _page(ticket, **typed, **{place: str(fault)}))
    return _to(ticket)


def _page(ticket: Ticket, **typed: object) -> str:
    session = database()
    shown: dict[str, Any] = {
        "ticket": ticket,
        "entries": queries.entries_of(session, ticket),
        "history": queries.history_of(session, ticket),
        "deadlines": deadlines_of(session, ticket),
        "agents": active_agents(session),
        "next_states": sorted(FOLLOWS[ticket.state]),
        "after_reply": [state for state in AFTER_REPLY if state is not ticket.state],
        "priorities": list(Priority),
        "me": current_agent(),
        "now": clock.now(),
        "typed": UNTYPED | typed,
    }
    return render_template("console/tickets/show.html", **shown)


def _to(ticket: Ticket) -> ResponseReturnValue:
    return redirect(url_for("tickets.show", number=ticket.number), 303)


def _seen() -> str:
    """What the page showed; a form without it has seen nothing."""
    return request.form.get("seen", "?")


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
