"""What stands in which part of the inbox, in which order, and where the next page of it begins."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from helpdesk.conversations.rules import Floor
from helpdesk.tickets.rules import DONE, TicketState
from helpdesk.web.cursors import LOST, Place, number_of


class Tab(StrEnum):
    """The parts of the inbox."""

    WAITING = "waiting"
    MINE = "mine"
    TEAM = "team"
    BOT = "bot"
    RESOLVED = "resolved"


class Kind(StrEnum):
    """What is in it; of two with the same moment the first one stands on top."""

    CHAT = "chat"
    TICKET = "ticket"


# Where something is to be done, what is due soonest is on top; elsewhere what changed last.
DUE_FIRST = frozenset({Tab.WAITING, Tab.MINE})

# A ticket is due at its deadline. Whoever is in a chat sits there and waits by the minute: a chat
# stands where a ticket would that has been late for so long.
HEAD_START = timedelta(days=1)

_LAST_CHAT, _FIRST_TICKET = str(UUID(int=2**128 - 1)), "0"


@dataclass(frozen=True)
class Wanted:
    """A part of the inbox, cut down to chats or tickets, or to a team's, where that is chosen.

    `my_teams` are those that whoever looks is in.
    """

    tab: Tab = Tab.WAITING
    kind: Kind | None = None
    team_id: int | None = None
    my_teams: bool = False

    def shows(self, kind: Kind) -> bool:
        """May anything of that kind be in it? The bot has no tickets."""
        return self.kind in {None, kind} and not (kind is Kind.TICKET and self.tab is Tab.BOT)

    @property
    def due_first(self) -> bool:
        """Is what is due soonest on top, or else what changed last?"""
        return self.tab in DUE_FIRST


def tab_of_chat(floor: Floor, *, mine: bool) -> Tab:
    """Where an agent finds it."""
    if floor is Floor.AGENT:
        return Tab.MINE if mine else Tab.TEAM
    return Tab(floor)


def tab_of_ticket(state: TicketState, holder: int | None, agent_id: int) -> Tab:
    """Where that agent finds it."""
    if state in DONE:
        return Tab.RESOLVED
    if holder is None:
        return Tab.WAITING
    return Tab.MINE if holder == agent_id else Tab.TEAM


def places_after(cut: Place | None) -> dict[Kind, Place]:
    """Where chats and tickets go on behind the entry at which the list was cut.

    Its own kind goes on behind it. Of the other kind, chats with that very moment were shown
    before a ticket where what is due soonest is on top, and tickets before a chat elsewhere.
    """
    if cut is None:
        return {}
    word, _, key = cut.key.partition(".")
    if word not in set(Kind):
        raise LOST
    keys = {Kind.CHAT: _LAST_CHAT, Kind.TICKET: _FIRST_TICKET, Kind(word): key}
    _check(keys)
    return {kind: Place(cut.moment, key) for kind, key in keys.items()}


def _check(keys: dict[Kind, str]) -> None:
    """Raise LOST for keys that we never gave out."""
    try:
        UUID(keys[Kind.CHAT])
    except ValueError:
        raise LOST from None
    if number_of(keys[Kind.TICKET]) is None:
        raise LOST
