"""Making an empty desk a busy one: a past is played, and copied until it is large enough."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import psycopg
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.bench.passages import sentences
from helpdesk.cases.finding import learn_words
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.messages import Incoming, receive_message
from helpdesk.customers.models import Customer
from helpdesk.platform import db
from helpdesk.platform.audit import BOT, Actor
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.service import Request, open_ticket
from tests.benchmarks.busy.copying import Copying, timed
from tests.benchmarks.busy.playing import play

CONTACTS, FEWEST = 1_200, 60  # played, before they are copied
AT_ONCE = 150  # chats that wait, and as many that somebody answers


@dataclass(frozen=True)
class Size:
    """How many rows a desk has; `written` counts messages and entries of tickets together."""

    customers: int
    tickets: int
    written: int


BUSY = Size(customers=50_000, tickets=100_000, written=1_000_000)


def fill(owner: str, say: Callable[[str], None], *, share: float = 1.0) -> Size:
    """Until there is as much of each as a busy desk has; the demo's people and articles are there.

    `owner` is the database's address with its owner's rights; a `share` of it is for trying.
    """
    contacts = max(FEWEST, round(CONTACTS * share))
    with timed(f"playing {contacts} contacts", say), db.transaction() as session:
        play(session, contacts=contacts)
    with db.transaction() as session:
        played = size_of(session)
    wanted = Size(*(max(1, round(number * share)) for number in vars(BUSY).values()))
    with psycopg.connect(owner) as connection:
        Copying(connection, copies(played, wanted), sentences()).run(say)
    with timed("what happens now, and words in use", say), db.transaction() as session:
        liven(session)
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


def liven(session: Session) -> None:
    """What stands in a queue at this moment: chats that wait or are answered, and new requests."""
    chats = session.scalars(select(Conversation).order_by(Conversation.id).limit(2 * AT_ONCE)).all()
    agents = session.scalars(select(Agent).order_by(Agent.id)).all()
    for number, chat in enumerate(chats):
        asked = Incoming(f"now-{number}", "May I talk to a person, please?")
        receive_message(session, chat.id, asked)
        floor.hand_off(session, chat.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
        if number % 2:
            floor.take(session, chat.id, agents[number % len(agents)])
    wanted = Request("A broken fern", "It came with a torn leaf.", "portal")
    for chat in chats:
        open_ticket(session, chat.customer_id, wanted, actor=Actor.customer(chat.customer_id))
