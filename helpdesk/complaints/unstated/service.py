"""Receiving the complaint that a chat ended with, exactly once for each of its sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.unstated.keeping import keep_declined, receive
from helpdesk.complaints.unstated.models import ChatWithComplaint
from helpdesk.complaints.unstated.queries import filed_in, said_in
from helpdesk.complaints.unstated.rules import Outcome, complaint_in, outcome_of
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import clock, events
from helpdesk.settings.current import current


def on_conversation_resolved(session: Session, fact: events.ConversationResolved) -> None:
    """Whoever resolved it: a complaint in it is received."""
    hear_out(session, lock_conversation(session, fact.conversation_id))


def hear_out_if_left(session: Session, conversation_id: UUID, before: datetime) -> None:
    """The same for a chat that the bot still has, unless somebody wrote there since."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.floor is Floor.BOT and conversation.last_message_at <= before:
        hear_out(session, conversation)


def hear_out(session: Session, conversation: Conversation) -> None:
    """Receive the complaint of the locked chat, whose session ends; once for each session."""
    key = (conversation.id, conversation.session_number)
    if conversation.customer.erased_at or session.get(ChatWithComplaint, key):
        return
    said = said_in(session, conversation.sender_id, conversation.id)
    found = complaint_in(said, surely=current(Complaints).surely)
    if found is None:
        return
    filed = filed_in(session, conversation.sender_id, conversation.id)
    outcome = outcome_of(found, filed=filed, handed_over=conversation.handoff_reason)
    complaint = None
    if outcome is Outcome.RECEIVED:
        complaint = receive(session, conversation, found.words)
    if outcome is Outcome.DECLINED:
        keep_declined(session, conversation, found.words)
    row = ChatWithComplaint(conversation_id=key[0], session_number=key[1], outcome=outcome)
    row.complaint_id, row.at = complaint.id if complaint else None, clock.now()
    session.add(row)
    session.flush()
