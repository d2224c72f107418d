"""Everything that lists and the page of a complaint show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.accounts.queries import active_agents
from helpdesk.complaints.duties.keeping import dates_owed, duties_of
from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling import queries, rules
from helpdesk.complaints.handling.models import Decision
from helpdesk.complaints.handling.telling import can_be_told
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.queries import history_of, steps_of
from helpdesk.complaints.rules import FOLLOWS, ComplaintState
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.platform import clock
from helpdesk.settings.current import current

S = ComplaintState
FIRST = (DutyKind.TAKE_ON, DutyKind.ASSESS)
CHOOSES_PEOPLE = frozenset({S.ACKNOWLEDGED, S.ASSESSED, S.INVESTIGATING, S.REOPENED})
LATER = (DutyKind.DECIDE,)


@dataclass(frozen=True)
class Standing:
    """The next duty in English, empty for none, and by when it is due."""

    duty: str
    due_at: datetime | None


def standings(session: Session, complaints: Collection[Complaint]) -> dict[int, Standing]:
    """What is owed next for each of them, by its id."""
    ids = [complaint.id for complaint in complaints]
    owed, decisions = dates_owed(session, ids), queries.newest_decisions(session, ids)
    return {
        each.id: _standing(each, owed.get(each.id, {}), decisions.get(each.id))
        for each in complaints
    }


def _standing(
    complaint: Complaint, owed: dict[DutyKind, datetime], decision: Decision | None
) -> Standing:
    duty = rules.next_duty(
        complaint.state,
        taken_on=DutyKind.TAKE_ON not in owed,
        approved=bool(decision and decision.approved_by_id),
        sent_back=bool(decision and decision.sent_back_by_id),
        reply=decision.reply if decision else None,
    )
    kinds = FIRST if complaint.state is S.ACKNOWLEDGED else LATER
    dates = [owed[kind] for kind in kinds if kind in owed]
    return Standing(duty, min(dates, default=None) if duty else None)


def shown(session: Session, complaint: Complaint) -> dict[str, Any]:
    """By the names that the template uses; what its state does not show is not asked for."""
    decisions, duties = queries.decisions_of(session, complaint), duties_of(session, complaint)
    newest = decisions[-1] if decisions else None
    owed = {each.kind: each.due_at for each in duties if each.is_open}
    state = complaint.state
    asked = S.RECLASSIFIED in FOLLOWS[state]
    return {
        "complaint": complaint,
        "standing": _standing(complaint, owed, newest),
        "steps": steps_of(session, complaint),
        "duties": duties,
        "assessment": None if asked else queries.newest_assessment(session, complaint),
        "inquiry": None if asked else queries.newest_inquiry(session, complaint),
        "decisions": decisions,
        "progress": queries.progress_of(session, complaint),
        "asked": queries.asked_reclassification(session, complaint) if asked else None,
        "history": history_of(session, complaint),
        "agents": active_agents(session) if state in CHOOSES_PEOPLE else [],
        "uninvolved": queries.second_level(session, complaint) if _rejected(newest) else [],
        "reached": rules.step_of(state),
        "reachable": can_be_told(complaint),
        "missing": _missing(complaint, queries.told_of(newest)),
        **CHOICES,
    }


CHOICES: dict[str, Any] = {
    "states": S,
    "step_names": rules.STEP_NAMES,
    "severities": rules.SEVERITY_WORDS,
    "natures": list(rules.Nature),
    "investigations": list(rules.Investigation),
    "verdicts": list(rules.Verdict),
    "methods": list(rules.DisputeMethod),
    "endings": list(rules.Ending),
    "kinds": [kind for kind in FeedbackKind if kind is not FeedbackKind.COMPLAINT],
}


def _rejected(decision: Decision | None) -> bool:
    return decision is not None and decision.reply is rules.Reply.REJECTED


def _missing(complaint: Complaint, told: rules.Told | None) -> list[str]:
    """In words what the next step needs."""
    if complaint.state is not S.DECISION_COMMUNICATED:
        return rules.needs_of(complaint.state)
    silence = timedelta(days=current(Complaints).silence)
    now = clock.now()
    if rules.endings_open(told, now, silence):
        return []
    reasons = (rules.why_not_closed(told, each, now, silence) for each in rules.Ending)
    return [reason for reason in reasons if reason]
