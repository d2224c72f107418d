"""The floor by table, and what a customer may send."""

from itertools import product

import pytest

from helpdesk.conversations.rules import (
    LONGEST_MESSAGE,
    Author,
    Floor,
    FloorRefused,
    check_floor,
    check_payload,
    check_rateable,
    check_score,
    check_speaker,
    check_text,
    expectation,
    floor_after_customer_writes,
    for_the_bot,
    may_bot_speak,
)
from helpdesk.platform.errors import RuleBroken

ALLOWED = {
    ("bot", "waiting"), ("bot", "agent"), ("bot", "resolved"),
    ("waiting", "agent"), ("waiting", "bot"), ("waiting", "resolved"),
    ("agent", "bot"), ("agent", "waiting"), ("agent", "resolved"),
    ("resolved", "bot"), ("resolved", "agent"),
}  # fmt: skip


@pytest.mark.parametrize(("now", "then"), list(product(Floor, Floor)))
def test_the_floor_passes_only_along_the_table(now: Floor, then: Floor) -> None:
    if (now, then) in ALLOWED:
        check_floor(now, then)
    else:
        with pytest.raises(FloorRefused):
            check_floor(now, then)


@pytest.mark.parametrize(
    ("now", "then"),
    [("bot", "bot"), ("waiting", "waiting"), ("agent", "agent"), ("resolved", "bot")],
)
def test_only_a_resolved_conversation_changes_hands_when_its_customer_writes(
    now: str, then: str
) -> None:
    assert floor_after_customer_writes(Floor(now)) == then


@pytest.mark.parametrize(
    ("floor", "may"), [("bot", True), ("waiting", True), ("agent", False), ("resolved", False)]
)
def test_the_bot_is_silent_once_a_person_came(floor: str, may: bool) -> None:
    assert may_bot_speak(Floor(floor)) is may


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hello", "hello"),
        ("  hello\n", "hello"),
        ("a\n\nb", "a\n\nb"),
        ("a\x00b", "ab"),
        ("half an emoji \ud83d", "half an emoji ?"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
        ("مرحبا", "مرحبا"),
        ("x" * LONGEST_MESSAGE, "x" * LONGEST_MESSAGE),
    ],
)
def test_a_text_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert check_text(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "\n\t ", "\x00", "\u2003"])
def test_nothing_is_not_a_message(typed: str) -> None:
    with pytest.raises(RuleBroken, match="this message is empty"):
        check_text(typed)


def test_too_long_a_text_is_refused_with_both_numbers() -> None:
    with pytest.raises(RuleBroken, match="has 4,001 characters and the limit is 4,000"):
        check_text("x" * (LONGEST_MESSAGE + 1))


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("hello", "hello"),
        ("/restart", "restart"),
        ("  //  /restart", "restart"),
        ("\u00a0/affirm{}", "affirm{}"),
        ("/", "?"),
        (" / / ", "?"),
        ("a/b", "a/b"),
    ],
)
def test_typed_words_never_begin_with_a_slash_for_the_bot(typed: str, heard: str) -> None:
    assert for_the_bot(typed) == heard


@pytest.mark.parametrize(
    ("people", "before", "sentence"),
    [
        (0, 0, "Nobody is at the desk right now."),
        (0, 5, "Nobody is at the desk right now."),
        (1, 0, "You are next."),
        (1, 1, "1 person before you."),
        (3, 7, "7 people before you."),
    ],
)
def test_a_waiting_customer_is_told_what_is_true(people: int, before: int, sentence: str) -> None:
    assert expectation(people, before).startswith(sentence)


OFFERED = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]


def test_an_offered_button_is_found_by_its_payload() -> None:
    assert check_payload("/deny", OFFERED)["title"] == "No"


@pytest.mark.parametrize("payload", ["", "/restart", "/affirm ", "/AFFIRM", "EXTERNAL_remind"])
def test_a_payload_that_no_button_offered_is_refused(payload: str) -> None:
    with pytest.raises(RuleBroken, match="was not offered"):
        check_payload(payload, OFFERED)


@pytest.mark.parametrize("floor", [Floor.BOT, Floor.WAITING, Floor.RESOLVED])
def test_an_agent_speaks_where_no_colleague_has_the_floor(floor: Floor) -> None:
    check_speaker(floor, None, 7, name="")
    check_speaker(floor, 8, 7, name="Carla")


def test_who_has_the_floor_speaks_and_no_colleague() -> None:
    check_speaker(Floor.AGENT, 7, 7, name="Bob")
    with pytest.raises(FloorRefused, match="Carla has this conversation"):
        check_speaker(Floor.AGENT, 8, 7, name="Carla")


@pytest.mark.parametrize(
    ("author", "view"),
    [("bot", None), ("bot", {}), ("bot", {"question_id": None}), ("agent", {"question_id": 1})],
)
def test_only_answers_from_the_help_centre_are_rated(
    author: str, view: dict[str, int | None] | None
) -> None:
    with pytest.raises(RuleBroken):
        check_rateable(Author(author), view)


def test_an_answer_with_its_question_can_be_rated() -> None:
    check_rateable(Author.BOT, {"question_id": 1})


@pytest.mark.parametrize("floor", [Floor.BOT, Floor.WAITING, Floor.AGENT])
def test_a_conversation_is_rated_only_when_it_is_over(floor: Floor) -> None:
    with pytest.raises(RuleBroken, match="once it is resolved"):
        check_score(floor, 5)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_one_to_five(score: int) -> None:
    with pytest.raises(RuleBroken, match="from 1 to 5"):
        check_score(Floor.RESOLVED, score)
