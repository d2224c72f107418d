"""The desk's complaints: every one of them, where it stands and what is due next."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.cases.queries import cases_of
from helpdesk.complaints import queries
from helpdesk.complaints.rules import ComplaintState, next_duty
from helpdesk.complaints.service import get_complaint
from helpdesk.customers.service import get_customer
from helpdesk.platform.errors import NotFound
from helpdesk.web.presentation import in_place

blueprint = Blueprint("complaints", __name__, url_prefix="/console/complaints")


@blueprint.get("")
@staff()
def index() -> str:
    """Every complaint, newest first."""
    state = request.args.get("state", "")
    wanted = ComplaintState(state) if state in set(ComplaintState) else None
    page = queries.complaints_page(database(), state=wanted, after=request.args.get("after"))
    return render_template(
        "console/complaints/index.html",
        page=page,
        wanted=wanted,
        states=list(ComplaintState),
        next_duty=next_duty,
    )


@blueprint.get("/<number>")
@staff()
def show(number: str) -> str:
    """One complaint: the customer's words, what we told them, and every step."""
    complaint = get_complaint(database(), number)
    return render_template(
        "console/complaints/show.html",
        complaint=complaint,
        duty=next_duty(complaint.state, complaint.assess_by),
        steps=queries.steps_of(database(), complaint),
        history=queries.history_of(database(), complaint),
    )


@blueprint.get("/record/<int:complaint_id>")
@staff()
def of_record(complaint_id: int) -> ResponseReturnValue:
    """The complaint that a feedback record names by its id."""
    complaint = queries.complaint_with_id(database(), complaint_id)
    if complaint is None:
        raise NotFound("There is no such complaint.")
    return redirect(url_for("complaints.show", number=complaint.number))


@blueprint.get("/of-customer/<uuid:customer_id>")
@staff()
def cases(customer_id: UUID) -> str:
    """A customer's tickets and complaints, as a page or as part of one."""
    customer = get_customer(database(), customer_id)
    part = "cases" if in_place() else "of_customer"
    return render_template(
        f"console/complaints/{part}.html",
        customer=customer,
        cases=cases_of(database(), customer),
        may_erase=current_agent().role in ADMINS and not customer.erased_at,
    )
