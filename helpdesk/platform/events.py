"""The facts that features publish in the past tense; `wiring.py` says who reacts to them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor


class Fact:
    """Something that happened; its fields are ids and plain values."""


@dataclass(frozen=True)
class CustomerMerged(Fact):
    """A visitor turned out to be a known customer; what was theirs belongs to that one."""

    visitor_id: UUID
    customer_id: UUID


@dataclass(frozen=True)
class CustomerErased(Fact):
    """Who the customer was is to be forgotten, with every word of theirs.

    They are named by themselves, the visitors they once were, and the address they had proven.
    """

    customer_ids: tuple[UUID, ...]
    email: str | None
    actor: Actor


@dataclass(frozen=True)
class AgentLeft(Fact):
    """An account was closed; what its agent had in hand wants somebody else."""

    agent_id: int
    actor: Actor


@dataclass(frozen=True)
class TeamLeft(Fact):
    """An agent is no longer in a team; what they had of its work goes back to it."""

    team_id: int
    agent_id: int
    actor: Actor


@dataclass(frozen=True)
class TeamCalendarSet(Fact):
    """A team works by another calendar from now on; what its customers are owed is due by that."""

    team_id: int


@dataclass(frozen=True)
class AgentMentioned(Fact):
    """A colleague named an agent in a note on a ticket or in a conversation."""

    agent_id: int
    by_id: int
    ticket_id: int | None
    conversation_id: UUID | None


@dataclass(frozen=True)
class MessageReceived(Fact):
    """A customer wrote, or pressed one of the bot's buttons."""

    conversation_id: UUID
    message_id: int


@dataclass(frozen=True)
class MessageAnswered(Fact):
    """The bot or an agent said something to the customer."""

    conversation_id: UUID
    message_id: int


@dataclass(frozen=True)
class AnswerComposed(Fact):
    """An agent sends words that began with what was offered to them, such as `macro:3`.

    Whoever offered it raises RuleBroken where the words cannot go out like that.
    """

    text: str
    inserted: tuple[str, ...]


@dataclass(frozen=True)
class InsertedSent(Fact):
    """Words that began with what was offered reached the customer, on a ticket or in a chat."""

    text: str
    inserted: tuple[str, ...]
    entry_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True)
class ConversationHandedOver(Fact):
    """A conversation waits for a person from now on; `reason` is a `HandoffReason`."""

    conversation_id: UUID
    reason: str


@dataclass(frozen=True)
class ConversationGiven(Fact):
    """A colleague, or with none the desk itself, gave a conversation to an agent."""

    conversation_id: UUID
    agent_id: int
    by_id: int | None


@dataclass(frozen=True)
class ChatReturned(Fact):
    """The desk took a conversation from an agent who let its customer wait."""

    conversation_id: UUID
    agent_id: int


@dataclass(frozen=True)
class ConversationResolved(Fact):
    """A conversation ended; `session_number` counts its reopenings."""

    conversation_id: UUID
    session_number: int


@dataclass(frozen=True)
class ConversationForgotten(Fact):
    """What was said there is erased: its customer was, or it was kept long enough."""

    conversation_id: UUID


@dataclass(frozen=True)
class AnswerRated(Fact):
    """A customer said whether an answer of the bot helped."""

    conversation_id: UUID
    message_id: int
    helpful: bool
    comment: str | None


@dataclass(frozen=True)
class ConversationRated(Fact):
    """A customer rated a resolved conversation from 1 (bad) to 5 (good)."""

    conversation_id: UUID
    session_number: int
    score: int
    comment: str | None


@dataclass(frozen=True)
class ArticlePublished(Fact):
    """Those it is for find an article from now on, or find it in its new words."""

    article_id: int
    version: int


@dataclass(frozen=True)
class ArticleRated(Fact):
    """A reader said whether an article helped."""

    rating_id: int


@dataclass(frozen=True)
class TicketOpened(Fact):
    """A request has a number and waits for an agent."""

    ticket_id: int


@dataclass(frozen=True)
class TicketAssigned(Fact):
    """A ticket was given to an agent, or to nobody, by whoever acted."""

    ticket_id: int
    agent_id: int | None
    actor: Actor


@dataclass(frozen=True)
class TicketReturned(Fact):
    """The desk took a ticket from an agent who is out of office while its customer waits."""

    ticket_id: int
    agent_id: int


@dataclass(frozen=True)
class TicketChanged(Fact):
    """A ticket's state, priority, type, category, tags, team or a custom field are other ones.

    Empty means none.
    """

    ticket_id: int
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class TicketRated(Fact):
    """A customer said how their request went, asked by that survey."""

    survey_id: int


@dataclass(frozen=True)
class TicketWritten(Fact):
    """A customer wrote on a ticket of theirs after it was opened."""

    ticket_id: int
    entry_id: int


@dataclass(frozen=True)
class TicketAnswered(Fact):
    """An agent wrote to the customer on a ticket."""

    ticket_id: int
    entry_id: int


@dataclass(frozen=True)
class TicketWoken(Fact):
    """The day came until which a ticket was snoozed."""

    ticket_id: int


@dataclass(frozen=True)
class DeadlineNear(Fact):
    """Something is owed on a ticket soon, and it is time to remind of it."""

    deadline_id: int


@dataclass(frozen=True)
class DeadlineMissed(Fact):
    """What was owed on a ticket is late."""

    deadline_id: int


@dataclass(frozen=True)
class TicketClosed(Fact):
    """A ticket reached its final state."""

    ticket_id: int


@dataclass(frozen=True)
class TicketForgotten(Fact):
    """What was written on a ticket is erased with its customer."""

    ticket_id: int


@dataclass(frozen=True)
class SettingsSaved(Fact):
    """An admin changed a section of the settings, by its key."""

    key: str


@dataclass(frozen=True)
class ComplaintReceived(Fact):
    """A customer is entitled to an outcome from now on."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintDutyNear(Fact):
    """A quarter of the time is left for something that is owed to somebody who complained."""

    complaint_id: int
    duty_id: int


@dataclass(frozen=True)
class ComplaintDutyMissed(Fact):
    """Something that is owed to somebody who complained was not done in time."""

    complaint_id: int
    duty_id: int


@dataclass(frozen=True)
class ComplaintOwned(Fact):
    """Somebody answers for a complaint from now on."""

    complaint_id: int
    agent_id: int
    actor: Actor


Reaction = Callable[[Session, Any], None]
reactions: dict[type, list[Reaction]] = defaultdict(list)


def react(fact: type, reaction: Reaction) -> None:
    """Run `reaction` in the publisher's own transaction whenever `fact` is published."""
    if reaction not in reactions[fact]:
        reactions[fact].append(reaction)


def publish(session: Session, fact: Fact) -> None:
    """Tell everyone whom `wiring.py` connected; an error in a reaction undoes the cause too."""
    for reaction in reactions[type(fact)]:
        reaction(session, fact)
