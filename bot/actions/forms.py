"""What the bot's forms share: a customer can always stop, or ask for a person."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.replies import Heard, hear
from bot.actions.turn import Turn, turn_of

Slots = dict[str, Any]


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
