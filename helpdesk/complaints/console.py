"""The desk's complaints: every one of them, where it stands and what is due next."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import QUALITY
from helpdesk.complaints import queries
from helpdesk.complaints.handling.page import shown, standings
from helpdesk.complaints.rules import ComplaintState
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
    standing = standings(database(), page.items)
    return render_template(
        "console/complaints/index.html",
        page=page,
        wanted=wanted,
        states=list(ComplaintState),
        standing=standing,
        quality=current_agent().role in QUALITY,
    )


@blueprint.get("/<number>")
@staff()
def show(number: str) -> str:
    """One complaint: how far it is, what is owed next, and the form for it."""
    complaint = get_complaint(database(), number)
    return render_template(
        "console/complaints/show.html",
        fault=None,
        typed={},
        me=current_agent(),
        **shown(database(), complaint),
    )


@blueprint.get("/record/<int:complaint_id>")
@staff()
def of_record(complaint_id: int) -> ResponseReturnValue:
    """The complaint that a feedback record names by its id."""
    complaint = queries.complaint_with_id(database(), complaint_id)
    if complaint is None:
        raise NotFound("There is no such complaint.")
    return redirect(url_for("complaints.show", number=complaint.number))
