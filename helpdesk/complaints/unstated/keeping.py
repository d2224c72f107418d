"""What a chat leaves behind that ended with a complaint: the complaint, or the words alone."""

from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.service import Grievance, receive_complaint
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service.access import asker_of
from helpdesk.conversations.service.messages import say
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.languages.catalogues import gettext
from helpdesk.platform.audit import SYSTEM
from helpdesk.settings.mail import writing

DECLINED = "It sounds like a complaint, and the customer did not want to file one."
HEARD = "Heard in a chat that ended without anybody filing it."


def receive(session: Session, conversation: Conversation, words: str) -> Complaint:
    """As if the customer had sent it; they read here that it was, and under which number."""
    customer = conversation.customer
    grievance = Grievance(
        what_happened=words,
        channel=conversation.channel,
        idempotency_key=f"unstated:{conversation.sender_id}",
        contact=customer.email or customer.contact,
        conversation_id=conversation.id,
        network=asker_of(conversation).network,
        reason=HEARD,
    )
    complaint = receive_complaint(session, customer.id, grievance, actor=SYSTEM)
    with writing(customer.speaks):
        heard = gettext("What you wrote here is a complaint to us, so we recorded it as one.")
    say(session, conversation, f"{heard} {complaint.acknowledgement}")
    return complaint


def keep_declined(session: Session, conversation: Conversation, words: str) -> None:
    """No complaint, since they did not want one; but somebody reads it."""
    expression = Expression(
        FeedbackKind.ENQUIRY_INSIGHT,
        Source.MESSAGE,
        f"{conversation.sender_id}:declined",
        words,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        why=DECLINED,
    )
    record_feedback(session, expression, actor=SYSTEM)
