"""Copies of all that was played, as if many times as many customers had written.

The services wrote the originals, so a copy is what they would have written. It differs by its keys,
its number, its customer's address, its moments (half a minute before those of the last copy; a date
among the trail's words stays), and a sentence of a real text after what the customer wrote. The
foreign keys and checks of the database are on; only the triggers that keep the words of cases are
off, and run once for each copied case afterwards.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Column, DateTime, Identity, Table

from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.conversations.models import Conversation, ConversationRating, Message
from helpdesk.customers.models import Customer
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.db import Base
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey

Connection = psycopg.Connection[Any]
Say = Callable[[str], None]
COPIED: tuple[type[Base], ...] = (
    Customer, Conversation, Message, ConversationRating, Ticket, TicketEntry, Deadline, Survey,
    Complaint, ComplaintEvent, Feedback, FeedbackTriage, AuditEvent,
)  # fmt: skip
TABLES: tuple[Table, ...] = tuple(model.metadata.tables[model.__tablename__] for model in COPIED)
TRIGGERS = {
    **dict.fromkeys(("customer", "conversation", "message", "ticket", "ticket_entry"),
                    ("keep_words",)),
    "complaint": ("keep_words", "keeps_the_order"),
}  # fmt: skip
APART = 37  # seconds between the same moment of two copies
CASES = ("ticket", "conversation", "complaint")
# What happened to articles and settings happened once.
WHICH = {"audit_event": "o.subject_type in ('customer', 'conversation', 'ticket', 'complaint')"}

# What a copy needs beside the row itself: its key under another number, and another series number.
FUNCTIONS = """
create function pg_temp.copied(an_id uuid, copy int) returns uuid language sql immutable as $$
  select md5(an_id::text || ':' || copy)::uuid
$$;
create function pg_temp.numbered(a_number text, copy int) returns text language sql stable as $$
  select series || '-' || year || '-' ||
         lpad((split_part(a_number, '-', 3)::int + copy * last)::text, 6, '0')
    from counter
   where series = split_part(a_number, '-', 1) and year = split_part(a_number, '-', 2)::int
$$;
create function pg_temp.said(a_text text, an_id bigint, copy int) returns text language sql stable
as $$
  select a_text || ' ' || sentence from pg_temp.sentence
   where n = abs(hashint8(an_id * 1000 + copy)::bigint) % {sentences}
