"""The articles beside a ticket: what may answer it, and what does."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.articles.evidence.suggesting import panel_of
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import HelpdeskError
from helpdesk.tickets import service
from helpdesk.tickets.linking import case_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import in_place, refused

blueprint = Blueprint("ticket_articles", __name__, url_prefix="/console/tickets/<number>/articles")


@blueprint.get("")
@staff()
def show(number: str) -> str:
    """Articles for what the customer asked, or for what the agent searches for."""
    return _panel(service.get_ticket(database(), number))


@blueprint.post("")
@staff()
def mark(number: str) -> ResponseReturnValue:
    """This article answers the ticket."""
    ticket = service.get_ticket(database(), number)
    try:
        article_id = id_of(request.form.get("article_id"))
        service.mark_answer(database(), ticket, article_id, actor=_actor())
    except HelpdeskError as fault:
        return refused(fault, _panel(ticket, str(fault)))
    return _done(ticket)


@blueprint.post("/<int:article_id>/remove")
@staff()
def unmark(number: str, article_id: int) -> ResponseReturnValue:
    """It does not, after all."""
    ticket = service.get_ticket(database(), number)
    try:
        service.unmark_answer(database(), ticket, article_id, actor=_actor())
    except HelpdeskError as fault:
        return refused(fault, _panel(ticket, str(fault)))
    return _done(ticket)


def _done(ticket: Ticket) -> ResponseReturnValue:
    if in_place():
        words = request.form.get("q") or None
        return redirect(url_for(".show", number=ticket.number, q=words), 303)
    return redirect(url_for("tickets.show", number=ticket.number, _anchor="answers"), 303)


def _panel(ticket: Ticket, fault: str | None = None) -> str:
    session, words = database(), request.values.get("q", "")
    part = "found" if in_place() else "answering"
    return render_template(
        f"console/articles/{part}.html",
        panel=panel_of(session, case_of(session, ticket), words),
        fault=fault,
        address=url_for("ticket_articles.show", number=ticket.number),
        back=url_for("tickets.show", number=ticket.number),
        name=ticket.number,
        writable=ticket.state is not TicketState.CLOSED,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
