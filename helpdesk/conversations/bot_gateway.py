"""How to ask the bot: one turn over the desk's channel to Rasa, and what became of a lost one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import httpx

from helpdesk.platform.config import Settings, from_environment, secret
from helpdesk.platform.db import Json

TURN_TIMEOUT = 15.0


class BotUnavailable(Exception):
    """The bot gave no usable answer; the message says what went wrong, for the log and audit."""


@dataclass(frozen=True)
class Turn:
    """A customer's message on its way to the bot; `language` is theirs, `spoken` the answer's."""

    sender_id: str
    message_id: int
    text: str
    asked_before: bool = False
    language: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Content:
    """One thing the bot said; `view` is what it thought while saying it."""

    text: str
    buttons: list[Json] = field(default_factory=list)
    sources: list[Json] = field(default_factory=list)
    view: Json | None = None


class Bot(Protocol):
    """Whoever answers a turn, or raises BotUnavailable."""

    def answer(self, turn: Turn) -> list[Content]: ...


class RasaBot:
    """Rasa on the loopback interface, by the address of the desk's channel."""

    def __init__(self, url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TURN_TIMEOUT,
            transport=transport,
            trust_env=False,  # a proxy would get the secret and the customer's words
        )

    def answer(self, turn: Turn) -> list[Content]:
        """Ask once; a turn that was sent before is looked up in the tracker first.

        An answer of an unexpected shape is no answer, so the errors of reading it count too.
        """
        try:
            replies = self._recover(turn) if turn.asked_before else None
            found = replies or self._ask(turn)
        except (httpx.HTTPError, ValueError, TypeError, AttributeError) as error:
            raise BotUnavailable(_name_of(error)) from error
        if not found:
            raise BotUnavailable("The bot answered with nothing.")
        return found

    def _ask(self, turn: Turn) -> list[Content]:
        body = {
            "sender": turn.sender_id,
            "message": turn.text,
            "metadata": {
                "message_id": turn.message_id,
                "language": turn.language,
                "spoken": turn.spoken,
            },
        }
        response = self._client.post("/webhook", json=body)
        response.raise_for_status()
        return replies_of(response.json())

    def _recover(self, turn: Turn) -> list[Content] | None:
        """What the bot said to this message if it got it already, None if it never did."""
        response = self._client.get(f"/conversations/{turn.sender_id}/events")
        response.raise_for_status()
        return replies_to(turn.message_id, response.json().get("events") or [])


def _name_of(error: Exception) -> str:
    """What went wrong by its class: the message may repeat what the customer wrote."""
    status = f" {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
    return f"{type(error).__name__}{status}"


def replies_of(entries: list[Json]) -> list[Content]:
    """Rasa's answer as replies; entries that say nothing are left out."""
    return [reply for entry in entries if (reply := _reply(entry))]


def replies_to(message_id: int, tracker_events: list[Json]) -> list[Content] | None:
    """The bot's words after that customer message in the tracker, None if it is not there."""
    found: list[Content] | None = None
    for event in tracker_events:
        if event.get("event") == "user":
            if found is not None:
                return found
            if (event.get("metadata") or {}).get("message_id") == message_id:
                found = []
        elif event.get("event") == "bot" and found is not None:
            found += replies_of([{"text": event.get("text"), **(event.get("data") or {})}])
    return found


def _reply(entry: Json) -> Content | None:
    words: dict[str, Any] = {**entry, **(entry.get("custom") or {})}
    text = str(words.get("text") or "").strip()
    if not text:
        return None
    view = {k: words[k] for k in _VIEW if words.get(k) is not None}
    return Content(
        text, list(words.get("buttons") or []), list(words.get("sources") or []), view or None
    )


_VIEW = ("question_id", "confidence", "intent", "intent_confidence", "outcome")


def rasa_bot() -> RasaBot:
    """The bot of this installation."""
    token = secret(Settings.from_env().home, "rasa_token")
    return RasaBot(from_environment("HEED_RASA_URL"), token)


bot_in_use: Callable[[], Bot] = cache(rasa_bot)


def use(bot: Callable[[], Bot]) -> None:
    """Ask this one from now on; it is fetched when the first turn wants it."""
    global bot_in_use  # noqa: PLW0603 - one per process
    bot_in_use = bot


def in_use() -> Bot:
    """The bot that this process asks."""
    return bot_in_use()
