"""No page reads a whole table of those that grow, however many rows it has."""

from collections.abc import Iterator

import pytest
from apiflask import APIFlask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from helpdesk.cases.finding import learn_words
from helpdesk.migrations import roles
from helpdesk.platform import db
from tests.conftest import Server, undone
from tests.people import Browser, Staff, enter_portal
from tests.web.many_rows import fill, uuid_of

GROWING = (
    "audit_event", "case_document", "complaint", "conversation", "customer", "feedback", "message",
    "feedback_triage", "ticket", "ticket_deadline", "ticket_entry", "ticket_survey",
)  # fmt: skip
ROWS = 4_000
MOST_READ = ROWS // 4
READ = text(
    "select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
    " from pg_stat_xact_user_tables where relname = any(:tables)"
)
# Left out is the page of feedback: its reconciliation proves something of all rows.
AGENTS = (
    *(f"/console?tab={tab}" for tab in ("waiting", "mine", "team", "bot", "resolved")),
    *(f"/console?tab={tab}&team=mine" for tab in ("waiting", "mine", "bot", "resolved")),
    *(f"/console?tab={tab}&after=2025-12-20T00:00:00%2B00:00~ticket.40"
      for tab in ("waiting", "team", "resolved")),
    "/console/inbox/beside/T-2025-000400",
    "/console/conversations/{chat}", "/console/tickets/T-2025-000400",
    *(f"/console/tickets?{asked}" for asked in (
        "", "order=due", "state=closed", "state=new", "holder=me", "holder=nobody&order=due",
        "tag=rare", "state=closed&tag=rare", "state=closed&holder=me", "snoozed=1",
        "state=closed&order=due",
    )),
    "/console/search?q=T-2025-000400", "/console/search?q=word7+broken",
    "/console/search?q=c77%40many.example", "/console/complaints",
    "/console/complaints/of-customer/{customer}", "/console/complaints/log",
    "/console/complaints/log?state=received&owner=0", "/console/feedback/register",
    "/console/feedback/register?source=ticket",
)  # fmt: skip
CUSTOMERS = ("/requests", "/requests/T-2025-000400")


@pytest.fixture(scope="module")
def many(server: Server) -> Iterator[Engine]:
    """A database of thousands of customers, each with a chat, a ticket, a complaint, feedback."""
    with server.database() as owner:
        filling = db.connect(owner)
        with Session(filling) as session:
            fill(session, ROWS)
            session.commit()
        with filling.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("vacuum analyze"))  # plans are made by how rows are spread
        filling.dispose()
        engine = db.connect(roles.as_role(owner, roles.APPLICATION))
        yield engine
        engine.dispose()


@pytest.fixture
def session(
    app: APIFlask, many: Engine, environment: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """A session there instead of in the database that all tests share."""
    with undone(many, monkeypatch) as own:
        # Thousands of rows are few enough to be read whole; this leaves what could not do else.
        own.execute(text("set local enable_seqscan = off"))
        own.execute(text("set local plan_cache_mode = force_custom_plan"))
        yield own


def read(session: Session) -> dict[str, int]:
    """How many rows of each table this transaction has looked at."""
    found = session.execute(READ, {"tables": list(GROWING)})
    return {name: int(rows) for name, rows in found}


def test_no_page_reads_more_than_a_part_of_any_table(
    session: Session, carla: Staff, client: Browser
) -> None:
    customer, chat = uuid_of("customer", 400), uuid_of("chat", 400)
    enter_portal(client, session, customer)
    reading = [(carla.client, each) for each in AGENTS] + [(client, each) for each in CUSTOMERS]
    too_much = dict[str, dict[str, int]]()
    for browser, address in reading:
        page = address.format(chat=chat, customer=customer)
        before = read(session)
        assert browser.get(page).status_code == 200, page
        rows = {name: after - before.get(name, 0) for name, after in read(session).items()}
        whole = {name: number for name, number in rows.items() if number > MOST_READ}
        if whole:
            too_much[page] = whole
    assert too_much == {}


def test_a_typing_error_is_not_looked_for_in_every_case(session: Session, carla: Staff) -> None:
    learn_words(session)
    # As on a larger desk, it looks cheaper to meet the word by chance than to ask for it.
    session.execute(text("set local enable_seqscan = on"))
    session.execute(text("set local random_page_cost = 32"))
    before = read(session)["case_document"]
    assert "broke" in carla.client.get("/console/search?q=brokne").text
    assert read(session)["case_document"] - before <= MOST_READ
