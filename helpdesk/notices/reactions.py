"""Who is told when something happened in the desk."""

from sqlalchemy.orm import Session

from helpdesk.accounts.queries import agents_with
from helpdesk.accounts.rules import KEEPERS, Role
from helpdesk.complaints.models import Complaint
from helpdesk.integrity.facts import TrailFaulty
from helpdesk.notices.rules import About, NoticeKind
from helpdesk.notices.service import forget_notices_of, tell
from helpdesk.platform import events
from helpdesk.platform.audit import Actor
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.models import Ticket

LEADING = (Role.LEAD, Role.QUALITY_MANAGER)  # they hear of complaints that nobody has, or late


def on_deadline_near(session: Session, fact: events.DeadlineNear) -> None:
    """Who has the ticket is reminded."""
    deadline = session.get_one(Deadline, fact.deadline_id)
    if holder := deadline.ticket.agent_id:
        tell(session, holder, NoticeKind.DEADLINE_NEAR, _about(deadline))


def on_deadline_missed(session: Session, fact: events.DeadlineMissed) -> None:
    """Who has the ticket is told, and whom its policy names."""
    deadline = session.get_one(Deadline, fact.deadline_id)
    ticket = deadline.ticket
    policy = session.get(DeadlinePolicy, ticket.policy_id) if ticket.policy_id else None
    if ticket.agent_id:
        tell(session, ticket.agent_id, NoticeKind.DEADLINE_MISSED, _about(deadline))
    if policy and policy.escalate_to_id and policy.escalate_to_id != ticket.agent_id:
        tell(session, policy.escalate_to_id, NoticeKind.ESCALATED, _about(deadline))


def on_ticket_assigned(session: Session, fact: events.TicketAssigned) -> None:
    """Who gets it is told, unless they took it themselves."""
    if fact.agent_id and fact.actor != Actor.agent(fact.agent_id):
        about = About(ticket_id=fact.ticket_id, by_id=fact.actor.agent_id)
        tell(session, fact.agent_id, NoticeKind.ASSIGNED, about)


def on_conversation_given(session: Session, fact: events.ConversationGiven) -> None:
    """Who has the floor now is told by whom."""
    about = About(conversation_id=fact.conversation_id, by_id=fact.by_id)
    tell(session, fact.agent_id, NoticeKind.CHAT_PASSED, about)


def on_agent_mentioned(session: Session, fact: events.AgentMentioned) -> None:
    """Who is named in a note is told where."""
    about = About(fact.ticket_id, fact.conversation_id, by_id=fact.by_id)
    tell(session, fact.agent_id, NoticeKind.MENTIONED, about)


def on_ticket_written(session: Session, fact: events.TicketWritten) -> None:
    """Who has the ticket is told that its customer wrote."""
    _tell_holder(session, fact.ticket_id, NoticeKind.CUSTOMER_WROTE)


def on_ticket_woken(session: Session, fact: events.TicketWoken) -> None:
    """Who has the ticket is told that its day has come."""
    _tell_holder(session, fact.ticket_id, NoticeKind.WOKEN)


def on_ticket_returned(session: Session, fact: events.TicketReturned) -> None:
    """Who had it is told that it is with the others."""
    tell(session, fact.agent_id, NoticeKind.TICKET_RETURNED, About(ticket_id=fact.ticket_id))


def on_chat_returned(session: Session, fact: events.ChatReturned) -> None:
    """Who had it is told that somebody else goes on."""
    about = About(conversation_id=fact.conversation_id)
    tell(session, fact.agent_id, NoticeKind.CHAT_RETURNED, about)


def on_trail_faulty(session: Session, _fact: TrailFaulty) -> None:
    """Whoever answers for the records is told."""
    for agent_id in agents_with(session, KEEPERS):
        tell(session, agent_id, NoticeKind.TRAIL_FAULTY, About())


def on_complaint_owned(session: Session, fact: events.ComplaintOwned) -> None:
    """Who answers for a complaint now is told, unless they took it on themselves."""
    if fact.actor != Actor.agent(fact.agent_id):
        about = About(complaint_id=fact.complaint_id, by_id=fact.actor.agent_id)
        tell(session, fact.agent_id, NoticeKind.COMPLAINT_GIVEN, about)


def on_complaint_duty_near(session: Session, fact: events.ComplaintDutyNear) -> None:
    """Who answers for the complaint is reminded; those who lead, while nobody does."""
    owner = session.get_one(Complaint, fact.complaint_id).owner_id
    about = About(complaint_id=fact.complaint_id, duty_id=fact.duty_id)
    for agent_id in [owner] if owner else agents_with(session, LEADING):
        tell(session, agent_id, NoticeKind.COMPLAINT_NEAR, about)


def on_complaint_duty_missed(session: Session, fact: events.ComplaintDutyMissed) -> None:
    """Who answers for the complaint is told, and those who lead."""
    owner = session.get_one(Complaint, fact.complaint_id).owner_id
    about = About(complaint_id=fact.complaint_id, duty_id=fact.duty_id)
    for agent_id in {*agents_with(session, LEADING), *([owner] if owner else [])}:
        tell(session, agent_id, NoticeKind.COMPLAINT_MISSED, about)


def on_agent_left(session: Session, fact: events.AgentLeft) -> None:
    """Their notices go with them."""
    forget_notices_of(session, fact.agent_id)


def _tell_holder(session: Session, ticket_id: int, kind: NoticeKind) -> None:
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.agent_id:
        tell(session, ticket.agent_id, kind, About(ticket_id=ticket.id))


def _about(deadline: Deadline) -> About:
    return About(ticket_id=deadline.ticket_id, deadline_id=deadline.id)
