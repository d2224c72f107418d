"""Pages of the inbox, and how much is in each of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import Session

from helpdesk.cases.queue.chats import Chat, chats_in, chats_of
from helpdesk.cases.queue.rules import Kind, Tab, Wanted, places_after
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import HAS_WORDS
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import NEVER, Filter, Holder, Order, conditions_of, tickets_page
from helpdesk.tickets.rules import TicketState
from helpdesk.web.cursors import Page, Place, counted, cut, place_of

PAGE = 40  # tickets come by more than that at once
COUNTED = (Tab.WAITING, Tab.MINE, Tab.TEAM, Tab.BOT)
HOLDERS = {Tab.WAITING: Holder.NOBODY, Tab.MINE: Holder.ME, Tab.TEAM: Holder.OTHERS}


@dataclass(frozen=True)
class Entry:
    """A chat or a ticket, with the moment by which it is put in order."""

    moment: datetime
    chat: Chat | None = None
    ticket: Ticket | None = None

    @property
    def kind(self) -> Kind:
        """Which of the two it is."""
        return Kind.CHAT if self.chat else Kind.TICKET

    @property
    def key(self) -> str:
        """What it is found by: a conversation's id, a ticket's number."""
        if self.chat:
            return str(self.chat.conversation.id)
        return self.ticket.number if self.ticket else ""

    @property
    def place(self) -> Place:
        """Where the list goes on behind it."""
        key = self.ticket.id if self.ticket else self.key
        return Place(self.moment, f"{self.kind}.{key}")


def queue_page(
    session: Session, wanted: Wanted, agent_id: int, *, after: str | None = None
) -> Page[Entry]:
    """Chats and tickets among each other; each kind is asked for by an index of its own."""
    places = places_after(place_of(after))
    found = list[Entry]()
    if wanted.shows(Kind.CHAT):
        chats = chats_in(session, wanted, agent_id, places.get(Kind.CHAT), PAGE + 1)
        found += [Entry(moment, chat=chat) for moment, chat in chats]
    if wanted.shows(Kind.TICKET):
        place = places.get(Kind.TICKET)
        filtered = _filter(wanted)
        tickets = tickets_page(session, filtered, agent_id, after=str(place) if place else None)
        found += [Entry(_moment(ticket, filtered), ticket=ticket) for ticket in tickets.items]
    found.sort(key=lambda entry: (entry.moment, entry.kind), reverse=not wanted.due_first)
    return cut(found, PAGE, lambda entry: entry.place)


def queue_counts(session: Session, wanted: Wanted, agent_id: int) -> dict[Tab, int]:
    """How much is in each part but what is resolved, up to a hundred exactly, in one question."""
    numbers = [_count(replace(wanted, tab=tab), agent_id) for tab in COUNTED]
    return dict(zip(COUNTED, session.execute(select(*numbers)).one(), strict=True))


def neighbours(entries: Sequence[Entry], key: str | None) -> tuple[Entry | None, Entry | None]:
    """What stands before and behind the one with that key; the first one if it is not there."""
    keys = [entry.key for entry in entries]
    here = keys.index(key) if key in keys else -1
    before = entries[here - 1] if here > 0 else None
    return before, entries[here + 1] if here + 1 < len(entries) else None


def _count(wanted: Wanted, agent_id: int) -> ColumnElement[int]:
    number: ColumnElement[int] = literal(0)
    if wanted.shows(Kind.CHAT):
        number = number + counted(Conversation, *chats_of(wanted, agent_id), HAS_WORDS)
    if wanted.shows(Kind.TICKET):
        number = number + counted(Ticket, *conditions_of(_filter(wanted), agent_id))
    return number


def _filter(wanted: Wanted) -> Filter:
    """The list of tickets that is a part of the inbox."""
    return Filter(
        state=TicketState.RESOLVED if wanted.tab is Tab.RESOLVED else None,
        holder=HOLDERS.get(wanted.tab, Holder.ANYBODY),
        order=Order.DUE if wanted.due_first else Order.CHANGED,
        team_id=wanted.team_id,
        my_teams=wanted.my_teams,
    )


def _moment(ticket: Ticket, filtered: Filter) -> datetime:
    return (ticket.due_at or NEVER) if filtered.order is Order.DUE else ticket.updated_at
