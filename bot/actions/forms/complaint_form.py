"""Takes down a complaint: each answer can be skipped, changed, broken off or asked back about."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.complaints import SKIPPED
from bot.actions.contact import reaches
from bot.actions.forms.form import (
    InterruptibleForm,
    Slots,
    answer_in_passing,
    answered_turn,
    asks,
    heard_in,
    leaving,
)
from bot.actions.forms.replies import Heard
from bot.actions.turn import Turn, turn_of

QUESTIONS = ["what_happened", "remedy_sought", "contact", "complaint_decision"]
LONGEST = 4000


class ValidateComplaintForm(InterruptibleForm):
    """Understands the answer to each of the form's questions."""

    def name(self) -> str:
        return "validate_complaint_form"

    def validate_what_happened(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        return _taken("what_happened", value, tracker, dispatcher)

    async def validate_remedy_sought(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        return await _taken_or_answered("remedy_sought", value, tracker, dispatcher)

    async def validate_contact(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        slots = await _taken_or_answered("contact", value, tracker, dispatcher)
        return _reaching(slots, turn_of(tracker, dispatcher))

    async def validate_complaint_decision(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        turn = answered_turn("complaint_decision", tracker, dispatcher)
        if turn is None or not value:
            return {"complaint_decision": None}
        if asks(turn, value):
            await answer_in_passing(turn, value)
            return {"complaint_decision": None}
        return _reaching(_decided(turn, value), turn)


async def _taken_or_answered(
    slot: str, value: str | None, tracker: Tracker, dispatcher: CollectingDispatcher
) -> Slots:
    """What happened is kept as told; at any later question the customer may ask back."""
    turn = answered_turn(slot, tracker, dispatcher)
    if turn and value and asks(turn, value, requests_too=slot != "remedy_sought"):
        await answer_in_passing(turn, value)
        return {slot: None}
    return _taken(slot, value, tracker, dispatcher)


def _taken(
    slot: str, value: str | None, tracker: Tracker, dispatcher: CollectingDispatcher
) -> Slots:
    turn = answered_turn(slot, tracker, dispatcher)
    if turn is None or value is None:
        return {slot: value}
    heard = heard_in(turn, value)
    if heard.meaning == "skip":
        return {slot: SKIPPED}
    if heard.meaning == "answer":
        return {slot: heard.words[:LONGEST]} if _is_words(heard.words) else {slot: None}
    return _moved(slot, heard)


def _moved(slot: str, heard: Heard) -> Slots:
    """Leaves this question open: the customer stops, goes back, or corrects the one before."""
    if leaving(heard):
        return {slot: None, "ending": leaving(heard)}
    before = QUESTIONS[max(QUESTIONS.index(slot) - 1, 0)]
    if before == slot:
        return {slot: heard.words if heard.meaning == "correction" else None}
    return {slot: None, before: heard.words if heard.meaning == "correction" else None}


def _decided(turn: Turn, value: str) -> Slots:
    """Sends only on a yes; everything else stops, changes an answer, or is asked again."""
    question = turn.entities.get("step")
    if question in QUESTIONS:
        return {"complaint_decision": None, str(question): None}
    heard = heard_in(turn, value)
    if heard.meaning in {"stop", "person", "back", "correction"}:
        return _moved("complaint_decision", heard)
    if turn.intent == "affirm":
        return {"complaint_decision": "send"}
    if turn.intent == "deny":
        turn.say(turn.words("I have not sent it. Use the buttons to change an answer, or to stop."))
    return {"complaint_decision": None}


def _reaching(slots: Slots, turn: Turn) -> Slots:
    """A contact that reaches nobody is asked for again, with what is needed."""
    contact = slots.get("contact")
    if contact in {None, SKIPPED} or reaches(contact):
        return slots
    turn.say(
        turn.words(
            "I see neither an e-mail address nor a phone number in that. You can also skip this."
        )
    )
    return {**slots, "contact": None}


def _is_words(text: str) -> bool:
    """A button from elsewhere in the conversation is no answer to a question."""
    return bool(text) and not text.startswith("/")
