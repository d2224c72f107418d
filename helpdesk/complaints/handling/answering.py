"""What the complainant says to a decision, and who decides anew when they reject it."""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties import keeping
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.assessing import own
from helpdesk.complaints.handling.models import Dispute
from helpdesk.complaints.handling.rules import DisputeMethod, Reply, check_uninvolved, words_in
from helpdesk.complaints.handling.telling import escalated_words, hand_out_link, tell, ways_on
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState, check_state
from helpdesk.complaints.service import move, note
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.mail import writing

S = ComplaintState
NO_BODY = N_("Name the body that deals with it, and its reference if you know it.")


def reply(
    session: Session,
    complaint: Complaint,
    said: Reply,
    words: str = "",
    *,
    actor: Actor,
) -> None:
    """Keep what the complainant says; a rejected decision goes to somebody not involved so far.

    Raise ComplaintRefused when there is no decision to answer, or an answer already.
    """
    decision = queries.newest_decision(session, complaint)
    if complaint.state is not S.DECISION_COMMUNICATED or decision is None:
        raise ComplaintRefused("There is no decision to answer at the moment.")
    if decision.reply:
        raise ComplaintRefused("You answered this decision already. Thank you!")
    decision.reply, decision.replied_at = said, clock.now()
    decision.reply_words = words.replace("\x00", "").strip()[:2000] or None
    decision.reply_noted_by_id = actor.agent_id
    decision.token_hash = None
    note(session, complaint, f"decision {said}", actor=actor)
    if said is Reply.REJECTED:
        for owner in queries.second_level(session, complaint)[:1]:
            escalate(session, complaint, owner, actor=actor)


def escalate(session: Session, complaint: Complaint, owner: Agent, *, actor: Actor) -> None:
    """Somebody who had no part in it decides anew; the complainant hears who, and what else."""
    decision = queries.newest_decision(session, complaint)
    if decision is None or decision.reply is not Reply.REJECTED:
        raise ComplaintRefused("The customer has not rejected the decision.")
    check_state(complaint.state, S.ESCALATED)
    involved = queries.involved(session, complaint)
    check_uninvolved(owner.id, involved)
    own(session, complaint, owner.id, actor=actor)
    move(session, complaint, S.ESCALATED, actor=actor)
    tell(session, complaint, escalated_words(complaint, owner.name), agent_id=None)
    keeping.owe_decision(session, complaint)


def refer_outside(
    session: Session, complaint: Complaint, provider: str, method: DisputeMethod, agent: Agent
) -> None:
    """The complaint is with an independent body from now on."""
    named = words_in(provider, NO_BODY)
    check_state(complaint.state, S.EXTERNAL_DISPUTE)
    dispute = Dispute(
        complaint_id=complaint.id,
        provider=named,
        method=method,
        referred_by_id=agent.id,
        referred_at=clock.now(),
    )
    session.add(dispute)
    actor = Actor.agent(agent.id)
    move(session, complaint, S.EXTERNAL_DISPUTE, actor=actor, reason=named)


def remind(session: Session, complaint: Complaint, *, agent_id: int | None) -> None:
    """Ask once more whether they accept the decision, with a fresh link."""
    decision = queries.newest_decision(session, complaint)
    if complaint.state is not S.DECISION_COMMUNICATED or decision is None or decision.reply:
        raise ComplaintRefused("There is no decision without an answer here.")
    if decision.reminded_at:
        raise ComplaintRefused("The customer was reminded already.")
    decision.reminded_at = clock.now()
    with writing(complaint.customer.speaks):
        words = gettext(
            "We told you our decision on your complaint %(number)s and have not heard from you.",
            number=complaint.number,
        )
        words = f"{words}\n\n{ways_on(hand_out_link(decision))}"
    tell(session, complaint, words, agent_id=None)
    actor = Actor.agent(agent_id) if agent_id else SYSTEM
    note(session, complaint, "reminded", actor=actor)
