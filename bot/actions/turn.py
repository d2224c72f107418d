"""One turn as an action sees it: what the customer said, and how to say something back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.helpdesk_client import Answer, AskedBy
from bot.languages.courtesies import Courtesy, without_courtesy
from bot.languages.foreign import foreign_words
from bot.languages.sentences import SOURCE, next_of, said

Json = dict[str, Any]
Button = dict[str, str]

NOT_SPOKEN = {"action_listen", "action_extract_slots", "action_session_start"}


@dataclass(frozen=True)
class Turn:
    """The customer's latest message and the dispatcher that carries the reply."""

    text: str
    asked_by: AskedBy
    entities: dict[str, str]
    previous_action: str | None
    dispatcher: CollectingDispatcher
    said: Sequence[Json] = ()
    """What the bot said before, the latest first, since the conversation started afresh."""
    start: int = 0
    """How often that was."""

    @property
    def intent(self) -> str:
        return self.asked_by.intent

    @property
    def courtesy(self) -> Courtesy | None:
        """The greeting or thanks before what the message is about."""
        return without_courtesy(self.text)[0]

    @property
    def asked(self) -> str:
        """What the message is about."""
        return without_courtesy(self.text)[1]

    @property
    def foreign(self) -> bool:
        """Is this a language that the bot was not taught?"""
        return foreign_words(self.asked_by.language) is not None

    def words(self, sentence: str, **values: object) -> str:
        """A sentence of the bot's own in the language that is spoken with the customer."""
        return said(sentence, self.asked_by.spoken, **values)

    def one_of(self, sentences: Sequence[str]) -> str:
        """One of these in the language that is spoken: never the one that was said last."""
        told = [self.words(sentence) for sentence in sentences]
        now = [message["custom"] for message in reversed(self.dispatcher.messages)]
        before = (message["text"] for message in [*now, *self.said])
        return told[next_of(told, before, start=self.start)]

    def say(
        self,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        answer: Answer | None = None,
    ) -> None:
        """As `custom`, because Rasa's channel would cut a plain text at its blank lines.

        With the answer go its sources, and what the customer says of it.
        """
        self.dispatcher.utter_message(
            json_message={
                "text": text,
                "buttons": list(buttons),
                "sources": list(answer.sources) if answer else [],
                "question_id": answer.question_id if answer else None,
                "confidence": answer.confidence if answer else None,
                "outcome": answer.outcome if answer else None,
                "intent": self.asked_by.intent,
                "intent_confidence": self.asked_by.intent_confidence,
            }
        )


def turn_of(tracker: Tracker, dispatcher: CollectingDispatcher) -> Turn:
    """Reads the tracker once, so that actions need not know its shape."""
    message: dict[str, Any] = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    language = metadata.get("language") or SOURCE
    conversation, _, session = tracker.sender_id.rpartition(":")
    key = metadata.get("message_id") or message.get("message_id") or ""
    asked_by = AskedBy(
        # The sender id is the conversation and a running number: a fresh one after each handback.
        conversation_id=conversation or tracker.sender_id,
        idempotency_key=str(key),
        intent=(message.get("intent") or {}).get("name") or "nlu_fallback",
        intent_confidence=_real_confidence(message),
        language=language,
        spoken=metadata.get("spoken") or language,
    )
    return Turn(
        text=(message.get("text") or "").strip(),
        asked_by=asked_by,
        entities={found["entity"]: str(found["value"]) for found in message.get("entities") or []},
        previous_action=_action_before_the_latest_message(tracker.events),
        dispatcher=dispatcher,
        said=_said(tracker.events),
        start=int(session) - 1 if conversation and session.isdecimal() else 0,
    )


def button(title: str, payload: str) -> Button:
    return {"title": title, "payload": payload}


def emptied(tracker: Tracker, slots: Sequence[str]) -> list[dict[str, Any]]:
    """Clears what is filled; every event kept travels with each later call."""
    return [SlotSet(slot, None) for slot in slots if tracker.get_slot(slot) is not None]


def _real_confidence(message: dict[str, Any]) -> float:
    """A fallback reports its threshold as its confidence; the best guess tells more."""
    guesses = [
        guess
        for guess in [message.get("intent") or {}, *(message.get("intent_ranking") or [])]
        if guess.get("name") not in {None, "nlu_fallback"}
    ]
    return round(float(guesses[0].get("confidence") or 0.0), 4) if guesses else 0.0


def _said(events: Sequence[Json]) -> list[Json]:
    """Each with its text and buttons, whether an action said it or Rasa."""
    said = []
    for event in reversed(events):
        if event.get("event") == "bot":
            data = event.get("data") or {}
            words = {**event, **data, **(data.get("custom") or {})}
            said.append({"text": words.get("text") or "", "buttons": words.get("buttons") or []})
    return said


def _action_before_the_latest_message(events: Sequence[dict[str, Any]]) -> str | None:
    before = False
    for event in reversed(events):
        if event.get("event") == "user":
            if before:
                return None
            before = True
        elif before and event.get("event") == "action" and event.get("name") not in NOT_SPOKEN:
            return str(event["name"])
    return None
