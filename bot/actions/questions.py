"""Looks a question up in the knowledge base, and admits what it does not know."""

import json
from textwrap import shorten

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot import helpdesk_client
from bot.actions.handover import person_button
from bot.actions.helpdesk_action import Events, HelpdeskAction
from bot.actions.turn import Button, Turn, button
from bot.helpdesk_client import Answer, Choice
from bot.languages.foreign import foreign_words
from bot.languages.sentences import N_

CHOOSE = "/ask_knowledge"
OFF_TOPIC = (
    N_(
        "That is outside what I can do. I answer questions from the help centre, take "
        "complaints and tell you where your case stands."
    ),
    N_("I am afraid that is outside what I can do. What can I look up for you instead?"),
)
SEVERAL = (
    N_("I found this. Does one of these answer your question?"),
    N_("Here is what I have on that. Is it one of these?"),
    N_("It could be one of these. Which one fits?"),
)
ONE = (
    N_("This may be it. Does it answer your question?"),
    N_("I have this on that. Is it what you are looking for?"),
)
DISAGREEING = (
    N_(
        "Our articles say different things about this. This is what each says, and when it was "
        "last changed. The people who write them can see that."
    ),
    N_(
        "Two of our articles contradict each other here. Judge by their dates, or ask a person; "
        "those who write them can see it."
    ),
)
NEAREST = (
    N_(
        "I do not know the answer to that. These articles are the nearest I have. "
        "Would you like a person to help?"
    ),
    N_("I have no answer to that, only what is near it. Shall I get a person?"),
)
NOTHING = (
    N_(
        "I do not know the answer to that, and I found no article about it. "
        "Would you like a person to help?"
    ),
    N_("Our help centre says nothing about that. Shall I get a person?"),
)
GONE = (
    N_("That article was taken down a moment ago. Would you like a person to help?"),
    N_("That one is gone as well. Shall I get a person?"),
)
IN_PASSING = (N_("This may answer your question:"), N_("Perhaps this helps:"))
NOT_IN_PASSING = (
    N_("I do not know the answer to that. You can ask whoever takes up your complaint."),
    N_("That I cannot tell. Whoever takes up your complaint can."),
)

LONGEST_QUESTION = 120
SURELY_OFF_TOPIC = 0.38  # on sentences kept apart: 3 in 1,000 questions to companies exceed it


class ActionAnswerQuestion(HelpdeskAction):
    """Answers from an article, or says that it cannot and offers the nearest articles."""

    def name(self) -> str:
        return "action_answer_question"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        choice = turn.entities.get("step")
        return await tell_chosen(turn, choice) if choice else await look_up(turn)


class ActionAnswerOffTopic(HelpdeskAction):
    """What sounds off topic may still be this company's topic, so it is looked up first."""

    def name(self) -> str:
        return "action_answer_off_topic"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.asked)
        surely = turn.asked_by.intent_confidence >= SURELY_OFF_TOPIC
        if answer.outcome != "unknown" or not surely or turn.foreign:
            return say_answer(turn, answer)
        turn.say(turn.one_of(OFF_TOPIC), buttons=[person_button(turn)])
        return [SlotSet("offer", "person")]


async def look_up(turn: Turn) -> Events:
    """Searches with the customer's own words and says what was found."""
    answer = await helpdesk_client.connected().find_answer(turn.asked_by, turn.asked)
    return say_answer(turn, answer)


async def answer_beside(turn: Turn) -> None:
    """Says what is known for sure about a question that stands beside something else."""
    answer = await helpdesk_client.connected().find_answer_beside(turn.asked_by, turn.asked)
    for one in (answer, *answer.also) if answer else ():
        if one.outcome == "answered":
            say_found(turn, one, one.text)


def chosen_key(pressed: Button) -> str | None:
    """The key of the choice that this button is for, if it is for one."""
    intent, brace, step = pressed["payload"].partition("{")
    return str(json.loads(brace + step)["step"]) if intent == CHOOSE and step else None


def _choice_button(choice: Choice) -> Button:
    payload = CHOOSE + json.dumps({"step": choice["key"]})
    return button(choice["title"], payload)


async def tell_chosen(turn: Turn, key: str) -> Events:
    """All that the customer's choice says."""
    answer = await helpdesk_client.connected().find_chosen(turn.asked_by, key)
    if answer.outcome == "answered":
        return say_answer(turn, answer)
    turn.say(turn.one_of(GONE), buttons=[person_button(turn)])
    return [SlotSet("offer", "person")]


def say_answer(turn: Turn, answer: Answer) -> Events:
    """What was found for each question of the message, below it where there are several."""
    events = []
    for number, one in enumerate((answer, *answer.also)):
        lead = "" if number else _returned(turn)
        lead += f"**{shorten(one.question, LONGEST_QUESTION)}**\n" if answer.also else ""
        events += _say_one(turn, one, lead)
    if answer.left_out:
        turn.say(
            turn.words(
                "These are the answers to your first questions. "
                "Please ask me the others one at a time."
            )
        )
    # A yes takes up what was offered last, if anything was.
    return [event for event in events if event["value"]] or events


def _say_one(turn: Turn, answer: Answer, lead: str) -> Events:
    """The answer as found; anything less comes with the nearest articles and a person."""
    foreign = foreign_words(turn.asked_by.language)
    if answer.outcome == "answered":
        say_found(turn, answer, f"{lead}{answer.text}")
        return [SlotSet("offer", None)]
    if foreign:
        _say_foreign(turn, answer, *foreign)
    elif answer.outcome == "suggested":
        return say_choice(turn, answer, lead)
    else:
        words = turn.one_of(NEAREST if answer.sources else NOTHING)
        say_found(turn, answer, f"{lead}{words}", offer=True)
    return [SlotSet("offer", "person")]


def _returned(turn: Turn) -> str:
    """A greeting or thanks that stood before the question is returned before the answer."""
    words = {"greet": turn.words("Hello."), "thank": turn.words("You are welcome.")}
    return f"{words[turn.courtesy]}\n\n" if turn.courtesy else ""


def say_choice(turn: Turn, answer: Answer, lead: str = "") -> Events:
    """What the nearest articles say, a button for each, and one for none of them."""
    several = len(answer.choices) > 1
    words = turn.one_of(DISAGREEING if answer.disagree else SEVERAL if several else ONE)
    none = turn.words("None of these") if several else turn.words("No, that is not it")
    buttons = [_choice_button(choice) for choice in answer.choices]
    none_button = button(none, '/deny{"step": "choice"}')
    turn.say(f"{lead}{words}\n\n{answer.text}", buttons=[*buttons, none_button], answer=answer)
    return [SlotSet("offer", "choice")]


def _say_foreign(turn: Turn, answer: Answer, not_yet: str, instead: str, person: str) -> None:
    """What was found is shown all the same: its reader may know more languages than the bot."""
    words = turn.one_of([f"{not_yet} {instead}", instead])
    turn.say(words, buttons=[button(person, "/talk_to_human")], answer=answer)


def say_in_passing(turn: Turn, answer: Answer) -> None:
    """Inside a form: nothing is offered, for the next yes or no belongs to the form."""
    if answer.outcome == "answered":
        say_found(turn, answer, answer.text)
    elif answer.outcome == "suggested":
        say_found(turn, answer, f"{turn.one_of(IN_PASSING)}\n\n{answer.text}")
    else:
        say_found(turn, answer, turn.one_of(NOT_IN_PASSING))


def say_found(turn: Turn, answer: Answer, text: str, *, offer: bool = False) -> None:
    turn.say(text, buttons=[person_button(turn)] if offer else [], answer=answer)
