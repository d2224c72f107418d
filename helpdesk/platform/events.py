"""The facts that features publish in the past tense; `wiring.py` says who reacts to them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class CustomerMerged:
    """A visitor turned out to be a known customer; what was theirs belongs to that one."""

    visitor_id: UUID
    customer_id: UUID


@dataclass(frozen=True)
class CustomerErased:
    """Who the customer was is to be forgotten, with every word of theirs.

    They are named by themselves, the visitors they once were, and the address they had proven.
    """

    customer_ids: tuple[UUID, ...]
    email: str | None
    actor: str


@dataclass(frozen=True)
class AgentLeft:
    """An account was closed; what its agent had in hand wants somebody else."""

    agent_id: int
    actor: str


@dataclass(frozen=True)
class ConversationResolved:
    """A conversation ended; `session_number` counts its reopenings."""

    conversation_id: UUID
    session_number: int


@dataclass(frozen=True)
class AnswerRated:
    """A customer said whether an answer of the bot helped."""

    conversation_id: UUID
    message_id: int
    helpful: bool
    comment: str | None


@dataclass(frozen=True)
class ConversationRated:
    """A customer rated a resolved conversation from 1 (bad) to 5 (good)."""

    conversation_id: UUID
    session_number: int
    score: int
    comment: str | None


@dataclass(frozen=True)
class ArticleRated:
    """A reader said whether an article helped."""

    rating_id: int


@dataclass(frozen=True)
class TicketClosed:
    """A ticket reached its final state."""

    ticket_id: int


@dataclass(frozen=True)
class ComplaintReceived:
    """A customer is entitled to an outcome from now on."""

    complaint_id: int


Fact = (
    CustomerMerged
    | CustomerErased
    | AgentLeft
    | ConversationResolved
    | AnswerRated
    | ConversationRated
    | ArticleRated
    | TicketClosed
    | ComplaintReceived
)
Reaction = Callable[[Session, Any], None]
_reactions: dict[type, list[Reaction]] = defaultdict(list)


def react(fact: type, reaction: Reaction) -> None:
    """Run `reaction` in the publisher's own transaction whenever `fact` is published."""
    if reaction not in _reactions[fact]:
        _reactions[fact].append(reaction)


def publish(session: Session, fact: Fact) -> None:
    """Tell everyone whom `wiring.py` connected; an error in a reaction undoes the cause too."""
    for reaction in _reactions[type(fact)]:
        reaction(session, fact)
