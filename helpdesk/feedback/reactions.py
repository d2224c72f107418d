"""What the desk records when a conversation, ticket or rating says something about us."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import ArticleRating
from helpdesk.conversations.models import Conversation
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.rules import FeedbackKind, Source, kind_of_score
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.platform import events
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.satisfaction.models import Survey

ACTOR = SYSTEM


def on_conversation_resolved(session: Session, fact: events.ConversationResolved) -> None:
    """Every closed conversation is an insight, whether or not the customer rates it."""
    conversation = session.get_one(Conversation, fact.conversation_id)
    expression = Expression(
        FeedbackKind.ENQUIRY_INSIGHT,
        Source.CONVERSATION,
        f"{fact.conversation_id}:{fact.session_number}",
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
    )
    record_feedback(session, expression, actor=ACTOR)


def on_ticket_closed(session: Session, fact: events.TicketClosed) -> None:
    """Every closed ticket is an insight."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    expression = Expression(
        FeedbackKind.ENQUIRY_INSIGHT,
        Source.TICKET,
        str(ticket.id),
        customer_id=ticket.customer_id,
        conversation_id=ticket.conversation_id,
    )
    record_feedback(session, expression, actor=ACTOR)


def on_answer_rated(session: Session, fact: events.AnswerRated) -> None:
    """A thumb on an answer of the bot."""
    conversation = session.get_one(Conversation, fact.conversation_id)
    expression = Expression(
        _kind_of_thumb(helpful=fact.helpful),
        Source.ANSWER_RATING,
        str(fact.message_id),
        fact.comment or "",
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
    )
    record_feedback(session, expression, actor=ACTOR)


def on_article_rated(session: Session, fact: events.ArticleRated) -> None:
    """A thumb on an article."""
    rating = session.get_one(ArticleRating, fact.rating_id)
    expression = Expression(
        _kind_of_thumb(helpful=rating.helpful),
        Source.ARTICLE_RATING,
        str(rating.id),
        rating.comment or "",
    )
    record_feedback(session, expression, actor=ACTOR)


def on_conversation_rated(session: Session, fact: events.ConversationRated) -> None:
    """A score for a whole conversation."""
    conversation = session.get_one(Conversation, fact.conversation_id)
    expression = Expression(
        kind_of_score(fact.score),
        Source.SATISFACTION,
        f"{fact.conversation_id}:{fact.session_number}",
        fact.comment or "",
        score=fact.score,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
    )
    record_feedback(session, expression, actor=ACTOR)


def on_ticket_rated(session: Session, fact: events.TicketRated) -> None:
    """A score for the work on a ticket."""
    survey = session.get_one(Survey, fact.survey_id)
    score = survey.score or 0
    expression = Expression(
        kind_of_score(score),
        Source.TICKET_RATING,
        str(survey.id),
        survey.comment or "",
        score=score,
        customer_id=survey.customer_id,
        conversation_id=survey.ticket.conversation_id,
    )
    record_feedback(session, expression, actor=ACTOR)


def move_feedback(session: Session, fact: events.CustomerMerged) -> None:
    """What the visitor expressed belongs to the customer they turned out to be."""
    theirs = select(Feedback).where(Feedback.customer_id == fact.visitor_id)
    for feedback in session.scalars(theirs):
        feedback.customer_id = fact.customer_id


def _kind_of_thumb(*, helpful: bool) -> FeedbackKind:
    return FeedbackKind.COMPLIMENT if helpful else FeedbackKind.SURVEY_COMMENT
