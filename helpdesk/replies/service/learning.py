"""Learning replies from what was answered, and forgetting them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Embedder, serving_embedder
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.platform.db import one_at_a_time
from helpdesk.replies import queries
from helpdesk.replies.models import LearnedQuestion, LearnedReply
from helpdesk.replies.rules.blanks import without_private_words
from helpdesk.replies.rules.worth import LONGEST, digest_of, is_worth_keeping, was_of_no_use
from helpdesk.replies.service.reading import Answered, Past, past_of_conversation, past_of_ticket
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE

LEARNING = "learning replies"
AT_ONCE = 50


@dataclass(frozen=True)
class Lesson:
    """A question to be learned with the reply to it, both without private words."""

    row: LearnedQuestion
    reply: str


def learn_from_ticket(session: Session, ticket_id: int) -> None:
    """What the ticket teaches now, in place of what it taught before."""
    one_at_a_time(session, LEARNING)
    ticket = session.get_one(Ticket, ticket_id, with_for_update={"of": Ticket, "read": True})
    forget_ticket(session, ticket_id)
    if ticket.state in DONE:
        _learn(session, [_lesson_of_ticket(session, ticket)])


def learn_from_conversation(session: Session, conversation_id: UUID) -> None:
    """What the chat teaches since it last started afresh, in place of what it taught before."""
    one_at_a_time(session, LEARNING)
    held = {"of": Conversation, "read": True}
    conversation = session.get_one(Conversation, conversation_id, with_for_update=held)
    _forget(
        session,
        LearnedQuestion.conversation_id == conversation_id,
        LearnedQuestion.session_number == conversation.session_number,
    )
    if conversation.floor is Floor.RESOLVED:
        _learn(session, [_lesson_of_conversation(session, conversation)])


def catch_up(session: Session) -> bool:
    """Learn from some of what ended and was not looked at yet; is there perhaps more?"""
    one_at_a_time(session, LEARNING)
    tickets = queries.tickets_to_learn(session, most=AT_ONCE)
    conversations = queries.conversations_to_learn(session, most=AT_ONCE)
    lessons = [_lesson_of_ticket(session, ticket) for ticket in tickets]
    lessons += [_lesson_of_conversation(session, each) for each in conversations]
    _learn(session, lessons)
    embedded_anew = _embed_anew(session)
    return AT_ONCE in {len(tickets), len(conversations), embedded_anew}


def forget_ticket(session: Session, ticket_id: int) -> None:
    """Nothing was learned there."""
    _forget(session, LearnedQuestion.ticket_id == ticket_id)


def forget_conversation(session: Session, conversation_id: UUID) -> None:
    """Nothing was learned there, whenever it was."""
    _forget(session, LearnedQuestion.conversation_id == conversation_id)


def _lesson_of_ticket(session: Session, ticket: Ticket) -> Lesson:
    return _lesson(past_of_ticket(session, ticket), LearnedQuestion(ticket_id=ticket.id))


def _lesson_of_conversation(session: Session, conversation: Conversation) -> Lesson:
    row = LearnedQuestion(
        conversation_id=conversation.id, session_number=conversation.session_number
    )
    return _lesson(past_of_conversation(session, conversation), row)


def _lesson(past: Past, row: LearnedQuestion) -> Lesson:
    """The first answer that says something; none where the customer said it was of no use."""
    row.text, row.language = "", past.language
    for answered in () if was_of_no_use(past.score) else past.answers:
        reply = _kept(answered)
        if reply:
            row.text = without_private_words(answered.question, answered.known)
            row.answered_at = answered.at
            return Lesson(row, reply)
    return Lesson(row, "")


def _kept(answered: Answered) -> str:
    if len(answered.reply) > LONGEST:
        return ""
    words = without_private_words(answered.reply, answered.known)
    return words if is_worth_keeping(words) else ""


def _learn(session: Session, lessons: Sequence[Lesson]) -> None:
    for lesson in lessons:
        lesson.row.reply = _reply(session, lesson.reply) if lesson.reply else None
        if lesson.row.reply is None:
            lesson.row.text, lesson.row.answered_at = "", None
        session.add(lesson.row)
        session.flush()
    taught = [lesson.row for lesson in lessons if lesson.row.reply]
    _embed(taught, serving_embedder(session))
    session.flush()


def _reply(session: Session, words: str) -> LearnedReply | None:
    """The reply of these words, kept if it is new; None for one that was hidden."""
    digest = digest_of(words)
    same = select(LearnedReply).where(LearnedReply.digest == digest)
    known = session.scalar(same.with_for_update(read=True, key_share=True))
    if known is None:
        known = LearnedReply(digest=digest, text=words)
        session.add(known)
    return None if known.hidden_at else known


def _embed(rows: Sequence[LearnedQuestion], embedder: Embedder) -> None:
    if not rows:
        return
    recipe = embedder.recipe
    vectors = embedder.embed([row.text for row in rows])
    for row, vector in zip(rows, vectors, strict=True):
        row.recipe, row.dimension, row.embedding = recipe.stamp, recipe.dimension, vector


def _embed_anew(session: Session) -> int:
    """Some of the questions that another sentence model read; how many."""
    embedder = serving_embedder(session)
    old = LearnedQuestion.recipe != embedder.recipe.stamp
    rows = session.scalars(select(LearnedQuestion).where(old).limit(AT_ONCE)).all()
    _embed(rows, embedder)
    return len(rows)


def _forget(session: Session, *which: object) -> None:
    gone = delete(LearnedQuestion).where(*which)  # type: ignore[arg-type]
    replies = set(session.scalars(gone.returning(LearnedQuestion.reply_id)))
    _drop_unasked(session, filter(None, replies))


def _drop_unasked(session: Session, reply_ids: Iterable[int]) -> None:
    """A reply to nothing that anybody asked was somebody's alone.

    Held first, it is deleted by what is committed then: somebody may just have learned it again.
    """
    mine = LearnedReply.id.in_(list(reply_ids)), LearnedReply.hidden_at.is_(None)
    session.execute(select(LearnedReply.id).where(*mine).with_for_update())
    asked = exists().where(LearnedQuestion.reply_id == LearnedReply.id)
    session.execute(delete(LearnedReply).where(*mine, ~asked))
