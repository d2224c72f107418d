"""What agents answered is learned once it is over, without private words, and forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.conversations.jobs import forget_old_conversations
from helpdesk.conversations.service.ratings import rate_conversation
from helpdesk.customers.service import erase_customer
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.replies.demo import bring_replies
from helpdesk.replies.jobs import learn_from_conversation, learn_from_ticket, learn_replies
from helpdesk.replies.models import LearnedQuestion, LearnedReply
from helpdesk.replies.service import learning
from helpdesk.settings.sections import Retention
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.service import Rating, rate
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.fakes import FakeEmbedder
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Staff
from tests.replies.answered import BOX, ended, solved


def replies(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(LearnedReply.text).order_by(LearnedReply.id)))


def questions(session: Session) -> list[LearnedQuestion]:
    session.expire_all()
    return list(session.scalars(select(LearnedQuestion).order_by(LearnedQuestion.id)))


def test_a_resolved_ticket_teaches_the_first_answer_that_says_something(
    session: Session, bob: Staff
) -> None:
    ticket = solved(session, bob, "Hi Alice, one moment.", f"Hi Alice,\n{BOX}\n\nBob", "And more.")
    assert {"ticket_id": ticket.id} in arguments_of(session, "learn_from_ticket")
    learn_from_ticket(ticket.id)
    assert replies(session) == [f"Hi {{customer}},\n{BOX}\n\n{{agent}}"]
    (question,) = questions(session)
    assert question.text == "Sending back a pot\nIt broke on day two."
    assert (question.language, question.dimension) == ("en", 384)
    assert question.answered_at is not None


def test_an_ended_chat_teaches_what_a_person_said_and_not_the_bot(
    session: Session, bob: Staff
) -> None:
    with_person, with_bot = ended(session, bob, BOX), ended(session, bob)
    key = {"conversation_id": str(with_person.id)}
    assert key in arguments_of(session, "learn_from_conversation")
    for conversation in (with_person, with_bot):
        learn_from_conversation(str(conversation.id))
    assert replies(session) == [BOX]
    first, second = questions(session)
    assert (first.text, first.reply_id is not None) == ("Where is the label?", True)
    assert (second.text, second.reply_id) == ("", None)


def test_notes_and_small_talk_and_open_tickets_teach_nothing(session: Session, bob: Staff) -> None:
    noted = solved(session, bob, BOX, note=True)
    thanked = solved(session, bob, "You're welcome, Alice!")
    opened = make_ticket(session)
    write_entry(session, opened, BOX, agent=bob.agent)
    session.commit()
    for ticket in (noted, thanked, opened):
        learn_from_ticket(ticket.id)
    assert replies(session) == []
    assert [question.ticket_id for question in questions(session)] == [noted.id, thanked.id]


def test_the_same_words_are_one_reply_to_several_questions(session: Session, bob: Staff) -> None:
    for name in ("Alice", "Zoe"):
        solved(session, bob, f"Hello {name}, {BOX}", name=name)
    learn_replies()
    assert len(replies(session)) == 1
    assert len(questions(session)) == 2


def test_the_past_is_learned_bit_by_bit_and_once(
    session: Session, bob: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "AT_ONCE", 2)
    for number in range(3):
        solved(session, bob, f"{BOX} {'It fits. ' * number}")
    bring_replies(session, None, None)  # type: ignore[arg-type]
    session.commit()
    for turn in (2, 3):
        assert len(arguments_of(session, "learn_replies")) == turn - 1
        learn_replies()
        assert len(questions(session)) == turn
    learn_replies()
    assert len(questions(session)) == 3
    assert len(arguments_of(session, "learn_replies")) == 2


def test_a_ticket_that_was_opened_again_teaches_what_was_said_since(
    session: Session, bob: Staff
) -> None:
    ticket = solved(session, bob, "Yes, please.")
    learn_from_ticket(ticket.id)
    write_entry(session, ticket, "How?", agent=None)
    write_entry(session, ticket, BOX, agent=bob.agent)
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    session.commit()
    learn_from_ticket(ticket.id)
    assert replies(session) == [BOX]
    assert len(questions(session)) == 1


def test_what_was_rated_badly_is_forgotten(session: Session, bob: Staff) -> None:
    ticket, conversation = solved(session, bob, BOX), ended(session, bob, f"{BOX} It fits.")
    learn_replies()
    assert len(replies(session)) == 2
    survey = newest_survey(session, ticket)
    assert survey is not None
    rate(session, survey, Rating(2, None, None))
    rate_conversation(session, conversation.id, score=1, comment=None)
    session.commit()
    assert len(arguments_of(session, "learn_from_ticket")) == 2
    learn_from_ticket(ticket.id)
    learn_from_conversation(str(conversation.id))
    assert replies(session) == []


def test_an_erased_customers_words_are_in_nothing_that_was_learned(
    session: Session, bob: Staff
) -> None:
    ticket, conversation = solved(session, bob, BOX), ended(session, bob, f"{BOX} It fits.")
    kept = solved(session, bob, f"{BOX} Bring it to any shop of theirs.")
    learn_replies()
    for customer_id in (ticket.customer_id, conversation.customer_id):
        erase_customer(session, customer_id, actor=SYSTEM)
    session.commit()
    assert [question.ticket_id for question in questions(session)] == [kept.id]
    assert len(replies(session)) == 1
    learn_replies()
    assert len(replies(session)) == 1


def test_a_reply_that_others_got_too_stays_when_one_of_them_is_erased(
    session: Session, bob: Staff
) -> None:
    first, _ = solved(session, bob, BOX), solved(session, bob, BOX)
    learn_replies()
    erase_customer(session, first.customer_id, actor=SYSTEM)
    session.commit()
    assert replies(session) == [BOX]


def test_what_was_said_too_long_ago_is_forgotten_with_the_chat(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    change_section(session, Retention, {"conversations": "30"}, Edit(Actor.agent(1), seen=0))
    ended(session, bob, BOX)
    learn_replies()
    frozen.advance(timedelta(days=31))
    forget_old_conversations(int(clock.now().timestamp()))
    assert replies(session) == []
    assert questions(session) == []


def test_another_sentence_model_reads_the_questions_anew(session: Session, bob: Staff) -> None:
    solved(session, bob, BOX)
    learn_replies()
    knowledge.use(FakeEmbedder(model="better", dimension=8))
    learn_replies()
    session.expire_all()
    recipe = select(LearnedQuestion.recipe, func.vector_dims(LearnedQuestion.embedding))
    assert session.execute(recipe).all() == [("better/8/unit", 8)]
