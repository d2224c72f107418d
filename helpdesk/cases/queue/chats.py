"""The conversations in a part of the inbox, with what was said there last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import LateralFromClause

from helpdesk.accounts.teams.queries import ids_of_teams_of
from helpdesk.cases.queue.rules import HEAD_START, Tab, Wanted
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, Floor
from helpdesk.web.cursors import LOST, Place, stands

FLOORS = {
    Tab.WAITING: Floor.WAITING,
    Tab.MINE: Floor.AGENT,
    Tab.TEAM: Floor.AGENT,
    Tab.BOT: Floor.BOT,
    Tab.RESOLVED: Floor.RESOLVED,
}


@dataclass(frozen=True)
class Chat:
    """A conversation with what was said last; the customer's last word still wants an answer."""

    conversation: Conversation
    snippet: str
    author: Author

    @property
    def unanswered(self) -> bool:
        return self.author is Author.CUSTOMER


def chats_in(
    session: Session, wanted: Wanted, agent_id: int, after: Place | None, most: int
) -> list[tuple[datetime, Chat]]:
    """The first of them behind that place, each with the moment by which it is put in order."""
    moment, key = _moment(wanted), Conversation.id
    said = _last_words(of_customer=wanted.tab is Tab.WAITING)
    order: list[Any] = [moment, key] if wanted.due_first else [moment.desc(), key.desc()]
    query = (
        select(moment, Conversation, said.c.text, said.c.author)
        .join(said, true())
        .where(*chats_of(wanted, agent_id), *_behind(wanted, after))
        .order_by(*order)
        .limit(most)
    )
    early = HEAD_START if wanted.due_first else timedelta()
    return [
        (since - early, Chat(conversation, text, Author(author)))
        for since, conversation, text, author in session.execute(query)
    ]


def chats_of(wanted: Wanted, agent_id: int) -> list[ColumnElement[bool]]:
    """What holds of every conversation in that part of the inbox."""
    conditions: list[ColumnElement[bool]] = [stands(Conversation.floor, FLOORS[wanted.tab])]
    if wanted.tab is Tab.MINE:
        conditions.append(Conversation.agent_id == agent_id)
    if wanted.tab is Tab.TEAM:
        conditions.append(Conversation.agent_id != agent_id)
    if wanted.my_teams:
        conditions.append(Conversation.team_id.in_(ids_of_teams_of(agent_id)))
    if wanted.team_id:
        conditions.append(Conversation.team_id == wanted.team_id)
    return conditions


def _moment(wanted: Wanted) -> Any:
    return Conversation.waiting_since if wanted.tab is Tab.WAITING else Conversation.last_message_at


def _behind(wanted: Wanted, after: Place | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    place, key = tuple_(_moment(wanted), Conversation.id), UUID(after.key)
    if not wanted.due_first:
        return [place < tuple_(after.moment, key)]
    try:
        return [place > tuple_(after.moment + HEAD_START, key)]
    except OverflowError:
        raise LOST from None


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
