"""Looks a question up in the knowledge base, and admits what it does not know."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import PERSON_BUTTON
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.turn import Turn, button
from bot.helpdesk_client import Answer

OFF_TOPIC = (
    "That is outside what I can do. I answer questions from the help centre, take complaints "
    "and tell you where your case stands."
)
SURELY_OFF_TOPIC = 0.8  # on sentences kept apart: 2 in 1,000 questions to companies exceed it
KEEP_TRYING_BUTTON = button("No, I will try again", '/deny{"step": "person"}')


class ActionAnswerQuestion(HelpdeskAction):
    """Answers from an article, or says that it cannot and offers the nearest articles."""

    def name(self) -> str:
        return "action_answer_question"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
        return say_answer(turn, answer)


class ActionAnswerOffTopic(HelpdeskAction):
    """What sounds off topic may still be this company's topic, so it is looked up first."""

    def name(self) -> str:
        return "action_answer_off_topic"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
        surely = turn.asked_by.intent_confidence >= SURELY_OFF_TOPIC
        if answer.outcome != "unknown" or not surely:
            return say_answer(turn, answer)
        turn.say(OFF_TOPIC, buttons=[PERSON_BUTTON])
        return [SlotSet("offer", "person")]


class ActionClarify(HelpdeskAction):
    """A message not understood: searched for once, then a person is offered, then called."""

    def name(self) -> str:
        return "action_clarify"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        failures = 1 + self._failures_just_before(turn, tracker)
        if failures > 2:
            events = await hand_over(
                turn, "not_understood", "I keep misunderstanding you, so a person takes over."
            )
            return [*events, SlotSet("misunderstood", 0), SlotSet("offer", None)]
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
        if answer.outcome == "answered":
            return [*say_answer(turn, answer), SlotSet("misunderstood", 0)]
        if failures == 1:
            _ask_again(turn, answer)
            return [SlotSet("misunderstood", 1), SlotSet("offer", None)]
        _offer_person(turn, answer)
        return [SlotSet("misunderstood", failures), SlotSet("offer", "person")]

    def _failures_just_before(self, turn: Turn, tracker: Tracker) -> int:
        """Only failures in a row count: any other action in between starts afresh."""
        in_a_row = turn.previous_action in {"action_clarify", "action_default_fallback"}
        return int(tracker.get_slot("misunderstood") or 0) if in_a_row else 0


class ActionDefaultFallback(ActionClarify):
    """When no rule fits, Rasa would forget the turn; the customer gets the same help instead."""

    def name(self) -> str:
        return "action_default_fallback"


def say_answer(turn: Turn, answer: Answer) -> Events:
    """The answer as found; anything less comes with the nearest articles and a person."""
    if answer.outcome == "answered":
        _say_found(turn, answer, answer.text)
        return [SlotSet("offer", None)]
    if answer.outcome == "suggested":
        closest = "I am not certain I have your answer. This comes closest:"
        _say_found(turn, answer, _joined(closest, answer.text), offer=True)
    elif answer.sources:
        words = "I do not know the answer to that. These articles are the nearest I have."
        _say_found(turn, answer, f"{words} Would you like a person to help?", offer=True)
    else:
        words = "I do not know the answer to that, and I found no article about it."
        _say_found(turn, answer, f"{words} Would you like a person to help?", offer=True)
    return [SlotSet("offer", "person")]


def say_in_passing(turn: Turn, answer: Answer) -> None:
    """Inside a form: nothing is offered, for the next yes or no belongs to the form."""
    if answer.outcome == "answered":
        _say_found(turn, answer, answer.text)
    elif answer.outcome == "suggested":
        _say_found(turn, answer, _joined("This comes closest to your question:", answer.text))
    else:
        words = "I do not know the answer to that. You can ask whoever takes up your complaint."
        _say_found(turn, answer, words)


def _ask_again(turn: Turn, answer: Answer) -> None:
    near = " These articles may be near it." if answer.sources else ""
    _say_found(
        turn, answer, "I am not sure I understood you." + near + " Could you say it in other words?"
    )


def _offer_person(turn: Turn, answer: Answer) -> None:
    turn.say(
        "I still do not understand, and I do not want to waste your time. "
        "Would you like a person to help?",
        buttons=[PERSON_BUTTON, KEEP_TRYING_BUTTON],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )


def _say_found(turn: Turn, answer: Answer, text: str, *, offer: bool = False) -> None:
    turn.say(
        text,
        buttons=[PERSON_BUTTON] if offer else [],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )


def _joined(intro: str, text: str) -> str:
    return f"{intro}\n\n{text}" if text else intro.rstrip(":") + "."
