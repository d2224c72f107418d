"""Feedback for quality managers: every record with its source, triage, and the reconciliation."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import QUALITY
from helpdesk.feature import FeedbackSource
from helpdesk.feedback import queries, service
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.rules import FeedbackKind, Source, Triage, TriageRefused, decisions_for
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.cursors import cut, number_of
from helpdesk.web.presentation import address_of, refused

blueprint = Blueprint("feedback", __name__, url_prefix="/console/feedback")


@blueprint.get("")
@staff(QUALITY)
def index() -> str:
    """Every record, newest first, and the proof that none is missing."""
    kind, decision = request.args.get("kind", ""), request.args.get("decision", "")
    chosen: dict[str, Any] = {
        "kind": FeedbackKind(kind) if kind in set(FeedbackKind) else None,
        "decision": Triage(decision) if decision in set(Triage) else None,
    }
    found = queries.feedback_page(
        database(), before=number_of(request.args.get("after")), limit=queries.PAGE + 1, **chosen
    )
    return render_template(
        "console/feedback/index.html",
        page=cut(found, queries.PAGE, lambda entry: entry.feedback.id),
        rows=queries.reconciliation(database(), _sources().values()),
        kinds=list(FeedbackKind),
        decisions=list(Triage),
        origin=origin,
        **chosen,
    )


@blueprint.get("/<number>")
@staff(QUALITY)
def show(number: str) -> str:
    """One record with every decision on it."""
    return _page(service.get_feedback(database(), number))


@blueprint.post("/<number>/triage")
@staff(QUALITY)
def triage(number: str) -> ResponseReturnValue:
    """Decide what becomes of the record; a refusal keeps what was typed."""
    decision, reason = request.form.get("decision", ""), request.form.get("reason", "")
    feedback = service.get_feedback(database(), number)
    try:
        if decision not in set(Triage):
            raise TriageRefused("Choose a decision first.")
        service.look_again(database(), feedback, number_of(request.form.get("seen")))
        actor = Actor.agent(current_agent().id)
        service.triage(database(), feedback, Triage(decision), actor=actor, reason=reason)
    except RuleBroken as fault:
        page = _page(feedback, decision=decision, reason=reason, fault=str(fault))
        return refused(fault, page)
    return redirect(url_for("feedback.show", number=feedback.number), 303)


def origin(feedback: Feedback) -> str | None:
    """The address of what the record came from."""
    known = _sources().get(feedback.source)
    if known and known.page:
        endpoint, key = known.page
        values: dict[str, Any] = {key: feedback.source_id}
        return url_for(endpoint, **values)
    if feedback.conversation_id is None:
        return None
    anchor = f"m{feedback.source_id}" if feedback.source is Source.ANSWER_RATING else None
    return address_of("conversation", conversation_id=feedback.conversation_id, _anchor=anchor)


def _sources() -> dict[str, FeedbackSource]:
    found: dict[str, FeedbackSource] = current_app.extensions["feedback_sources"]
    return found


def _page(feedback: Feedback, **typed: object) -> str:
    decisions = queries.decisions_of(database(), feedback)
    return render_template(
        "console/feedback/show.html",
        feedback=feedback,
        decisions=decisions,
        choices=decisions_for(feedback.kind),
        source_address=origin(feedback),
        typed={"decision": None, "reason": "", "fault": None} | typed,
    )
