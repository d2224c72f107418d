"""The bot's turns: every message is answered once, in order, and a person is never talked over."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Content, Turn
from helpdesk.conversations.models import Message
from helpdesk.conversations.rules import APOLOGY, Floor, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import BOT, Actor, AuditEvent
from tests.fakes import BrokenBot, FakeBot
from tests.jobs import run_turn
from tests.make import make_bot_answer, make_message
from tests.people import Customer, Staff


def events(session: Session, action: str) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_the_bots_answer_is_kept_with_what_it_thought(alice: Customer, session: Session) -> None:
    question = make_message(session, alice.conversation)
    view = {"question_id": 4, "confidence": 0.8}
    source = {"title": "Returns", "url": "/help/returns", "article_id": 1, "excerpt": "Send it"}
    button = {"title": "Talk to a person", "payload": "/talk_to_human"}
    run_turn(alice.conversation, FakeBot(Content("30 days.", [button], [source], view)))
    answer = alice.get().get_json()["messages"][-1]
    assert (answer["author"], answer["text"], answer["rateable"]) == ("bot", "30 days.", True)
    assert (answer["buttons"], answer["sources"]) == ([button], [source])
    kept = session.get_one(Message, answer["id"])
    assert kept.bot_view == {**view, "sender_id": f"{alice.conversation.id}:1"}
    assert kept.in_reply_to == question.id


def test_every_line_of_an_answer_is_kept_in_order(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Hi")
    run_turn(alice.conversation, FakeBot("One.", "Two.", "Three."))
    assert alice.reads() == ["Hi", "One.", "Two.", "Three."]


def test_a_burst_of_messages_is_answered_in_order(alice: Customer, session: Session) -> None:
    for text in ("first", "second", "third"):
        make_message(session, alice.conversation, text)
    bot = FakeBot()
    run_turn(alice.conversation, bot)
    assert bot.heard == ["first", "second", "third"]
    assert alice.reads()[3:] == ["You said: first", "You said: second", "You said: third"]
    run_turn(alice.conversation, bot)
    assert len(bot.turns) == 3


def test_what_is_written_while_the_bot_thinks_is_answered_too(
    alice: Customer, session: Session
) -> None:
    def write_more(turn: Turn) -> None:
        if turn.text == "first":
            make_message(session, alice.conversation, "and this")

    make_message(session, alice.conversation, "first")
    bot = FakeBot(meanwhile=write_more)
    run_turn(alice.conversation, bot)
    assert bot.heard == ["first", "and this"]


def test_the_bot_never_talks_over_a_person_who_took_the_conversation(
    alice: Customer, bob: Staff, session: Session
) -> None:
    question = make_message(session, alice.conversation, "Help")
    bot = FakeBot(
        "Too late.",
        meanwhile=lambda turn: floor.take(session, alice.conversation.id, bob.agent),
    )
    run_turn(alice.conversation, bot)
    assert alice.reads() == ["Help", "Bob joined."]
    dropped = events(session, "bot reply dropped")[0]
    assert dropped.after == {"in_reply_to": question.id, "texts": ["Too late."]}
    assert dropped.reason == "The floor is with agent."


def test_an_answer_that_was_overtaken_is_noted_also_when_the_bot_is_back(
    alice: Customer, bob: Staff, session: Session
) -> None:
    question = make_message(session, alice.conversation, "Help")

    def came_and_went(turn: Turn) -> None:
        if turn.message_id == question.id:
            floor.take(session, alice.conversation.id, bob.agent)
            floor.hand_back(session, alice.conversation.id, bob.agent)

    run_turn(alice.conversation, FakeBot("Too late.", meanwhile=came_and_went))
    assert "Too late." not in alice.reads()
    assert [event.after for event in events(session, "bot reply dropped")] == [
        {"in_reply_to": question.id, "texts": ["Too late."]}
    ]


def test_a_failing_bot_does_not_talk_over_a_person_either(
    alice: Customer, bob: Staff, session: Session
) -> None:
    make_message(session, alice.conversation, "Help")
    broken = BrokenBot()
    answer = broken.answer

    def taken_then_fails(turn: Turn) -> list[Content]:
        floor.take(session, alice.conversation.id, bob.agent)
        return answer(turn)

    broken.answer = taken_then_fails  # type: ignore[method-assign]
    run_turn(alice.conversation, broken)
    assert alice.reads() == ["Help", "Bob joined."]
    assert alice.conversation.floor is Floor.AGENT
    assert events(session, "bot failed")[0].reason == "ConnectError: refused"


def test_a_late_answer_does_not_follow_the_end_of_the_conversation(
    alice: Customer, session: Session
) -> None:
    make_message(session, alice.conversation, "Help")
    bot = FakeBot(
        "Too late.",
        meanwhile=lambda turn: floor.resolve(session, alice.conversation.id, actor=Actor.agent(1)),
    )
    run_turn(alice.conversation, bot)
    assert "Too late." not in alice.reads()
    assert alice.conversation.floor is Floor.RESOLVED


def test_the_bot_may_finish_its_sentence_after_it_asked_for_a_person(
    alice: Customer, session: Session
) -> None:
    reason = HandoffReason.CUSTOMER_REQUEST
    make_message(session, alice.conversation, "A person, please")
    bot = FakeBot(
        "I asked a colleague.",
        meanwhile=lambda turn: floor.hand_off(session, alice.conversation.id, reason, actor=BOT),
    )
    run_turn(alice.conversation, bot)
    assert alice.reads()[-1] == "I asked a colleague."
    assert alice.conversation.floor is Floor.WAITING


def test_a_bot_that_fails_apologises_and_a_person_is_asked_for(
    alice: Customer, session: Session
) -> None:
    make_message(session, alice.conversation, "Help")
    run_turn(alice.conversation, BrokenBot("ReadTimeout: 15 s"))
    lines = alice.reads()
    assert lines[1] == APOLOGY
    assert "A person takes over" in lines[2]
    assert alice.conversation.floor is Floor.WAITING
    assert alice.conversation.handoff_reason is HandoffReason.TOOL_FAILURE
    assert events(session, "bot failed")[0].reason == "ReadTimeout: 15 s"


def test_a_bot_that_fails_again_does_not_apologise_in_the_same_words(
    alice: Customer, bob: Staff, session: Session
) -> None:
    for _ in range(2):
        make_message(session, alice.conversation, "Help")
        run_turn(alice.conversation, BrokenBot())
        floor.take(session, alice.conversation.id, bob.agent)
        floor.hand_back(session, alice.conversation.id, bob.agent)
    told = [message["text"] for message in alice.get().get_json()["messages"]]
    apologies = [text for text in told if "our side" in text]
    assert apologies == [
        APOLOGY,
        "Sorry, just now something went wrong on our side, so I can't answer that.",
    ]


def test_a_failed_turn_is_not_asked_again(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Help")
    broken = BrokenBot()
    run_turn(alice.conversation, broken)
    run_turn(alice.conversation, broken)
    assert len(broken.turns) == 1
    assert alice.reads().count(APOLOGY) == 1


def test_a_repeated_job_neither_asks_nor_answers_twice(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Help")
    bot = FakeBot("Here.")
    for _ in range(3):
        run_turn(alice.conversation, bot)
    assert len(bot.turns) == 1
    assert alice.reads() == ["Help", "Here."]


def test_two_workers_with_the_same_turn_keep_one_answer(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Help")
    other = FakeBot("From the other worker.")
    bot = FakeBot("From this one.", meanwhile=lambda turn: run_turn(alice.conversation, other))
    run_turn(alice.conversation, bot)
    assert alice.reads() == ["Help", "From the other worker."]


def test_a_turn_that_died_half_way_says_so_when_it_is_asked_again(
    alice: Customer, session: Session
) -> None:
    def die(turn: Turn) -> None:
        raise SystemExit("the worker was killed")

    make_message(session, alice.conversation, "Help")
    with pytest.raises(SystemExit):
        run_turn(alice.conversation, FakeBot(meanwhile=die))
    bot = FakeBot("Here.")
    run_turn(alice.conversation, bot)
    assert [turn.asked_before for turn in bot.turns] == [True]
    assert alice.reads() == ["Help", "Here."]


def test_the_next_message_after_a_repeated_turn_is_a_new_one(
    alice: Customer, session: Session
) -> None:
    for text in ("first", "second"):
        make_message(session, alice.conversation, text)
    bot = FakeBot()
    run_turn(alice.conversation, bot)
    assert [turn.asked_before for turn in bot.turns] == [False, False]


def test_a_resolved_conversation_starts_afresh_and_asks_nothing_twice(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation, "For Bob only")
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    make_message(session, alice.conversation, "A new question")
    bot = FakeBot("Sure.")
    run_turn(alice.conversation, bot)
    assert bot.heard == ["A new question"]
    assert bot.turns[0].sender_id == f"{alice.conversation.id}:2"


def test_the_bot_hears_a_buttons_payload_and_no_typed_command(
    alice: Customer, session: Session
) -> None:
    make_bot_answer(
        session, alice.conversation, "Shall I?", buttons=[{"title": "Yes", "payload": "/affirm"}]
    )
    alice.post("messages", {"payload": "/affirm", "client_id": "b1"})
    alice.write("/restart", "b2")
    alice.write("EXTERNAL_reminder", "b3")
    bot = FakeBot()
    run_turn(alice.conversation, bot)
    assert bot.heard == ["/affirm", "restart", "EXTERNAL_reminder"]


def test_the_bot_is_silent_without_a_question(alice: Customer, session: Session) -> None:
    bot = FakeBot("Hello?")
    run_turn(alice.conversation, bot)
    assert bot.turns == []
    assert session.scalar(select(func.count()).select_from(Message)) == 0
