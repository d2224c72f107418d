"""One ticket, and what an agent may do with it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.tickets import service
from helpdesk.tickets.checklists.hinting import hint_at_open_steps
from helpdesk.tickets.composing import service as composing
from helpdesk.tickets.composing.rules import Words
from helpdesk.tickets.console.workplace import fresh_page, ticket_page
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import (
    Priority,
    TicketRefused,
    TicketState,
)
from helpdesk.tickets.satisfaction.queries import ticket_of_survey
from helpdesk.web import forms, presentation
from helpdesk.web.submissions import said_once

blueprint = Blueprint("tickets", __name__, url_prefix="/console/tickets")


@blueprint.get("/<number>")
@staff()
def show(number: str) -> ResponseReturnValue:
    """One ticket with everything written on it and every change."""
    return fresh_page(service.get_ticket(database(), number))


@blueprint.get("/record/<int:ticket_id>")
@staff()
def of_record(ticket_id: int) -> ResponseReturnValue:
    """The ticket that a feedback record names by its id."""
    ticket = database().get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound("There is no such ticket.")
    return _to(ticket)


@blueprint.get("/survey/<int:survey_id>")
@staff()
def of_survey(survey_id: int) -> ResponseReturnValue:
    """The ticket whose customer answered that survey."""
    return _to(ticket_of_survey(database(), survey_id))


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
    ticket = service.open_ticket(database(), conversation.customer_id, wanted, actor=actor())
    return _to(ticket)


@blueprint.post("/<number>/entries")
@staff()
@said_once
def write(number: str) -> ResponseReturnValue:
    """An answer for the customer or a note for colleagues; a refusal keeps the words."""
    form = request.form
    return change(
        number,
        lambda ticket: composing.send(database(), ticket, current_agent(), words_of_form()),
        text=form.get("text", ""),
        note=form.get("kind") == "note",
        then=form.get("then"),
        inserted=forms.inserted_in(form),
    )


def words_of_form() -> Words:
    """What stands in the composer."""
    form = request.form
    then = _state(form["then"]) if form.get("then") else None
    return Words(form.get("text", ""), form.get("kind") == "note", then, forms.inserted_in(form))


@blueprint.post("/<number>/state")
@staff()
def move(number: str) -> ResponseReturnValue:
    """The next state of the ticket."""
    wanted = _state(request.form.get("state", ""))
    return change(
        number,
        lambda ticket: service.change_state(database(), ticket, wanted, actor=actor(), seen=seen()),
    )


@blueprint.post("/<number>/priority")
@staff()
def prioritise(number: str) -> ResponseReturnValue:
    """How soon the ticket wants attention."""
    wanted = request.form.get("priority", "")
    if wanted not in set(Priority):
        raise TicketRefused("Choose one of the priorities that this page offers.")
    return change(
        number,
        lambda ticket: service.prioritise(
            database(), ticket, Priority(wanted), actor=actor(), seen=seen()
        ),
    )


def _state(wanted: str) -> TicketState:
    if wanted not in set(TicketState):
        raise TicketRefused("Choose one of the states that this page offers.")
    return TicketState(wanted)


def change(number: str, act: Callable[[Ticket], object], **typed: object) -> ResponseReturnValue:
    """Do it and show the ticket; a refusal is shown there beside what was typed."""
    ticket = service.get_ticket(database(), number)
    before = ticket.state
    try:
        with database().begin_nested():  # what was done before the refusal is not shown as done
            act(ticket)
    except RuleBroken as fault:
        place = "fault" if "text" in typed else "fault_of_change"
        told = {place: str(fault), "mended_at": fault.mended_at}
        return presentation.refused(fault, ticket_page(ticket, **typed, **told))
    if ticket.state is not before or typed.get("then"):
        hint_at_open_steps(database(), ticket, str(typed.get("then") or ticket.state))
    return _to(ticket)


def _to(ticket: Ticket) -> ResponseReturnValue:
    return redirect(url_for("tickets.show", number=ticket.number), 303)


def seen() -> str:
    """What the page showed; a form without it has seen nothing."""
    return request.form.get("seen", "?")


def actor() -> Actor:
    """Who is signed in."""
    return Actor.agent(current_agent().id)
