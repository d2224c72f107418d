"""Who plays in the demo's past: topics, customers, and agents with different habits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.articles.models import Article
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.tickets.rules import Priority, TicketType

HERE = Path(__file__).parent
MAILED = 0.7  # how many customers proved an address


@dataclass(frozen=True)
class Topic:
    """Something that customers write about, with the article that the bot answers from.

    `category` and `type` are what an agent says that its tickets are, and `priority` mostly, too.
    """

    often: float
    by_chat: float
    article: str
    subject: str
    category: str
    type: TicketType
    priority: Priority
    asks: Sequence[str]
    replies: Sequence[str]
    thanks: Sequence[str]


@dataclass(frozen=True)
class Habit:
    """How an agent works: how soon, and how often they ask the customer back.

    `chats` and `tickets` say how much of each they take, beside the others.
    """

    email: str
    chats: float
    tickets: float
    answers_chat: timedelta
    answers_ticket: timedelta
    asks_back: float


HABITS = (
    Habit("mia@fernhill.example", 6, 3, timedelta(minutes=2), timedelta(hours=1.5), 0.1),
    Habit("lee@fernhill.example", 2, 5, timedelta(minutes=6), timedelta(hours=4), 0.4),
    Habit("quinn@fernhill.example", 1, 2, timedelta(minutes=4), timedelta(hours=2.5), 0.25),
)


@cache
def read(name: str) -> Mapping[str, Any]:
    """What stands in a file of this folder."""
    words: Mapping[str, Any] = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return words


def _decided(topic: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": TicketType(topic["type"]), "priority": Priority(topic.get("priority", "normal"))
    }  # fmt: skip


@cache
def topics() -> Mapping[str, Topic]:
    """Everything that customers of the demo write about."""
    return {name: Topic(**topic | _decided(topic)) for name, topic in read("topics").items()}


def agents(session: Session) -> dict[Habit, Agent]:
    """The demo's agents who are still there."""
    found = session.scalars(select(Agent).where(Agent.email.in_([habit.email for habit in HABITS])))
    by_email = {agent.email: agent for agent in found if agent.deactivated_at is None}
    return {habit: by_email[habit.email] for habit in HABITS if habit.email in by_email}


def articles(session: Session) -> dict[str, Article]:
    """The articles that the bot answers from, by the name that a topic gives them."""
    wanted = {topic.article for topic in topics().values()}
    found = session.scalars(select(Article).where(Article.slug.in_(wanted)))
    return {article.slug: article for article in found}


def new_customer(session: Session, chance: Random, number: int) -> Customer:
    """Somebody who writes for the first time."""
    names = read("people")
    given, family = (chance.choice(names[part]) for part in ("given", "family"))
    mailed = chance.random() < MAILED
    now = clock.now()
    customer = Customer(
        name=f"{given} {family}" if mailed else None,
        email=f"{given}.{family}.{number}@example.org".lower() if mailed else None,
        verified_at=now if mailed else None,
        language="en",
        created_at=now,
    )
    session.add(customer)
    session.flush()
    return customer
