"""What was found, proposed and decided about complaints, for verbs and pages."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import EDITORS
from helpdesk.authentication.tokens import hash_token
from helpdesk.complaints.handling.models import (
    Assessment,
    Decision,
    Dispute,
    Inquiry,
    ProgressNote,
    Reclassification,
)
from helpdesk.complaints.handling.rules import Nature, Told
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ENDED, ComplaintState
from helpdesk.conversations.models import Conversation
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.models import Ticket

Row = TypeVar("Row", Assessment, Decision, Dispute, Inquiry, Reclassification)


def newest_assessment(session: Session, complaint: Complaint) -> Assessment | None:
    """How serious it is."""
    return _newest(session, Assessment, complaint)


def newest_decision(session: Session, complaint: Complaint) -> Decision | None:
    """The response that counts: proposed, approved or told."""
    return _newest(session, Decision, complaint)


def newest_decisions(session: Session, complaint_ids: Collection[int]) -> dict[int, Decision]:
    """The response that counts, by complaint."""
    query = select(Decision).where(Decision.complaint_id.in_(complaint_ids)).order_by(Decision.id)
    return {each.complaint_id: each for each in session.scalars(query)}


def newest_inquiry(session: Session, complaint: Complaint) -> Inquiry | None:
    """Who looks or looked into it last, or why nobody does."""
    return _newest(session, Inquiry, complaint)


def open_inquiry(session: Session, complaint: Complaint) -> Inquiry | None:
    """Who looks into it now."""
    return _newest(session, Inquiry, complaint, Inquiry.ended_at.is_(None))


def open_dispute(session: Session, complaint: Complaint) -> Dispute | None:
    """With whom it is outside."""
    return _newest(session, Dispute, complaint, Dispute.ended_at.is_(None))


def asked_reclassification(session: Session, complaint: Complaint) -> Reclassification | None:
    """What somebody asked for and nobody answered."""
    return _newest(session, Reclassification, complaint, Reclassification.agreed.is_(None))


def decisions_of(session: Session, complaint: Complaint) -> list[Decision]:
    """Every response that was proposed, oldest first."""
    query = select(Decision).where(Decision.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(Decision.id)))


def progress_of(session: Session, complaint: Complaint) -> list[ProgressNote]:
    """What the complainant was told in between, oldest first."""
    query = select(ProgressNote).where(ProgressNote.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(ProgressNote.id)))


def decisions_told(session: Session, complaint: Complaint) -> int:
    """How many decisions the complainant was told."""
    told = Decision.complaint_id == complaint.id, Decision.told_at.is_not(None)
    return session.scalar(select(func.count()).select_from(Decision).where(*told)) or 0


def decision_with_token(session: Session, token: str) -> tuple[Complaint, Decision]:
    """The decision that the link of a letter or chat leads to; NotFound for one of no worth."""
    query = (
        select(Complaint, Decision)
        .join(Decision, Decision.complaint_id == Complaint.id)
        .where(Decision.token_hash == hash_token(token))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(
            "This link does not lead to a decision any more: it was answered, or a newer letter "
            "has another link."
        )
    return found[0], found[1]


def told_of(decision: Decision | None) -> Told | None:
    """What closing depends on, of a decision that was told."""
    if decision is None or decision.told_at is None:
        return None
    return Told(decision.told_at, decision.reminded_at, decision.reply, decision.offered_outside)


def unanswered_before(session: Session, moment: datetime) -> Complaint | None:
    """A complaint whose decision was told before then, without an answer and a reminder since."""
    silent = Decision.reply.is_(None), Decision.reminded_at.is_(None), Decision.told_at < moment
    query = (
        select(Complaint)
        .join(Decision, Decision.complaint_id == Complaint.id)
        .where(Complaint.state == ComplaintState.DECISION_COMMUNICATED, *silent)
        .order_by(Decision.told_at)
        .limit(1)
    )
    return session.scalar(query.with_for_update(of=Complaint, skip_locked=True))


def was_investigated(session: Session, complaint: Complaint) -> bool:
    """Did somebody look into it and write down what they found?"""
    return _newest(session, Inquiry, complaint, Inquiry.findings.is_not(None)) is not None


def complaints_and_contacts(
    session: Session, complaint: Complaint, nature: Nature, since: datetime
) -> tuple[int, int]:
    """How many others of that nature came since then, among how many chats and tickets."""
    same = (
        select(func.count(func.distinct(Assessment.complaint_id)))
        .join(Complaint, Complaint.id == Assessment.complaint_id)
        .where(Assessment.nature == nature, Complaint.id != complaint.id)
        .where(Complaint.received_at >= since)
    )
    chats = select(func.count()).where(Conversation.created_at >= since)
    tickets = select(func.count()).where(Ticket.created_at >= since)
    contacts = chats.scalar_subquery() + tickets.scalar_subquery()
    found = session.execute(select(same.scalar_subquery(), contacts)).one()
    return found[0] or 0, found[1]


def involved(session: Session, complaint: Complaint) -> set[int]:
    """Who had a part in it, by id; the database judges by the same function."""
    found = session.scalars(select(func.involved_in_complaint(complaint.id)))
    return {agent_id for agent_id in found if agent_id is not None}


def second_level(session: Session, complaint: Complaint) -> list[Agent]:
    """Who may decide anew because they had no part in it, least busy with complaints first."""
    owned = (
        select(func.count())
        .where(Complaint.owner_id == Agent.id, Complaint.state.not_in(ENDED))
        .scalar_subquery()
    )
    here = Agent.role.in_(EDITORS), Agent.deactivated_at.is_(None)
    part = select(func.involved_in_complaint(complaint.id).label("agent_id")).subquery()
    others = Agent.id.not_in(select(part.c.agent_id).where(part.c.agent_id.is_not(None)))
    query = select(Agent).where(*here, others).order_by(Agent.away_since.is_not(None), owned)
    return list(session.scalars(query.order_by(Agent.id)))


def _newest(
    session: Session, table: type[Row], complaint: Complaint, *which: ColumnElement[bool]
) -> Row | None:
    query = select(table).where(table.complaint_id == complaint.id, *which)
    return session.scalar(query.order_by(table.id.desc()).limit(1))
