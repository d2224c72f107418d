"""Customers complain."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.authentication.pauses import network_of
from helpdesk.complaints.rules import ASSESS_WITHIN, check_complaint
from helpdesk.complaints.service import Grievance, get_complaint, receive_complaint
from helpdesk.customers.browser import known_customer
from helpdesk.customers.rules import check_contact_if_any
from helpdesk.customers.service import create_visitor
from helpdesk.platform.audit import Actor
from helpdesk.web.forms import Typed
from helpdesk.web.submissions import said_once, submission

blueprint = Blueprint("my_complaints", __name__)
SENT = "sent_complaint"


@blueprint.get("/complaints/new")
@public
def complain() -> str:
    """The form."""
    customer = known_customer()
    return _form(Typed({"contact": (customer.email if customer else None) or ""}))


@blueprint.post("/complaints/new")
@public
@said_once
def send() -> ResponseReturnValue:
    """Record the complaint; a refusal keeps everything that was typed."""
    typed = Typed(request.form)
    typed.check("what_happened", check_complaint)
    typed.check("contact", check_contact_if_any)
    if typed.faults:
        return _form(typed), 422
    customer = known_customer() or create_visitor(database())
    grievance = Grievance(
        what_happened=typed["what_happened"],
        channel="portal",
        idempotency_key=f"portal:{submission()}",
        remedy_sought=typed["remedy_sought"],
        contact=typed["contact"],
        network=network_of(request.remote_addr),
    )
    complaint = receive_complaint(
        database(), customer.id, grievance, actor=Actor.customer(customer.id)
    )
    cookie[SENT] = {"number": complaint.number, "email": complaint.email}
    return redirect(url_for("my_complaints.received"), 303)


@blueprint.get("/complaints/received")
@public
def received() -> ResponseReturnValue:
    """The number and the time frame, shown to the browser that sent the complaint."""
    if SENT not in cookie:
        return redirect(url_for("my_complaints.complain"))
    sent = cookie[SENT]
    complaint = get_complaint(database(), sent["number"])
    return render_template(
        "portal/complaints/received.html", complaint=complaint, assess_within=ASSESS_WITHIN
    )


def _form(typed: Typed) -> str:
    return render_template("portal/complaints/new.html", typed=typed)
