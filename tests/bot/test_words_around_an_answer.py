"""What the bot says around an answer: in turn, never the same twice in a row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import questions
from bot.actions.complaints import SORRY
from bot.actions.offers import ANOTHER
from bot.actions.questions import NEAREST, NOTHING, ONE, SEVERAL, ActionAnswerQuestion, chosen_key
from bot.actions.turn import Turn, turn_of
from bot.languages.sentences import LANGUAGES, next_of, said
from tests import coroutines
from tests.bot.fake_helpdesk import FakeHelpdesk
from tests.bot.recorded_call import tracker_of

ACTIONS = Path(questions.__file__).parent


def families() -> Iterator[list[str]]:
    """Every tuple of sentences of which one is said."""
    for file in sorted(ACTIONS.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
                calls = [each for each in node.value.elts if isinstance(each, ast.Call)]
                if calls:
                    yield [str(ast.literal_eval(call.args[0])) for call in calls]


def turn_after(*texts: str, session: int = 1, **metadata: str) -> Turn:
    tracker = tracker_of("how do I paint", said=[{"text": text} for text in texts])
    tracker.sender_id = f"0b5e-recorded:{session}"
    tracker.latest_message["metadata"].update(metadata)
    return turn_of(tracker, CollectingDispatcher())


def answer(text: str, *before: str) -> dict[str, Any]:
    """What the bot says to that question, after it said something."""
    dispatcher = CollectingDispatcher()
    tracker = tracker_of(text, said=[{"text": words} for words in before])
    coroutines.run(ActionAnswerQuestion().run(dispatcher, tracker, {}))
    words: dict[str, Any] = dispatcher.messages[-1]["custom"]
    return words


@pytest.mark.parametrize(
    ("before", "start", "number"),
    [
        ([], 0, 0),
        ([], 1, 1),
        ([], 5, 2),
        (["One.\n\nAnd an article."], 0, 1),
        (["Thanks.", "Three."], 0, 0),
        (["Two.", "One."], 1, 2),
    ],
)
def test_the_sentence_after_the_last_one_is_next(
    before: list[str], start: int, number: int
) -> None:
    assert next_of(["One.", "Two.", "Three."], before, start=start) == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_taken_for_another_of_its_kind(language: str) -> None:
    found = list(families())
    assert len(found) > 10
    for family in found:
        told = [said(sentence, language) for sentence in family]
        assert len(told) > 1
        assert [pair for pair in permutations(told, 2) if pair[0] in pair[1]] == []


@pytest.mark.parametrize("family", [SEVERAL, ONE, NEAREST, NOTHING, ANOTHER, SORRY])
def test_a_conversation_never_hears_the_same_twice_in_a_row(family: tuple[str, ...]) -> None:
    heard: list[str] = []
    for _ in range(4):
        heard.append(turn_after(*heard).one_of(family))
    assert heard[: len(family)] == list(family)
    assert all(one != next_one for one, next_one in zip(heard, heard[1:], strict=False))


def test_after_a_person_handed_back_it_does_not_begin_with_the_same_words() -> None:
    assert turn_after().one_of(NOTHING) == NOTHING[0]
    assert turn_after(session=2).one_of(NOTHING) == NOTHING[1]


def test_what_was_said_in_the_same_turn_counts_too() -> None:
    turn = turn_after()
    turn.say(turn.one_of(NOTHING))
    assert turn.one_of(NOTHING) == NOTHING[1]


def test_whoever_writes_in_a_foreign_language_is_told_once(helpdesk: FakeHelpdesk) -> None:
    tracker = tracker_of("gdzie jest moja paczka")
    tracker.latest_message["metadata"].update(language="pl", spoken="en")
    dispatcher = CollectingDispatcher()
    coroutines.run(ActionAnswerQuestion().run(dispatcher, tracker, {}))
    first = dispatcher.messages[-1]["custom"]["text"]
    assert first.startswith("Nie mówię jeszcze po polsku")
    coroutines.run(ActionAnswerQuestion().run(dispatcher, tracker, {}))
    assert dispatcher.messages[-1]["custom"]["text"].startswith("Mogę przeszukać")


def test_each_place_of_a_choice_has_a_button_that_names_it(helpdesk: FakeHelpdesk) -> None:
    said = answer("what do warranty and repair cover")
    assert said["text"] == f"{SEVERAL[0]}\n\nTwo years for most things."
    assert [button["title"] for button in said["buttons"]] == [
        "What the warranty covers",
        "Repairs",
        "None of these",
    ]
    assert [chosen_key(button) for button in said["buttons"]] == ["31:7:covers", "31:8:", None]


def test_of_one_place_it_is_asked_whether_it_is_the_one(helpdesk: FakeHelpdesk) -> None:
    said = answer("what does the warranty cover", SEVERAL[0])
    assert said["text"].startswith(ONE[0])
    assert [button["title"] for button in said["buttons"]] == [
        "What the warranty covers",
        "No, that is not it",
    ]


def test_buttons_of_other_kinds_are_no_choice() -> None:
    for payload in ("/deny", '/deny{"step": "choice"}', "/ask_knowledge", "/affirm"):
        assert chosen_key({"title": "x", "payload": payload}) is None