$$;
"""


class Copying:
    """So many copies of all that lies in this database, by a connection of its owner."""

    def __init__(self, connection: Connection, copies: int, sentences: Sequence[str]) -> None:
        self._connection = connection
        self._copies = copies
        self._sentences = sentences
        self._last: dict[str, int] = {}

    def run(self, say: Say) -> None:
        """Copy everything, then what the triggers would have kept; it is seen as a whole."""
        with self._connection.transaction():
            self._prepare()
            for table in TABLES:
                with timed(table.name, say):
                    self._copy(table)
            self._count_on()
            self._connection.execute("analyze")
            for case in CASES:
                with timed(f"words of {case}", say):
                    self._keep_words(case)
        with timed("statistics", say):
            self._connection.autocommit = True
            self._connection.execute("vacuum (analyze)")
            self._connection.autocommit = False

    def _prepare(self) -> None:
        self._connection.execute("create temp table sentence (n int primary key, sentence text)")
        with self._connection.cursor().copy("copy pg_temp.sentence from stdin") as copy:
            for row in enumerate(self._sentences):
                copy.write_row(row)
        functions = FUNCTIONS.format(sentences=len(self._sentences))
        self._connection.execute(functions.encode())
        for table in filter(_has_numbers_as_keys, TABLES):
            self._last[table.name] = self._number(f"select coalesce(max(id), 0) from {table.name}")

    def _copy(self, table: Table) -> None:
        columns = [column.name for column in table.columns]
        values = ", ".join(self._value(column) for column in table.columns)
        self._guarded(table.name, by_triggers=False)
        self._connection.execute(
            f"insert into {table.name} ({', '.join(columns)}) overriding system value "
            f"select {values} from {table.name} o, generate_series(1, {self._copies}) copy "
            f"where {WHICH.get(table.name, 'true')} order by copy, o.id".encode()
        )
        self._guarded(table.name, by_triggers=True)
        if table.name in self._last:
            newest = f"(select max(id) from {table.name})"
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            self._connection.execute(f"select setval({sequence}, {newest})".encode())

    def _value(self, column: Column[Any]) -> str:
        """What stands in that column of a copy of the row `o`."""
        name, place = column.name, f"{column.table.name}.{column.name}"
        if place in self._special:
            return self._special[place]
        if column.primary_key:
            return self._key(column.table.name, f"o.{name}")
        for key in column.foreign_keys:
            other = key.target_fullname.partition(".")[0]
            if other in {table.name for table in TABLES}:
                return self._key(other, f"o.{name}")
        if isinstance(column.type, DateTime):
            return f"o.{name} - copy * interval '{APART} seconds'"
        return f"pg_temp.numbered(o.{name}, copy)" if name == "number" else f"o.{name}"

    def _key(self, table: str, value: str) -> str:
        if table in self._last:
            return f"{value} + copy * {self._last[table]}"
        return f"pg_temp.copied({value}, copy)"

    @property
    def _special(self) -> dict[str, str]:
        """Columns that name another row without a foreign key, that are unique, or that vary."""
        told = f"nullif({{}}, 0) + copy * {self._last['message']}"
        of_message = {
            f"conversation.{name}": f"coalesce({told.format(f'o.{name}')}, 0)"
            for name in ("session_after", "answered_up_to", "seen_by_customer", "seen_by_agent")
        }
        by_customer = "author = 'customer'", "agent_id is null"
        message, entry = (
            f"case when o.{theirs} then pg_temp.said(o.text, o.id, copy) else o.text end"
            for theirs in by_customer
        )
        return {
            **of_message,
            "conversation.asked_message_id": told.format("o.asked_message_id"),
            "message.in_reply_to": told.format("o.in_reply_to"),
            "message.text": message,
            "ticket_entry.text": entry,
            "customer.email": _another_address("o.email"),
            "ticket.email": _another_address("o.email"),
            "complaint.email": _another_address("o.email"),
            "complaint.contact": _another_address("o.contact"),
            "complaint.idempotency_key": "o.idempotency_key || ':' || copy",
            "ticket_survey.token_hash": "md5(o.token_hash || copy)",
            "feedback.source_id": self._of_source(),
            "audit_event.subject_id": self._of_subject(),
            "audit_event.actor": "case when o.actor like 'customer:%' then 'customer:' || "
            "pg_temp.copied(split_part(o.actor, ':', 2)::uuid, copy) else o.actor end",
            "audit_event.after": "case when o.after ? 'number' then jsonb_set(o.after, '{number}', "
            "to_jsonb(pg_temp.numbered(o.after ->> 'number', copy))) else o.after end",
        }  # fmt: skip

    def _of_source(self) -> str:
        """A feedback record names what it came from by its key, a chat with its round."""
        tables = {"ticket": "ticket", "complaint": "complaint", "ticket_rating": "ticket_survey"}
        keys = " ".join(
            f"when '{source}' then ({self._key(table, 'o.source_id::bigint')})::text"
            for source, table in tables.items()
        )
        chat = "pg_temp.copied(split_part(o.source_id, ':', 1)::uuid, copy)"
        return f"case o.source {keys} else {chat} || ':' || split_part(o.source_id, ':', 2) end"

    def _of_subject(self) -> str:
        keys = " ".join(
            f"when '{table}' then ({self._key(table, f'o.subject_id::{kind}')})::text"
            for table, kind in (("ticket", "bigint"), ("complaint", "bigint"),
                                ("conversation", "uuid"), ("customer", "uuid"))
        )  # fmt: skip
        return f"case o.subject_type {keys} else o.subject_id end"

    def _count_on(self) -> None:
        """The next number follows those of the copies."""
        self._connection.execute(
            "update counter set last = last * (1 + %s) where series in ('T', 'C', 'F')",
            (self._copies,),
        )

    def _keep_words(self, case: str) -> None:
        """What the triggers would have kept of each copy."""
        self._connection.execute(
            f"select keep_case('{case}', id::text) from {case} o where not exists"
            f" (select from case_document where kind = '{case}' and case_id = o.id::text)".encode()
        )

    def _guarded(self, table: str, *, by_triggers: bool) -> None:
        """A copy is in whatever state its original is, and its words are kept in one go later."""
        change = "enable" if by_triggers else "disable"
        for trigger in TRIGGERS.get(table, ()):
            self._connection.execute(f"alter table {table} {change} trigger {trigger}".encode())

    def _number(self, query: str) -> int:
        row = self._connection.execute(query.encode()).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def timed(what: str, say: Say) -> Iterator[None]:
    """Say how many seconds it took."""
    started = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - started:.1f} s")


def _has_numbers_as_keys(table: Table) -> bool:
    return isinstance(table.columns["id"].identity, Identity)


def _another_address(column: str) -> str:
    """Proven addresses are one customer's alone; what is no address stays."""
    return f"replace({column}, '@', '.' || copy || '@')"
