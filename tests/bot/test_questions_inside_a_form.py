"""What counts as a question while a form is open, and what stays an answer."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.forms.form import answer_in_passing, asks
from bot.actions.turn import Turn
from bot.helpdesk_client import AskedBy
from tests import coroutines
from tests.bot.fake_helpdesk import FakeHelpdesk


def turn_with(intent: str) -> Turn:
    asked_by = AskedBy("form", idempotency_key="1", intent=intent, intent_confidence=0.9)
    return Turn("", asked_by, {}, None, CollectingDispatcher())


@pytest.mark.parametrize(
    ("words", "intent", "asked"),
    [
        ("how long will this take?", "ask_knowledge", True),
        ("how long will this take", "ask_knowledge", True),
        ("how long will this take", "nlu_fallback", False),
        ("ok, and do I have to send it back?", "nlu_fallback", True),
        ("will it cost me anything?", "ask_knowledge", True),
        ("can I get a copy of it?", "ask_knowledge", True),
        ("how can you treat people like that?", "file_complaint", False),
        ("how about a refund?", "ask_knowledge", False),
        ("is anna@example.com fine?", "ask_knowledge", False),
        ("a refund", "ask_knowledge", False),
        ("wie lange dauert das?", "ask_knowledge", True),
        ("aber muss ich es zurückschicken?", "nlu_fallback", True),
        ("können Sie mir eine Kopie schicken?", "ask_knowledge", True),
        ("eine Erstattung", "ask_knowledge", False),
        ("combien de temps cela prend-il ?", "ask_knowledge", True),
        ("est-ce que je dois le renvoyer ?", "nlu_fallback", True),
        ("pouvez-vous m'envoyer une copie ?", "ask_knowledge", True),
        ("un remboursement", "ask_knowledge", False),
        ("¿cuánto tarda?", "ask_knowledge", True),
        ("¿tengo que devolverlo?", "nlu_fallback", True),
        ("¿pueden mandarme una copia?", "ask_knowledge", True),
        ("un reembolso", "ask_knowledge", False),
    ],
)
def test_a_question_is_told_from_an_answer(words: str, intent: str, asked: bool) -> None:
    assert asks(turn_with(intent), words) is asked


def test_a_wish_may_be_put_as_a_question() -> None:
    turn = turn_with("ask_knowledge")
    assert not asks(turn, "can you send me a new one?", requests_too=False)


def test_a_search_that_fails_does_not_end_the_form(helpdesk: FakeHelpdesk) -> None:
    helpdesk.broken = {"answers"}
    turn = turn_with("ask_knowledge")
    coroutines.run(answer_in_passing(turn, "how long will this take?"))
    (said,) = turn.dispatcher.messages
    assert said["custom"]["text"] == "I cannot look that up right now."
    assert helpdesk.bodies("handoffs", "form") == []
