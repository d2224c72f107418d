"""Passes praise, ideas and remarks on to the people who can use them."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from bot import helpdesk_client
from bot.actions.forms.form import InterruptibleForm, Slots, answered_turn, heard_in, leaving
from bot.actions.handover import PASSING_ON
from bot.actions.helpdesk_action import Events, HelpdeskAction, hand_over
from bot.actions.questions import look_up
from bot.actions.turn import Turn, emptied
from bot.helpdesk_client import FeedbackKind
from bot.languages.glossary import in_english

ANNOUNCING = """
a about an app at can can't compliment could d employees feature feedback for give got have hello
here hey hi how i idea ideas improve improvement is leave let like love make me my of on one
opinion please pls positive praise rate remark request review send service share shop some
something submit suggest suggestion suggestions support team the there to us wanna want we website
where with would write you your
"""
ANNOUNCING_WORDS = frozenset(ANNOUNCING.split())
SUGGESTION = re.compile(
    r"\b(should|could|would be|suggest\w*|idea|ideas|wish|please (add|offer|bring|make)|how about"
    r"|why don'?t you|improve\w*|feature|maybe|might want|less|love to see)\b",
    re.IGNORECASE,
)
COMPLIMENT = re.compile(
    r"\b(great|love|lovely|excellent|happy|best|super|impressed|outstanding|nice|good|well done"
    r"|friendly|praise|perfect|wonderful|fantastic|amazing|five stars|compliments?|thanks?)\b",
    re.IGNORECASE,
)


class ActionTakeFeedback(HelpdeskAction):
    """Records what was said, or asks for it when it was only announced."""

    def name(self) -> str:
        return "action_take_feedback"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        if turn.foreign:
            return await look_up(turn)
        if only_announces(turn.text):
            return [*_cleared(tracker), FollowupAction("feedback_form")]
        return await record(turn, tracker, turn.text)


class ActionFinishFeedback(HelpdeskAction):
    """Records what the form took down."""

    def name(self) -> str:
        return "action_finish_feedback"

    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        ending = tracker.get_slot("ending")
        if ending == "person":
            words = turn.one_of(PASSING_ON)
            return [*await hand_over(turn, "customer_request", words), *_cleared(tracker)]
        if ending == "stop":
            turn.say(turn.words("All right, I noted nothing. What would you like to do instead?"))
            return _cleared(tracker)
        return await record(turn, tracker, str(tracker.get_slot("feedback_text")))


class ValidateFeedbackForm(InterruptibleForm):
    """Takes any words as feedback."""

    def name(self) -> str:
        return "validate_feedback_form"

    def validate_feedback_text(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        turn = answered_turn("feedback_text", tracker, dispatcher)
        heard = heard_in(turn, value) if turn and value else None
        if heard and leaving(heard):
            return {"feedback_text": None, "ending": leaving(heard)}
        if heard and heard.meaning == "skip":
            return {"feedback_text": None, "ending": "stop"}
        button = value is not None and value.startswith("/")  # from elsewhere in the conversation
        return {"feedback_text": None if button else value}


async def record(turn: Turn, tracker: Tracker, text: str) -> Events:
    """Hands the words to the helpdesk under the kind they sound like."""
    number = await helpdesk_client.connected().record_feedback(
        turn.asked_by, kind=kind_of(text), text=text
    )
    turn.say(
        turn.words(
            "Thank you. I passed it on under the number {number}. Is there anything else?",
            number=number,
        )
    )
    return _cleared(tracker)


def only_announces(text: str) -> bool:
    """True for "I have a suggestion", which says that something follows, but not what."""
    said = set(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", in_english(text).lower()))
    return text.startswith("/") or said <= ANNOUNCING_WORDS


def kind_of(text: str) -> FeedbackKind:
    """A wish wrapped in praise is still a wish, so suggestions are looked for first."""
    words = in_english(text)
    if SUGGESTION.search(words):
        return "suggestion"
    return "compliment" if COMPLIMENT.search(words) else "enquiry_insight"


def _cleared(tracker: Tracker) -> Events:
    return emptied(tracker, ["feedback_text", "ending", "offer"])
