"""Proposing a response, approving it within what somebody may grant, and telling it."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties import keeping
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.models import Decision, Inquiry
from helpdesk.complaints.handling.rules import (
    Verdict,
    check_approval,
    limit_of,
    needs_second,
    words_in,
)
from helpdesk.complaints.handling.telling import decision_words, hand_out_link, tell
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState, check_state
from helpdesk.complaints.service import get_complaint, move, note
from helpdesk.languages.catalogues import N_
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotAllowed
from helpdesk.settings.current import current

S = ComplaintState
UNREACHABLE = N_(
    "They left no address and no chat. Say how they heard it, or why nobody can tell them."
)
NO_WORDS = N_("Write what the customer is told, with the reason.")


@dataclass(frozen=True)
class Found:
    """What an investigation found: the facts, and why it happened."""

    findings: str
    cause: str


@dataclass(frozen=True)
class NotInvestigated:
    """Why nobody looked into it, and the number of a similar complaint that was investigated."""

    reason: str
    similar: str = ""


@dataclass(frozen=True)
class Conclusion:
    """What a response rests on, and whether a requirement was violated, with the reason.

    A violation asks for a nonconformity to be raised.
    """

    basis: Found | NotInvestigated
    violated: bool
    reason: str


@dataclass(frozen=True)
class Proposal:
    """What the customer is to be told, and what is done for them at which cost."""

    verdict: Verdict
    words: str
    remedy: str = ""
    cost: Decimal = Decimal(0)


def propose(
    session: Session,
    complaint: Complaint,
    proposal: Proposal,
    agent: Agent,
    conclusion: Conclusion | None = None,
) -> Decision:
    """A response for somebody to approve; the first one rests on a conclusion.

    What was sent back is proposed anew in other words. Whoever decides anew after a rejection
    proposes that alone.
    """
    before = queries.newest_decision(session, complaint)
    again = complaint.state is S.RESPONSE_PROPOSED and before and before.sent_back_by_id
    if not again:
        check_state(complaint.state, S.RESPONSE_PROPOSED)
    if complaint.state is S.ESCALATED and agent.id != complaint.owner_id:
        raise NotAllowed("Only whoever decides anew proposes how. Ask who owns the complaint.")
    words_in(proposal.words, NO_WORDS)
    if complaint.state in {S.ASSESSED, S.INVESTIGATING}:
        _conclude(session, complaint, conclusion, agent)
    decision = _kept(session, complaint, proposal, agent)
    if again:
        note(session, complaint, "response proposed anew", actor=Actor.agent(agent.id))
    else:
        move(session, complaint, S.RESPONSE_PROPOSED, actor=Actor.agent(agent.id))
    return decision


def send_back(session: Session, complaint: Complaint, reason: str, agent: Agent) -> None:
    """The proposal is not to be told as it is; why is kept."""
    decision = _proposed(session, complaint)
    decision.sent_back_because = words_in(reason, N_("Say what has to be different."))
    decision.sent_back_by_id = agent.id
    note(session, complaint, "response sent back", actor=Actor.agent(agent.id))


def approve(session: Session, complaint: Complaint, agent: Agent) -> None:
    """Somebody who may grant as much approves it; raise NotAllowed for others."""
    decision = _proposed(session, complaint)
    _check_approval(decision, agent)
    decision.approved_by_id, decision.approved_at = agent.id, clock.now()
    note(session, complaint, "response approved", actor=Actor.agent(agent.id))


def communicate(session: Session, complaint: Complaint, agent: Agent, otherwise: str = "") -> None:
    """Tell the approved decision with its reason and the ways on.

    `otherwise` says how somebody heard it who can neither be written to nor has a chat.
    """
    check_state(complaint.state, S.DECISION_COMMUNICATED)
    decision = queries.newest_decision(session, complaint)
    if decision is None or decision.approved_by_id is None or decision.told_at:
        raise ComplaintRefused("The response is not approved yet. Have it approved first.")
    link = hand_out_link(decision)
    told = tell(session, complaint, decision_words(complaint, decision, link), agent_id=agent.id)
    if told is None:
        decision.told_otherwise = words_in(
            otherwise,
            UNREACHABLE,
        )
    decision.message_id, decision.told_at = told, clock.now()
    decision.offered_outside = bool(current(Complaints).outside)
    move(session, complaint, S.DECISION_COMMUNICATED, actor=Actor.agent(agent.id))
    keeping.decided(session, complaint)


def conclude_dispute(
    session: Session, complaint: Complaint, outcome: str, proposal: Proposal, agent: Agent
) -> None:
    """What the body outside came to, and what follows from it for the customer, told at once."""
    dispute = queries.open_dispute(session, complaint)
    if complaint.state is not S.EXTERNAL_DISPUTE or dispute is None:
        raise ComplaintRefused("The complaint is not with a body outside.")
    dispute.outcome = words_in(outcome, N_("Write down what the body outside came to."))
    dispute.ended_at = clock.now()
    decision = _kept(session, complaint, proposal, agent)
    _check_approval(decision, agent)
    decision.approved_by_id, decision.approved_at = agent.id, clock.now()
    communicate(session, complaint, agent)


def _conclude(
    session: Session, complaint: Complaint, conclusion: Conclusion | None, agent: Agent
) -> None:
    """What was found, or why nobody looked, and whether a requirement was violated."""
    if conclusion is None:
        raise ComplaintRefused("Decide whether a requirement was violated, and say why or why not.")
    reason = words_in(conclusion.reason, N_("Say why a requirement was violated, or why none was."))
    if complaint.state is S.INVESTIGATING:
        _end_inquiry(session, complaint, conclusion.basis)
    else:
        session.add(_not_investigated(session, complaint, conclusion.basis, agent))
    complaint.nonconformity, complaint.nonconformity_reason = conclusion.violated, reason


def _end_inquiry(session: Session, complaint: Complaint, basis: Found | NotInvestigated) -> None:
    inquiry = queries.open_inquiry(session, complaint)
    if inquiry is None or not isinstance(basis, Found):
        raise ComplaintRefused("Write down what was found and why it happened.")
    findings = words_in(basis.findings, N_("Write down what was found."))
    cause = words_in(basis.cause, N_("Write down why it happened, as far as it is known."))
    inquiry.findings, inquiry.cause = findings, cause
    inquiry.ended_at = clock.now()


def _not_investigated(
    session: Session,
    complaint: Complaint,
    basis: Found | NotInvestigated,
    agent: Agent,
) -> Inquiry:
    if not isinstance(basis, NotInvestigated):
        raise ComplaintRefused("Say why nobody has to look into it, or have somebody do so.")
    similar = get_complaint(session, basis.similar) if basis.similar.strip() else None
    if similar and not queries.was_investigated(session, similar):
        raise ComplaintRefused(
            "%(number)s was not investigated. Name a complaint that was.", number=similar.number
        )
    return Inquiry(
        complaint_id=complaint.id,
        begun_at=clock.now(),
        ended_at=clock.now(),
        not_needed_because=words_in(basis.reason, N_("Say why nobody has to look into it.")),
        decided_by_id=agent.id,
        similar_id=similar.id if similar else None,
    )


def _kept(session: Session, complaint: Complaint, proposal: Proposal, agent: Agent) -> Decision:
    decision = Decision(
        complaint_id=complaint.id,
        level=1 + queries.decisions_told(session, complaint),
        verdict=proposal.verdict,
        words=words_in(proposal.words, NO_WORDS),
        remedy=proposal.remedy.strip() or None,
        cost=proposal.cost,
        over_limit=needs_second(proposal.cost, _limit_of(agent)),
        proposed_by_id=agent.id,
        proposed_at=clock.now(),
    )
    session.add(decision)
    session.flush()
    return decision


def _limit_of(agent: Agent) -> Decimal:
    agents, leads = current(Complaints).limits
    return limit_of(agent.role, agents=agents, leads=leads)


def _check_approval(decision: Decision, agent: Agent) -> None:
    limit = _limit_of(agent)
    check_approval(agent.id, decision.proposed_by_id, cost=decision.cost, limit=limit)


def _proposed(session: Session, complaint: Complaint) -> Decision:
    """The proposal that waits for approval; raise ComplaintRefused where none does."""
    decision = queries.newest_decision(session, complaint)
    waits = decision and not decision.approved_by_id and not decision.sent_back_by_id
    if complaint.state is not S.RESPONSE_PROPOSED or decision is None or not waits:
        raise ComplaintRefused("No response waits for approval here.")
    return decision
