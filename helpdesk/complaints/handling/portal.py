"""The complainant reads what became of the complaint, answers our decision, or takes it back."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.complaints.handling.answering import reply
from helpdesk.complaints.handling.ending import withdraw
from helpdesk.complaints.handling.queries import decision_with_token, decisions_of, progress_of
from helpdesk.complaints.handling.rules import Reply
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.reading import complaint_of
from helpdesk.complaints.rules import FOLLOWS, FOR_CUSTOMERS, UNDECIDED, ComplaintState
from helpdesk.customers.browser import customer_only, signed_in_customer
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.forms import Typed, chosen
from helpdesk.web.submissions import said_once

blueprint = Blueprint("complaint_answers", __name__)
TAKEN_BACK = N_("Taken back by the customer in the portal.")
CHOOSE = N_("Choose whether you accept our decision.")


@blueprint.get("/complaints/<number>")
@customer_only
def read(number: str) -> str:
    """One of the customer's own complaints."""
    return _read(complaint_of(database(), signed_in_customer(), number))


@blueprint.post("/complaints/<number>/answer")
@customer_only
@said_once
def answer_signed_in(number: str) -> ResponseReturnValue:
    """They accept or reject our decision."""
    complaint = complaint_of(database(), signed_in_customer(), number)
    typed = Typed(request.form)
    if not _answer(complaint, typed):
        return _read(complaint, typed), 422
    return redirect(url_for(".read", number=complaint.number), 303)


@blueprint.post("/complaints/<number>/withdraw")
@customer_only
@said_once
def take_back(number: str) -> ResponseReturnValue:
    """They take the complaint back."""
    complaint = complaint_of(database(), signed_in_customer(), number)
    typed = Typed(request.form)
    try:
        actor = Actor.customer(complaint.customer_id)
        withdraw(database(), complaint, typed["why"] or gettext(TAKEN_BACK), actor=actor)
    except RuleBroken as refusal:
        typed.faults["why"] = str(refusal)
        return _read(complaint, typed), 422
    return redirect(url_for(".read", number=complaint.number), 303)


@blueprint.get("/complaints/answer/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """The decision and the question; opening it answers nothing, since scanners open every link."""
    return _ask(token, Typed())


@blueprint.post("/complaints/answer/<token>")
@public
@said_once
def answer(token: str) -> ResponseReturnValue:
    """The answer of whoever holds the letter."""
    complaint, _ = decision_with_token(database(), token)
    typed = Typed(request.form)
    if not _answer(complaint, typed):
        return _ask(token, typed), 422
    return redirect(url_for(".answered", reply=typed["reply"]), 303)


@blueprint.get("/complaints/answered")
@public
def answered() -> str:
    """What follows from the answer."""
    return render_template(
        "portal/complaints/answered.html", reply=chosen(request.args.get("reply"), Reply)
    )


def _answer(complaint: Complaint, typed: Typed) -> bool:
    """Keep the answer, or note what is wrong with it."""
    said = chosen(typed["reply"] or None, Reply)
    if said is None:
        typed.faults["reply"] = gettext(CHOOSE)
        return False
    try:
        typed_words, actor = typed["words"], Actor.customer(complaint.customer_id)
        reply(database(), complaint, said, typed_words, actor=actor)
    except RuleBroken as refusal:
        typed.faults["reply"] = str(refusal)
    return not typed.faults


def _ask(token: str, typed: Typed) -> Response:
    complaint, decision = decision_with_token(database(), token)
    page = make_response(
        render_template(
            "portal/complaints/answer.html", complaint=complaint, decision=decision, typed=typed
        )
    )
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


def _read(complaint: Complaint, typed: Typed | None = None) -> str:
    status, next_step = FOR_CUSTOMERS[complaint.state]
    told = [each for each in decisions_of(database(), complaint) if each.told_at]
    return render_template(
        "portal/complaints/complaint.html",
        complaint=complaint,
        status=gettext(status),
        next_step=gettext(next_step),
        undecided=complaint.state in UNDECIDED,
        withdrawable=ComplaintState.WITHDRAWN in FOLLOWS[complaint.state],
        decisions=told,
        progress=progress_of(database(), complaint),
        typed=typed or Typed(),
    )
