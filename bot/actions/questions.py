"""Looks a question up in the knowledge base, and admits what it does not know."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction
from bot.actions.turn import Turn, button
from bot.helpdesk_client import Answer
from bot.languages.foreign import foreign_words

SURELY_OFF_TOPIC = 0.38  # on sentences kept apart: 3 in 1,000 questions to companies exceed it


class ActionAnswerQuestion(HelpdeskAction):
    """Answers from an article, or says that it cannot and offers the nearest articles."""

    def name(self) -> str:
        return "action_answer_question"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        return await look_up(turn)


class ActionAnswerOffTopic(HelpdeskAction):
    """What sounds off topic may still be this company's topic, so it is looked up first."""

    def name(self) -> str:
        return "action_answer_off_topic"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
        surely = turn.asked_by.intent_confidence >= SURELY_OFF_TOPIC
        if answer.outcome != "unknown" or not surely or turn.foreign:
            return say_answer(turn, answer)
        words = turn.words(
            "That is outside what I can do. I answer questions from the help centre, take "
            "complaints and tell you where your case stands."
        )
        turn.say(words, buttons=[person_button(turn)])
        return [SlotSet("offer", "person")]


async def look_up(turn: Turn) -> Events:
    """Searches with the customer's own words and says what was found."""
    answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.text)
    return say_answer(turn, answer)


def say_answer(turn: Turn, answer: Answer) -> Events:
    """The answer as found; anything less comes with the nearest articles and a person."""
    foreign = foreign_words(turn.asked_by.language)
    if answer.outcome == "answered":
        say_found(turn, answer, answer.text)
        return [SlotSet("offer", None)]
    if foreign:
        _say_foreign(turn, answer, *foreign)
    elif answer.outcome == "suggested":
        say_found(turn, answer, f"{_offering(turn)}\n\n{answer.text}", offer=True)
    elif answer.sources:
        words = turn.words(
            "I do not know the answer to that. These articles are the nearest I have. "
            "Would you like a person to help?"
        )
        say_found(turn, answer, words, offer=True)
    else:
        words = turn.words(
            "I do not know the answer to that, and I found no article about it. "
            "Would you like a person to help?"
        )
        say_found(turn, answer, words, offer=True)
    return [SlotSet("offer", "person")]


def _say_foreign(turn: Turn, answer: Answer, words: str, person: str) -> None:
    """What was found is shown all the same: its reader may know more languages than the bot."""
    turn.say(
        words,
        buttons=[button(person, "/talk_to_human")],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )


def say_in_passing(turn: Turn, answer: Answer) -> None:
    """Inside a form: nothing is offered, for the next yes or no belongs to the form."""
    if answer.outcome == "answered":
        say_found(turn, answer, answer.text)
    elif answer.outcome == "suggested":
        found = turn.words("This may answer your question:")
        say_found(turn, answer, f"{found}\n\n{answer.text}")
    else:
        words = turn.words(
            "I do not know the answer to that. You can ask whoever takes up your complaint."
        )
        say_found(turn, answer, words)


def say_found(turn: Turn, answer: Answer, text: str, *, offer: bool = False) -> None:
    turn.say(
        text,
        buttons=[person_button(turn)] if offer else [],
        sources=answer.sources,
        question_id=answer.question_id,
        confidence=answer.confidence,
    )


def _offering(turn: Turn) -> str:
    """Not the same words twice in a row."""
    if turn.previous_action == "action_answer_question":
        return turn.words("Here is what I have on that. Is it one of these?")
    return turn.words("I found this. Does one of these answer your question?")
