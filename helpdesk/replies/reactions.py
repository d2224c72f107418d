"""What replies do when something happened elsewhere in the desk."""

from sqlalchemy.orm import Session

from helpdesk.platform import events
from helpdesk.platform.jobqueue import enqueue
from helpdesk.replies.service import learning
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.satisfaction.models import Survey


def on_ticket_changed(session: Session, fact: events.TicketChanged) -> None:
    """What was answered on a ticket that is done may be answered again."""
    if fact.field == "state" and fact.after in DONE:
        enqueue(session, "learn_from_ticket", ticket_id=fact.ticket_id)


def on_ticket_rated(session: Session, fact: events.TicketRated) -> None:
    """What helped nobody is not suggested any more."""
    survey = session.get_one(Survey, fact.survey_id)
    enqueue(session, "learn_from_ticket", ticket_id=survey.ticket_id)


def on_conversation_resolved(session: Session, fact: events.ConversationResolved) -> None:
    """What was answered in a chat that ended may be answered again."""
    enqueue(session, "learn_from_conversation", conversation_id=str(fact.conversation_id))


def on_conversation_rated(session: Session, fact: events.ConversationRated) -> None:
    """What helped nobody is not suggested any more."""
    enqueue(session, "learn_from_conversation", conversation_id=str(fact.conversation_id))


def on_ticket_forgotten(session: Session, fact: events.TicketForgotten) -> None:
    """What was learned from somebody's words goes with them."""
    learning.forget_ticket(session, fact.ticket_id)


def on_conversation_forgotten(session: Session, fact: events.ConversationForgotten) -> None:
    """What was learned from somebody's words goes with them."""
    learning.forget_conversation(session, fact.conversation_id)
