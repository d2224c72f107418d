"""What is to be learned from, and what was learned."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import cast, exists, func, literal_column, select
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Recipe, Vectors
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.replies.models import LearnedQuestion, LearnedReply, ReplyUse
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE
from helpdesk.web.cursors import Page, cut, number_of

# So many of the nearest are looked at; several of them may have had the same reply.
LOOKED_AT = 40
PAGE = 50


class Near(NamedTuple):
    """A question that was answered with the reply, and how like the one asked now, up to 1."""

    reply: LearnedReply
    question: str
    language: str
    likeness: float

    @property
    def words(self) -> str:
        return self.reply.text


class Sent(NamedTuple):
    """How often a reply was the answer, when last, and how often it was taken from here."""

    times: int
    last: datetime
    used: int


def tickets_to_learn(session: Session, *, most: int) -> list[Ticket]:
    """Done ones that were not looked at, newest first, held until commit."""
    known = exists().where(LearnedQuestion.ticket_id == Ticket.id)
    query = select(Ticket).where(Ticket.state.in_(DONE), ~known).order_by(Ticket.id.desc())
    # Whoever writes on one waits for the batch; one that is written on is left for the next.
    held = query.limit(most).with_for_update(read=True, of=Ticket, skip_locked=True)
    return list(session.scalars(held.execution_options(populate_existing=True)))


def conversations_to_learn(session: Session, *, most: int) -> list[Conversation]:
    """Ended ones that were not looked at since, newest first, held until commit."""
    known = exists().where(
        LearnedQuestion.conversation_id == Conversation.id,
        LearnedQuestion.session_number == Conversation.session_number,
    )
    query = (
        select(Conversation)
        .where(Conversation.floor == Floor.RESOLVED, ~known)
        .order_by(Conversation.last_message_at.desc())
        .limit(most)
        .with_for_update(read=True, of=Conversation, skip_locked=True)
    )
    return list(session.scalars(query.execution_options(populate_existing=True)))


def learned(session: Session, *, after: str | None = None) -> Page[LearnedReply]:
    """What may be suggested, learned last on top."""
    query = select(LearnedReply).where(LearnedReply.hidden_at.is_(None))
    if after:
        query = query.where(LearnedReply.id < number_of(after))
    found = session.scalars(query.order_by(LearnedReply.id.desc()).limit(PAGE + 1)).all()
    return cut(found, PAGE, lambda reply: reply.id)


def nearest(session: Session, vector: Vectors, recipe: Recipe) -> list[Near]:
    """The answered questions most like the one of this vector, the likest first."""
    size = recipe.dimension
    stored = cast(LearnedQuestion.embedding, HALFVEC(size))
    distance = stored.cosine_distance(vector).label("distance")
    query = (
        select(LearnedReply, LearnedQuestion.text, LearnedQuestion.language, distance)
        .join(LearnedReply, LearnedReply.id == LearnedQuestion.reply_id)
        # The number spelled out: only so the graph of vectors of this length is seen to fit.
        .where(LearnedQuestion.dimension == literal_column(f"{size:d}"))
        .where(LearnedQuestion.recipe == recipe.stamp, LearnedReply.hidden_at.is_(None))
        .order_by(distance)
        .limit(LOOKED_AT)
    )
    found = session.execute(query).all()
    return [Near(reply, text, language, 1 - far) for reply, text, language, far in found]


def sent(session: Session, reply_ids: Collection[int]) -> dict[int, Sent]:
    """Of each of these."""
    answered = LearnedQuestion.reply_id, func.count(), func.max(LearnedQuestion.answered_at)
    query = select(*answered).where(LearnedQuestion.reply_id.in_(reply_ids))
    rows = session.execute(query.group_by(LearnedQuestion.reply_id))
    taken = select(ReplyUse.reply_id, func.count()).where(ReplyUse.reply_id.in_(reply_ids))
    used = dict(session.execute(taken.group_by(ReplyUse.reply_id)).tuples().all())
    return {key: Sent(times, last, used.get(key, 0)) for key, times, last in rows if key and last}
