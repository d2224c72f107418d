"""An agent brings tickets together, takes one apart, or snoozes it."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, staff
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets import service
from helpdesk.tickets.console.pages import actor, change
from helpdesk.tickets.console.workplace import ticket_page
from helpdesk.tickets.joining import service as joining
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused
from helpdesk.web.submissions import said_once

blueprint = Blueprint("ticket_joining", __name__, url_prefix="/console/tickets")


@blueprint.post("/<number>/merge")
@staff()
@said_once
def merge(number: str) -> ResponseReturnValue:
    """Part of another ticket from now on, which is shown next."""
    ticket = service.get_ticket(database(), number)
    typed = request.form.get("into", "")
    try:
        into = service.get_ticket(database(), typed)
        joining.merge(database(), ticket, into, actor=actor())
    except RuleBroken as fault:
        return refused(fault, ticket_page(ticket, into=typed, fault_of_change=str(fault)))
    return redirect(url_for("tickets.show", number=into.number), 303)


@blueprint.post("/<number>/split")
@staff()
@said_once
def split(number: str) -> ResponseReturnValue:
    """A ticket of its own for one entry, which is shown next."""
    ticket = service.get_ticket(database(), number)
    typed = request.form.get("subject", "")
    try:
        entry = id_of(request.form.get("entry"))
        new = joining.split(database(), ticket, entry, typed, actor=actor())
    except RuleBroken as fault:
        return refused(fault, ticket_page(ticket, subject=typed, fault_of_change=str(fault)))
    return redirect(url_for("tickets.show", number=new.number), 303)


@blueprint.post("/<number>/problem")
@staff()
def link(number: str) -> ResponseReturnValue:
    """The problem behind it; an empty number means none."""
    typed = request.form.get("problem", "").strip()
    problem = service.get_ticket(database(), typed) if typed else None
    return change(
        number,
        lambda ticket: joining.link(database(), ticket, problem, actor=actor()),
        problem=typed,
    )


@blueprint.post("/<number>/snooze")
@staff()
def snooze(number: str) -> ResponseReturnValue:
    """Snooze it until a day; an empty day brings it back."""
    typed = request.form.get("until", "")
    return change(
        number, lambda ticket: joining.snooze(database(), ticket, typed, actor=actor()), until=typed
    )
