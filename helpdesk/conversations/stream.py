"""What a widget's stream says: everything after the last id first, then what happens, at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from helpdesk.accounts.viewing.service import VIEWING
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
from helpdesk.platform.live import INBOX, NOTICE, TICKET, Count, Hub, Signal
from helpdesk.web.event_stream import Event, pulses

# In one web process: more tabs than anybody reads, and an office behind one address.
FOR_CONVERSATION, FOR_NETWORK, FOR_AGENT = 12, 200, 30
LARGEST_ID = 2**63 - 1
ASIDE = {TYPING, VIEWING}  # change nothing that a list or a page shows


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


@dataclass(frozen=True)
class DeskPage:
    """Whose page it is, and the one thing that it has `opened`, if any.

    That is a conversation by its id, or a ticket as `ticket:7`.
    """

    agent_id: int
    opened: str | None = None


def desk_lines(hub: Hub, page: DeskPage, *, is_open: Callable[[], bool]) -> Iterator[str]:
    """What an agent's page hears: of the desk's lists, of what it has opened, and of notices."""
    return pulses(hub, INBOX, partial(told_to, page), is_open=is_open)


def told_to(page: DeskPage, signals: list[Signal]) -> list[Event]:
    """`inbox` and `tickets` when a list changed, `conversation` and `ticket` when the opened did.

    Of that one also `viewing` when colleagues came or went and, whichever came last, `typing`
    while its customer writes or `written`; `notice` when that agent was told something, or read
    it. No signal, or one of nothing, means that some may have been missed.
    """
    notices = [signal for signal in signals if signal["kind"] == NOTICE]
    others = [signal for signal in signals if signal["kind"] != NOTICE]
    told = ["notice"] if any(signal["agent"] == page.agent_id for signal in notices) else []
    if not signals or any("id" not in signal for signal in others):
        told += ["inbox", "conversation", "tickets", "ticket"]
    else:
        told += _told_of(page.opened, others)
    return [(name, None, {}) for name in told]


def _told_of(opened: str | None, signals: list[Signal]) -> list[str]:
    here = [signal for signal in signals if signal["id"] == opened]
    everywhere, of_opened = ({signal["kind"] for signal in some} for some in (signals, here))
    writing = [signal["kind"] for signal in here if _of_writing(signal)][-1:]
    happened = {
        "inbox": everywhere - {*ASIDE, SEEN, TICKET},
        "conversation": of_opened - {*ASIDE, TICKET},
        "tickets": everywhere & {TICKET},
        "ticket": of_opened & {TICKET},
        VIEWING: of_opened & {VIEWING},
    }
    told = [TYPING if kind == TYPING else "written" for kind in writing]
    return told + [name for name, kinds in happened.items() if kinds]


def _of_writing(signal: Signal) -> bool:
    """Does it say that the conversation's customer writes, or has written?"""
    return signal["kind"] == TYPING or signal.get("author") == Author.CUSTOMER


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
