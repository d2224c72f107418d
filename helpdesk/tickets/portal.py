"""Customers send a request, see what became of it, and write again."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.authentication.pauses import network_of
from helpdesk.customers.browser import customer_only, known_customer, signed_in_customer
from helpdesk.customers.service import check_address, create_visitor
from helpdesk.languages.catalogues import gettext
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets import reading, service
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import FOR_CUSTOMERS, LONGEST_SUBJECT, TicketState, check_ticket
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.rules import REASONS, SCORES
from helpdesk.web.forms import Typed
from helpdesk.web.submissions import said_once

blueprint = Blueprint("requests", __name__, url_prefix="/requests")
LONGEST_NAME = 120
SENT = "sent_request"


@blueprint.get("/new")
@public
def new() -> str:
    """The form, with a question that was asked elsewhere already in it."""
    question = request.args.get("question", "").strip()
    customer = known_customer()
    return _form(
        Typed(
            {
                "subject": " ".join(question.split())[:LONGEST_SUBJECT],
                "name": (customer.name if customer else None) or "",
                "email": (customer.email if customer else None) or "",
            }
        )
    )


@blueprint.post("/new")
@public
@said_once
def send() -> ResponseReturnValue:
    """Open the ticket; a refusal keeps everything that was typed."""
    typed = Typed(request.form)
    typed.check("email", _check_email)
    typed.check("subject", lambda subject: check_ticket(subject, "-"))
    typed.check("text", lambda text: check_ticket("-", text))
    answers = reading.answers_in(database(), typed)
    if typed.faults:
        return _form(typed), 422
    ticket = _open(typed, answers)
    cookie[SENT] = {"number": ticket.number, "email": ticket.email}
    return redirect(url_for("requests.received"), 303)


@blueprint.get("/received")
@public
def received() -> ResponseReturnValue:
    """The number and what happens next, shown to the browser that sent the request."""
    if SENT not in cookie:
        return redirect(url_for("requests.new"))
    return render_template(
        "portal/requests/received.html",
        sent=cookie[SENT],
        usual=reading.usual_answer_to(database()),
    )


@blueprint.get("/<number>")
@customer_only
def read(number: str) -> str:
    """One of the customer's own tickets."""
    ticket = reading.ticket_of(database(), signed_in_customer(), number)
    return _page(ticket, Typed())


@blueprint.post("/<number>")
@customer_only
@said_once
def write(number: str) -> ResponseReturnValue:
    """Write again on one's own ticket."""
    session = database()
    ticket = reading.ticket_of(session, signed_in_customer(), number)
    typed = Typed(request.form)
    try:
        service.write_entry(session, ticket, typed["text"], agent=None)
    except RuleBroken as refusal:
        typed.faults["text"] = str(refusal)
        return _page(ticket, typed), 422
    return redirect(url_for("requests.read", number=ticket.number, _anchor="newest"), 303)


def _open(typed: Typed, answers: dict[str, object]) -> Ticket:
    """A stranger's address is kept on the ticket alone until a code proves it."""
    session = database()
    name = " ".join(typed["name"].split())[:LONGEST_NAME]
    customer = known_customer() or create_visitor(session, name=name or None)
    wanted = service.Request(
        subject=" ".join(typed["subject"].split()),
        text=typed["text"],
        channel="portal",
        email=check_address(session, typed["email"]),
        network=network_of(request.remote_addr),
        fields=answers,
    )
    return service.open_ticket(session, customer.id, wanted, actor=Actor.customer(customer.id))


def _check_email(email: str) -> None:
    if not email.strip():
        raise RuleBroken("Type your e-mail address: it is how you follow your request.")
    check_address(database(), email)


def _form(typed: Typed) -> str:
    fields = reading.fields_asked(database())
    return render_template("portal/requests/new.html", typed=typed, fields=fields)


def _page(ticket: Ticket, typed: Typed) -> str:
    status, next_step = FOR_CUSTOMERS[ticket.state]
    return render_template(
        "portal/requests/ticket.html",
        ticket=ticket,
        entries=reading.entries_for_customer(database(), ticket),
        answers=reading.answers_of(database(), ticket),
        status=gettext(status),
        next_step=gettext(next_step),
        closed=ticket.state is TicketState.CLOSED,
        typed=typed,
        goes_on=reading.number_of(database(), ticket.merged_into_id),
        survey=newest_survey(database(), ticket),
        unrated=Typed(),
        scores=SCORES,
        reasons=REASONS,
        usual=reading.usual_answer_to(database()) if ticket.state is TicketState.NEW else None,
    )
