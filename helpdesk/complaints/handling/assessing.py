"""Taking a complaint on, finding how serious it is, and having somebody look into it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties import keeping
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.models import Assessment, Inquiry
from helpdesk.complaints.handling.rules import (
    Investigation,
    Nature,
    check_investigator,
    gravity_of,
    occurrence_of,
    words_in,
)
from helpdesk.complaints.handling.telling import taken_on_words, tell
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ENDED, ComplaintRefused, ComplaintState, check_state
from helpdesk.complaints.service import move
from helpdesk.languages.catalogues import N_
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.settings.current import current

LOOKED_BACK = timedelta(days=90)
S = ComplaintState


@dataclass(frozen=True)
class Judgement:
    """How serious somebody finds a complaint: `severity` 1 to 5 is the effect on this customer."""

    nature: Nature
    severity: int
    investigation: Investigation
    safety: bool = False
    legal: bool = False
    vulnerable: bool = False
    subject_id: int | None = None


def take_on(session: Session, complaint: Complaint, agent: Agent) -> None:
    """This person answers for it from now on, and its customer hears who that is."""
    _check_open(complaint)
    own(session, complaint, agent.id, actor=Actor.agent(agent.id))
    tell(session, complaint, taken_on_words(complaint, agent.name), agent_id=agent.id)
    keeping.taken_on(session, complaint)


def own(session: Session, complaint: Complaint, agent_id: int, *, actor: Actor) -> None:
    """Give it to somebody, who is told."""
    if complaint.owner_id == agent_id:
        return
    before, complaint.owner_id = complaint.owner_id, agent_id
    complaint.version += 1
    change = audit.Change(
        "complaint", complaint.id, "assigned", {"agent": before}, {"agent": agent_id}
    )
    audit.record(session, actor, change)
    session.flush()
    events.publish(session, events.ComplaintOwned(complaint.id, agent_id, actor))


def mark_unreachable(session: Session, complaint: Complaint, reason: str, agent: Agent) -> None:
    """Nobody can be told that it arrived, and why; it goes on all the same."""
    complaint.unacknowledged_because = words_in(
        reason, N_("Say why nobody can be told that the complaint arrived.")
    )
    move(session, complaint, S.ACKNOWLEDGED, actor=Actor.agent(agent.id))


def assess(session: Session, complaint: Complaint, judgement: Judgement, agent: Agent) -> None:
    """Keep how serious it is and reckon what is owed by that; who assesses it owns it.

    An assessed complaint is assessed anew as long as nothing is proposed.
    """
    anew = complaint.state in {S.ASSESSED, S.INVESTIGATING}
    if not anew:
        check_state(complaint.state, S.ASSESSED)
    since = clock.now() - LOOKED_BACK
    others, contacts = queries.complaints_and_contacts(session, complaint, judgement.nature, since)
    occurrence = occurrence_of(others, contacts, current(Complaints).rates)
    row = Assessment(
        complaint_id=complaint.id,
        nature=judgement.nature,
        severity=judgement.severity,
        occurrence=occurrence,
        safety=judgement.safety,
        legal=judgement.legal,
        vulnerable=judgement.vulnerable,
        investigation=judgement.investigation,
        assessed_by_id=agent.id,
        assessed_at=clock.now(),
    )
    session.add(row)
    _check_subject(session, complaint, judgement.subject_id)
    complaint.subject_id = judgement.subject_id
    complaint.gravity = gravity_of(_felt(judgement), occurrence)
    actor = Actor.agent(agent.id)
    if complaint.owner_id is None:
        own(session, complaint, agent.id, actor=actor)
    if anew:
        complaint.version += 1
        audit.record(session, actor, audit.Change("complaint", complaint.id, "assessed anew"))
    else:
        move(session, complaint, S.ASSESSED, actor=actor)
    keeping.assessed(session, complaint)


def investigate(
    session: Session, complaint: Complaint, investigator: Agent, *, actor: Actor
) -> None:
    """Somebody who is not its subject looks into it; they own it where nobody else may."""
    check_state(complaint.state, S.INVESTIGATING)
    check_investigator(investigator.id, complaint.subject_id)
    inquiry = Inquiry(
        complaint_id=complaint.id, investigator_id=investigator.id, begun_at=clock.now()
    )
    session.add(inquiry)
    move(session, complaint, S.INVESTIGATING, actor=actor)
    keeping.owe_decision(session, complaint)


def _felt(judgement: Judgement) -> int:
    """Safety, law and people who need protection make any effect the gravest one."""
    grave = judgement.safety or judgement.legal or judgement.vulnerable
    return 5 if grave else judgement.severity


def _check_subject(session: Session, complaint: Complaint, subject_id: int | None) -> None:
    inquiry = queries.open_inquiry(session, complaint)
    if inquiry and inquiry.investigator_id is not None:
        check_investigator(inquiry.investigator_id, subject_id)


def _check_open(complaint: Complaint) -> None:
    if complaint.state in ENDED:
        raise ComplaintRefused("The complaint is “%(now)s” and stays so.", now=complaint.state)
