"""A desk that is made busy by copies holds what its services would have written."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import DateTime, Engine, Table, func, select, text
from sqlalchemy.orm import Session, sessionmaker

from helpdesk.accounts.demo import bring_people
from helpdesk.articles import knowledge
from helpdesk.articles.demo import bring_articles
from helpdesk.articles.service.imports import silent
from helpdesk.cases.finding import find_cases
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.queries import reconciliation
from helpdesk.migrations import roles
from helpdesk.platform import db
from helpdesk.platform.config import Settings
from helpdesk.tickets.deadlines.demo import bring_policy
from helpdesk.tickets.describing.demo import bring_categories
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import write_entry
from tests.benchmarks.busy import playing
from tests.benchmarks.busy.copying import CASES, TABLES, Copying
from tests.benchmarks.busy.filling import Size, copies
from tests.conftest import Server
from tests.fakes import FakeEmbedder
from tests.make import make_customer, make_ticket

CONTACTS, COPIES = 60, 2
# What a row names without a foreign key belongs to the same case as itself.
STRAYED = """
select 'read up to', count(*) from conversation c, unnest(array[session_after, answered_up_to,
    asked_message_id, seen_by_customer, seen_by_agent]) named(id) where named.id > 0
  and not exists (select from message m where m.id = named.id and m.conversation_id = c.id)
union all select 'in reply to', count(*) from message a where in_reply_to is not null
  and not exists (select from message m
                   where m.id = a.in_reply_to and m.conversation_id = a.conversation_id)
union all select 'due', count(*) from ticket t where due_at is distinct from
  (select min(due_at) from ticket_deadline d where d.ticket_id = t.id and ended_at is null)
union all select 'opened', count(*) from ticket t where not exists (
  select from audit_event e where e.subject_type = 'ticket' and e.subject_id = t.id::text
     and e.action = 'opened' and e.after ->> 'number' = t.number)
union all select 'by whom', count(*) from audit_event where actor like 'customer:%'
  and not exists (select from customer c where actor = 'customer:' || c.id)
"""
ITS_OWN = {
    "answered_up_to", "asked_message_id", "in_reply_to", "seen_by_agent", "seen_by_customer",
    "session_after", "source_id", "subject_id", "actor", "after",
    "contact", "email", "idempotency_key", "number", "token_hash",
}  # fmt: skip
WORDS = text("select kind, case_id, words::text from case_document order by 1, 2")


@pytest.fixture(scope="module")
def busy(server: Server, app: object, settings: Settings) -> Iterator[Engine]:
    """A desk with a played past, not without complaints, that is there three times."""
    with server.database() as owner, pytest.MonkeyPatch.context() as patch:
        engine = db.connect(roles.as_role(owner, roles.APPLICATION))
        patch.setattr(db, "session_factory", sessionmaker(engine, expire_on_commit=False))
        patch.setattr(knowledge, "embedder_in_use", FakeEmbedder())
        patch.setattr(playing, "COMPLAINS", 0.1)
        with db.transaction() as session:
            for bring in (bring_articles, bring_people, bring_policy, bring_categories):
                bring(session, settings, silent)
            playing.play(session, contacts=CONTACTS)
        with psycopg.connect(owner) as connection:
            Copying(connection, COPIES, ["The saxophone is blue.", "Nobody plays it."]).run(print)
        yield engine
        engine.dispose()


@pytest.fixture
def desk(busy: Engine) -> Iterator[Session]:
    """A transaction there, which is undone."""
    with busy.connect() as connection:
        yield Session(connection, join_transaction_mode="create_savepoint")
        connection.rollback()


def plain(table: Table) -> list[str]:
    """The columns of which a copy has the very same."""
    return [
        column.name
        for column in table.columns
        if not column.primary_key
        and column.name not in ITS_OWN
        and not isinstance(column.type, DateTime)
        and not (column.name == "text" and table.name in {"message", "ticket_entry"})
        and not any(key.column.table in TABLES for key in column.foreign_keys)
    ]


def test_every_row_is_there_as_often_as_it_was_copied(desk: Session) -> None:
    for table in TABLES:
        if table.name == "audit_event":
            continue
        columns = ", ".join(plain(table))
        odd = f"select count(*) from {table} group by {columns} having mod(count(*), 3) <> 0"  # noqa: S608
        assert desk.scalars(text(odd)).all() == [], table.name
        assert (desk.scalar(select(func.count()).select_from(table)) or 0) > 2, table.name


def test_what_a_copy_names_is_its_own(desk: Session) -> None:
    assert {name: number for name, number in desk.execute(text(STRAYED)) if number} == {}
    for row in reconciliation(desk, FEEDBACK_SOURCES):
        assert (row["unexplained"], row["missing"], row["words_differ"]) == (0, 0, 0), row


def test_its_words_are_those_that_the_database_would_have_kept(desk: Session) -> None:
    kept = desk.execute(WORDS).all()
    for case in CASES:
        desk.execute(text(f"select keep_case('{case}', id::text) from {case}"))  # noqa: S608
    assert desk.execute(WORDS).all() == kept


def test_a_copy_is_found_by_its_customers_own_address(desk: Session) -> None:
    of_copies = select(Ticket).where(Ticket.email.like("%.2@example.org")).order_by(Ticket.id)
    ticket = desk.scalars(of_copies.limit(1)).one()
    assert ticket.number in [one.number for one in find_cases(desk, str(ticket.email)).page.items]
    assert find_cases(desk, "saxophone").page.items


def test_the_desk_goes_on_where_the_copies_end(desk: Session) -> None:
    new = make_ticket(desk, make_customer(desk), subject="A trombone")
    assert int(new.number[-6:]) == desk.scalar(select(func.count()).select_from(Ticket))
    write_entry(desk, new, "And a tuba", agent=None)
    assert [one.number for one in find_cases(desk, "tuba trombone").page.items] == [new.number]


@pytest.mark.parametrize(
    ("played", "wanted", "times"),
    [
        (Size(10, 10, 10), Size(100, 10, 10), 9),
        (Size(10, 10, 10), Size(10, 101, 10), 10),
        (Size(10, 10, 10), Size(10, 10, 1), 0),
        (Size(50, 10, 7), Size(50, 20, 21), 2),
    ],
)
def test_it_is_copied_until_there_is_enough_of_each(played: Size, wanted: Size, times: int) -> None:
    assert copies(played, wanted) == times
