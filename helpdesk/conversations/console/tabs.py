"""The agents' inbox: which conversations stand in which of its parts, in pages."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    exists,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import LateralFromClause

from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, Floor
from helpdesk.web.cursors import LOST, Page, Place, counted, cut, place_of, stands

INBOX_PAGE = 40


class Tab(StrEnum):
    """The parts of the inbox."""

    WAITING = "waiting"
    MINE = "mine"
    TEAM = "team"
    BOT = "bot"
    RESOLVED = "resolved"


FLOORS = {
    Tab.WAITING: Floor.WAITING,
    Tab.MINE: Floor.AGENT,
    Tab.TEAM: Floor.AGENT,
    Tab.BOT: Floor.BOT,
    Tab.RESOLVED: Floor.RESOLVED,
}

HAS_WORDS = exists().where(Message.conversation_id == Conversation.id)


@dataclass(frozen=True)
class InboxEntry:
    """A conversation with what was said last; the customer's last word still wants an answer."""

    conversation: Conversation
    snippet: str
    author: Author

    @property
    def unanswered(self) -> bool:
        return self.author is Author.CUSTOMER


def inbox_page(
    session: Session, tab: Tab, agent_id: int, *, after: str | None = None
) -> Page[InboxEntry]:
    """One tab of the inbox: who waits longest first, everything else by newest message."""
    said = _last_words(of_customer=tab is Tab.WAITING)
    moment, key = Conversation.last_message_at, Conversation.id
    order: list[Any] = [moment.desc(), key.desc()]
    if tab is Tab.WAITING:
        order = [Conversation.waiting_since, key]
    query = (
        select(Conversation, said.c.text, said.c.author)
        .join(said, true())
        .where(*_in_tab(tab, agent_id), *_after(tab, place_of(after)))
        .order_by(*order)
        .limit(INBOX_PAGE + 1)
    )
    entries = [
        InboxEntry(conversation, text, Author(author))
        for conversation, text, author in session.execute(query)
    ]
    return cut(entries, INBOX_PAGE, lambda entry: _place(tab, entry.conversation))


def inbox_counts(session: Session, agent_id: int) -> dict[Tab, int]:
    """How many conversations each tab holds, a hundred at most; the resolved ones are left out."""
    tabs = (Tab.WAITING, Tab.MINE, Tab.TEAM, Tab.BOT)
    numbers = [counted(Conversation, *_in_tab(tab, agent_id), HAS_WORDS) for tab in tabs]
    return dict(zip(tabs, session.execute(select(*numbers)).one(), strict=True))


def to_do(agent_id: int) -> ScalarSelect[int]:
    """Asks how many conversations wait for anybody, or are in this agent's hands."""
    mine = and_(*_in_tab(Tab.MINE, agent_id))
    return counted(Conversation, or_(stands(Conversation.floor, Floor.WAITING), mine), HAS_WORDS)


def tab_of(conversation: Conversation, agent_id: int) -> Tab:
    """Where the agent finds this conversation."""
    return _tab_of(conversation.floor, mine=conversation.agent_id == agent_id)


def _tab_of(floor: Floor, *, mine: bool) -> Tab:
    if floor is Floor.AGENT:
        return Tab.MINE if mine else Tab.TEAM
    return Tab(floor)


def _in_tab(tab: Tab, agent_id: int) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [stands(Conversation.floor, FLOORS[tab])]
    if tab is Tab.MINE:
        conditions.append(Conversation.agent_id == agent_id)
    if tab is Tab.TEAM:
        conditions.append(Conversation.agent_id != agent_id)
    return conditions


def _last_words(*, of_customer: bool) -> LateralFromClause:
    """What was said last; a line of the desk itself only where nobody said anything.

    Whoever waits is known by their own words, not by the bot's about the wait.
    """
    first = [Message.author != Author.CUSTOMER] if of_customer else []
    return (
        select(Message.text, Message.author)
        .where(Message.conversation_id == Conversation.id, ~Message.note)
        .order_by(*first, Message.author == Author.SYSTEM, Message.id.desc())
        .limit(1)
        .lateral("said")
    )


def _after(tab: Tab, place: Place | None) -> list[ColumnElement[bool]]:
    if place is None:
        return []
    try:
        last = tuple_(place.moment, UUID(place.key))
    except ValueError:
        raise LOST from None
    if tab is Tab.WAITING:
        return [tuple_(Conversation.waiting_since, Conversation.id) > last]
    return [tuple_(Conversation.last_message_at, Conversation.id) < last]


def _place(tab: Tab, conversation: Conversation) -> Place:
    waiting = conversation.waiting_since if tab is Tab.WAITING else None
    return Place(waiting or conversation.last_message_at, str(conversation.id))
