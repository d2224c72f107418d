"""Closing a complaint, taking it back, keeping it as other feedback, and opening it again."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties import keeping
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.models import ProgressNote, Reclassification
from helpdesk.complaints.handling.rules import (
    Ending,
    check_second_person,
    why_not_closed,
    words_in,
)
from helpdesk.complaints.handling.telling import tell
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import UNDECIDED, ComplaintRefused, ComplaintState, check_state
from helpdesk.complaints.service import move, note
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import of_source, reclassify
from helpdesk.languages.catalogues import N_
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.settings.current import current

S = ComplaintState
NO_EVIDENCE = N_("Say how the customer took the complaint back, in their own words.")


def tell_progress(session: Session, complaint: Complaint, words: str, agent: Agent) -> None:
    """The complainant hears how it stands; the next time is owed from now on."""
    if complaint.state not in UNDECIDED | {S.ESCALATED, S.EXTERNAL_DISPUTE}:
        raise ComplaintRefused("The decision was told, so there is no progress to tell.")
    said = words_in(words, N_("Write how it stands and what happens next."))
    progress = ProgressNote(
        complaint_id=complaint.id, words=said, told_by_id=agent.id, told_at=clock.now()
    )
    session.add(progress)
    tell(session, complaint, said, agent_id=agent.id)
    note(session, complaint, "progress told", actor=Actor.agent(agent.id))
    keeping.progress_told(session, complaint)


def close(session: Session, complaint: Complaint, ending: Ending, agent: Agent) -> None:
    """End it in that way; raise ComplaintRefused, which names what is missing."""
    check_state(complaint.state, S.CLOSED)
    silence = timedelta(days=current(Complaints).silence)
    told = queries.told_of(queries.newest_decision(session, complaint))
    missing = why_not_closed(told, ending, clock.now(), silence)
    if missing:
        raise ComplaintRefused("The complaint stays open. %(missing)s", missing=missing)
    complaint.closed_at = clock.now()
    move(session, complaint, S.CLOSED, actor=Actor.agent(agent.id), reason=ending)
    keeping.end(session, complaint)


def withdraw(session: Session, complaint: Complaint, evidence: str, *, actor: Actor) -> None:
    """The complainant takes it back; `evidence` is how they said so, in their words if possible."""
    said = words_in(evidence, NO_EVIDENCE)
    move(session, complaint, S.WITHDRAWN, actor=actor, reason=said)
    keeping.end(session, complaint)


def reopen(session: Session, complaint: Complaint, fact: str, *, actor: Actor) -> None:
    """A new fact, or a remedy that did not come; when it was closed before stays on record."""
    new = words_in(fact, N_("Say what is new, or what was promised and not done."))
    move(session, complaint, S.REOPENED, actor=actor, reason=new)
    keeping.owe_decision(session, complaint)


def ask_to_reclassify(
    session: Session, complaint: Complaint, kind: FeedbackKind, reason: str, agent: Agent
) -> None:
    """Somebody holds that it is no complaint; nothing changes until another person agrees."""
    check_state(complaint.state, S.RECLASSIFIED)
    if kind is FeedbackKind.COMPLAINT:
        raise ComplaintRefused("Choose what it is instead of a complaint.")
    if queries.asked_reclassification(session, complaint):
        raise ComplaintRefused("Somebody asked for this already. It waits for a second person.")
    row = Reclassification(
        complaint_id=complaint.id,
        kind=kind,
        reason=words_in(reason, N_("Say why this is no complaint: others will read it.")),
        asked_by_id=agent.id,
        asked_at=clock.now(),
    )
    session.add(row)
    note(session, complaint, "reclassification asked", actor=Actor.agent(agent.id))


def answer_reclassification(
    session: Session, complaint: Complaint, agent: Agent, *, agrees: bool
) -> None:
    """The second person agrees, and it is kept as other feedback; or it stays a complaint."""
    asked = queries.asked_reclassification(session, complaint)
    if asked is None:
        raise ComplaintRefused("Nobody asked to keep this as something other than a complaint.")
    if agrees:
        check_state(complaint.state, S.RECLASSIFIED)
        check_second_person(agent.id, asked.asked_by_id)
    asked.agreed, asked.answered_by_id, asked.answered_at = agrees, agent.id, clock.now()
    if not agrees:
        note(session, complaint, "reclassification refused", actor=Actor.agent(agent.id))
        return
    actor = Actor.agent(agent.id)
    record = of_source(session, Source.COMPLAINT, str(complaint.id))
    if record:
        reclassify(session, record, asked.kind, actor=actor, reason=asked.reason)
    move(session, complaint, S.RECLASSIFIED, actor=actor, reason=asked.reason)
    keeping.end(session, complaint)
