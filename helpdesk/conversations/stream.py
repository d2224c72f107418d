"""What a widget's stream says: everything after the last id first, then what happens, at once."""

from collections.abc import Callable, Iterator
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from helpdesk.authentication.pauses import network_of
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import (
    BOT_NAME,
    floor_json,
    message_json,
    messages_for_customer,
)
from helpdesk.conversations.rules import Author
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.conversations.service.seeing import SEEN
from helpdesk.conversations.service.typing import TYPING
from helpdesk.platform.db import transaction
from helpdesk.platform.live import INBOX, NOTICE, Count, Hub, Signal
from helpdesk.web.event_stream import Event, pulses

# In one web process: more tabs than anybody reads, and an office behind one address.
FOR_CONVERSATION, FOR_NETWORK, FOR_AGENT = 12, 200, 30
LARGEST_ID = 2**63 - 1


def last_id(header: str) -> int:
    """The id after which a stream resumes; anything that is none starts from the beginning."""
    last = int(header) if header.isdecimal() and len(header) < 20 else 0
    return last if last <= LARGEST_ID else 0


def counts(conversation: Conversation) -> tuple[Count, Count]:
    """What limits the streams that are open to this conversation's customer."""
    network = network_of(request.remote_addr)
    return (
        Count(conversation.topic, FOR_CONVERSATION),
        Count(f"network:{network}", FOR_NETWORK),
    )


def count_of_agent(agent_id: int) -> Count:
    """What limits the streams of one agent's pages."""
    return Count(f"agent:{agent_id}", FOR_AGENT)


def inbox_lines(
    hub: Hub, opened: str | None, agent_id: int, *, is_open: Callable[[], bool]
) -> Iterator[str]:
    """`inbox` when the list changed, `conversation` when the one of that id did.

    `notice` when that agent was told something, or read it.

    Of that one also, whichever came last, `typing` while its customer writes or `written`.
    """

    def read(signals: list[Signal]) -> list[Event]:
        changes = [signal for signal in signals if signal["kind"] not in {TYPING, NOTICE}]
        writing = [signal["kind"] for signal in signals if _of_writing(signal, opened)]
        last = writing[-1:]
        found: list[Event] = [(TYPING if kind == TYPING else "written", None, {}) for kind in last]
        if any(signal["kind"] == NOTICE and signal["agent"] == agent_id for signal in signals):
            found.append(("notice", None, {}))
        if not signals or any(signal["kind"] != SEEN for signal in changes):
            found.append(("inbox", None, {}))
        if not signals or any(signal.get("id") in {opened, None} for signal in changes):
            found.append(("conversation", None, {}))
        return found

    return pulses(hub, INBOX, read, is_open=is_open)


def _of_writing(signal: Signal, opened: str | None) -> bool:
    """Does it say that the customer of that conversation writes, or has written?"""
    by_customer = signal["kind"] == TYPING or signal.get("author") == Author.CUSTOMER
    return by_customer and signal.get("id") == opened


class Reader:
    """Turns the signals of one widget's stream into events, each message once."""

    def __init__(self, conversation_id: UUID, last: int) -> None:
        self._key, self._last = conversation_id, last

    def read(self, signal: Signal) -> list[Event]:
        """The events of this signal; a long backlog comes in one go."""
        if signal["kind"] == TYPING:
            name = signal.get("name", BOT_NAME)
            return [("typing", None, {"author": signal["author"], "name": name})]
        with transaction() as session:
            conversation = get_conversation(session, self._key)
            return [
                *self._messages(session, conversation),
                ("floor", None, floor_json(conversation)),
            ]

    def _messages(self, session: Session, conversation: Conversation) -> Iterator[Event]:
        while found := messages_for_customer(session, conversation, after=self._last):
            self._last = found[-1].id
            for message in found:
                yield "message", message.id, message_json(message, bot_name=BOT_NAME)
