"""Making an empty desk a busy one: a past is played, and copied until it is large enough."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import psycopg
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from helpdesk.bench.passages import sentences
from helpdesk.cases.finding import learn_words
from helpdesk.conversations.models import Message
from helpdesk.customers.models import Customer
from helpdesk.platform import db
from helpdesk.tickets.models import Ticket, TicketEntry
from tests.benchmarks.busy.copying import Copying, timed
from tests.benchmarks.busy.playing import play

CONTACTS = 1_200


@dataclass(frozen=True)
class Size:
    """How many rows a desk has; `written` counts messages and entries of tickets together."""

    customers: int
    tickets: int
    written: int


BUSY = Size(customers=50_000, tickets=100_000, written=1_000_000)


def fill(
    owner: str, say: Callable[[str], None], *, wanted: Size = BUSY, contacts: int = CONTACTS
) -> Size:
    """Until there is as much of each as is wanted; the demo's people and articles are there.

    `owner` is the database's address with its owner's rights.
    """
    with timed(f"playing {contacts} contacts", say), db.transaction() as session:
        play(session, contacts=contacts)
    with db.transaction() as session:
        played = size_of(session)
    with psycopg.connect(owner) as connection:
        Copying(connection, copies(played, wanted), sentences()).run(say)
    with timed("words in use", say), db.transaction() as session:
        learn_words(session)
        return size_of(session)


def copies(played: Size, wanted: Size) -> int:
    """How many copies make it as large as wanted in every way."""
    times = (
        wanted.customers / played.customers,
        wanted.tickets / played.tickets,
        wanted.written / played.written,
    )
    return max(0, ceil(max(times)) - 1)


def size_of(session: Session) -> Size:
    """How large the desk is now."""
    tables = Customer, Ticket, Message, TicketEntry
    numbers = (select(func.count()).select_from(table) for table in tables)
    customers, tickets, messages, entries = session.scalars(union_all(*numbers)).all()
    return Size(customers, tickets, messages + entries)
