"""What the bot's forms share: a customer can always stop, ask for a person, or ask something."""

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot import helpdesk_client
from bot.actions.forms.replies import CONTACT_DETAILS, Heard, hear
from bot.actions.forms.wording import QUESTION, REQUEST
from bot.actions.questions import say_in_passing
from bot.actions.turn import Turn, turn_of
from bot.helpdesk_client import HelpdeskError

Slots = dict[str, Any]

ASKING = {"ask_knowledge", "out_of_scope", "nlu_fallback"}


class InterruptibleForm(FormValidationAction):  # type: ignore[misc]  # rasa_sdk ships no types
    """Ends the form as soon as the slot `ending` says why."""

    @abstractmethod  # without it the action server would register this base as an action
    def name(self) -> str:
        """`validate_` and the form's name."""

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        return [] if tracker.get_slot("ending") else domain_slots


def heard_in(turn: Turn, value: str) -> Heard:
    """How the customer's answer to the form's question was meant."""
    return hear(
        value,
        intent=turn.intent,
        confidence=turn.asked_by.intent_confidence,
        step=turn.entities.get("step"),
    )


def leaving(heard: Heard) -> str | None:
    """Why the form ends now, if it does."""
    return heard.meaning if heard.meaning in {"stop", "person"} else None


def answered_turn(slot: str, tracker: Tracker, dispatcher: CollectingDispatcher) -> Turn | None:
    """The turn that answers this slot's question; None for a slot that was filled beforehand."""
    return turn_of(tracker, dispatcher) if tracker.get_slot("requested_slot") == slot else None


def asks(turn: Turn, words: str, *, requests_too: bool = True) -> bool:
    """Whether the customer asks something back; "can you replace it?" may also be an answer."""
    if CONTACT_DETAILS.search(words) or turn.intent not in ASKING:
        return False
    marked = words.rstrip().endswith("?")
    if QUESTION.match(words):
        return marked or turn.intent == "ask_knowledge"
    return marked and requests_too and bool(REQUEST.match(words))


async def answer_in_passing(turn: Turn, words: str) -> None:
    """Looks the question up; the form then asks its own question again."""
    try:
        answer = await helpdesk_client.connected().find_answer(turn.asked_by, words)
    except HelpdeskError:
        turn.say(turn.words("I cannot look that up right now."))
    else:
        say_in_passing(turn, answer)
