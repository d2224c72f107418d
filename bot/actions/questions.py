"""Looks a question up in the knowledge base, and admits what it does not know."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import PERSON_BUTTON
from bot.actions.helpdesk_action import Events, HelpdeskAction
from bot.actions.turn import Turn
from bot.helpdesk_client import Answer

OFF_TOPIC = (
    "That is outside what I can do. I answer questions from the help centre, take complaints "
    "and tell you where your case stands."
)
SURELY_OFF_TOPIC = 0.38  # on sentences kept apart: 3 in 1,000 questions to companies exceed it


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


def say_answer(turn: Turn, answer: Answer) -> Events:
    """The answer as found; anything less comes with the nearest articles and a person."""
    if answer.outcome == "answered":
        say_found(turn, answer, answer.text)
        return [SlotSet("offer", None)]
    if answer.outcome == "suggested":
        closest = "I am not certain I have your answer. This comes closest:"
        say_found(turn, answer, _joined(closest, answer.text), offer=True)
    elif answer.sources:
        words = "I do not know the answer to that. These articles are the nearest I have."
        say_found(turn, answer, f"{words} Would you like a person to help?", offer=True)
    else:
        words = "I do not know the answer to that, and I found no article about it."
        say_found(turn, answer, f"{words} Would you like a person to help?", offer=True)
    return [SlotSet("offer", "person")]


def say_in_passing(turn: Turn, answer: Answer) -> None:
    """Inside a form: nothing is offered, for the next yes or no belongs to the form."""
    if answer.outcome == "answered":
        say_found(turn, answer, answer.text)
    elif answer.outcome == "suggested":
        say_found(turn, answer, _joined("This comes closest to your question:", answer.text))
    else:
        words = "I do not know the answer to that. You can ask whoever takes up your complaint."
        say_found(turn, answer, words)


def say_found(turn: Turn, answer: Answer, text: str, *, offer: bool = False) -> None:
    turn.say(
        text,
        buttons=[PERSON_BUTTON] if offer else [],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )


def _joined(intro: str, text: str) -> str:
    return f"{intro}\n\n{text}" if text else intro.rstrip(":") + "."
