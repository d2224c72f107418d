"""The desk's complaints: every one of them, where it stands and what is due next."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, staff
from helpdesk.complaints import queries
from helpdesk.complaints.rules import ComplaintState, next_duty
from helpdesk.complaints.service import get_complaint
from helpdesk.platform.errors import NotFound

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
