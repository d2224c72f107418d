"""No page of the console asks the database more than a dozen things, however much it shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Whose
from helpdesk.complaints.rules import ComplaintState
from helpdesk.conversations.service import floor
from helpdesk.settings import current
from helpdesk.tickets.views.columns import Column
from helpdesk.tickets.views.service import keep_view
from tests.complaints.handling.stages import Desk
from tests.make import (
    make_complaint,
    make_conversation,
    make_customer,
    make_feedback,
    make_message,
    make_ticket,
)
from tests.people import Browser, Staff
from tests.tickets.deadlines.promised import promise
from tests.tickets.fields.made import filled, make_field

MOST = 12
Asked = list[str]


@pytest.fixture
def asked(session: Session) -> Iterator[Asked]:
    """What the database is asked, statement by statement."""
    statements: Asked = []

    def note(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        # The settings are asked for by the process, once in two seconds, whatever the page.
        aside = ("savepoint", "release", "rollback", "select max(settings_version")
        if not statement.lower().startswith(aside):
            statements.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def places(session: Session, bob: Staff, carla: Staff) -> dict[str, tuple[Staff, str]]:
    """Who reads which page of a desk on which twenty customers wrote in every way."""
    promise(session)
    field = make_field(session, "Order")
    for number in range(20):
        customer = make_customer(session, name=f"Customer {number}")
        conversation, _ = make_conversation(session, customer)
        for _ in range(5):
            make_message(session, conversation, "a broken fern")
        floor.take(session, conversation.id, bob.agent if number % 2 else carla.agent)
        ticket = make_ticket(session, customer, subject="A broken fern")
        complaint = make_complaint(session, customer, what_happened="A broken fern")
        feedback = make_feedback(session)
        filled(session, ticket, field, "F-7")
    keep_view(session, "Mine", {"holder": "me"}, agent=bob.agent, whose=Whose(bob.agent.id))
    desk = Desk(session, bob.agent, carla.agent)
    investigated = desk.complaint(ComplaintState.INVESTIGATING)
    decided = desk.complaint(ComplaintState.DECISION_COMMUNICATED)
    session.commit()
    return {
        "inbox": (bob, "/console?tab=team"),
        "beside": (bob, f"/console/inbox/beside/{ticket.number}"),
        "conversation": (bob, f"/console/conversations/{conversation.id}"),
        "tickets": (bob, "/console/tickets?order=due"),
        "view": (bob, f"/console/tickets?columns={','.join(Column)},{field.key}"),
        "ticket": (bob, f"/console/tickets/{ticket.number}"),
        "complaints": (carla, "/console/complaints"),
        "complaint": (carla, f"/console/complaints/{complaint.number}"),
        "investigated": (carla, f"/console/complaints/{investigated.number}"),
        "decided": (carla, f"/console/complaints/{decided.number}"),
        "complaint log": (carla, "/console/complaints/log"),
        "feedback": (carla, "/console/feedback"),
        "feedback register": (carla, "/console/feedback/register"),
        "record": (carla, f"/console/feedback/{feedback.number}"),
        "search": (bob, "/console/search?q=fern"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "inbox", "beside", "conversation", "tickets", "view", "ticket", "complaints", "complaint",
        "investigated", "decided",
        "complaint log", "feedback", "feedback register", "record", "search",
    ],
)  # fmt: skip
def test_a_page_asks_a_dozen_things_at_most(
    places: dict[str, tuple[Staff, str]], asked: Asked, session: Session, name: str
) -> None:
    reader, address = places[name]
    reader.client.get(address)  # what a process reads once is read now
    session.expire_all()
    asked.clear()
    assert reader.client.get(address).status_code == 200
    assert len(asked) <= MOST, "\n\n".join(asked)


@pytest.mark.usefixtures("app")
def test_opening_a_ticket_asks_what_is_promised_twice_at_most(
    session: Session, asked: Asked
) -> None:
    promise(session)
    session.expunge_all()
    asked.clear()
    make_ticket(session)
    asking = [statement for statement in asked if "FROM deadline_policy" in statement]
    assert len(asking) <= 2, "\n\n".join(asking)


@pytest.mark.usefixtures("app")
def test_opening_a_ticket_writes_what_is_owed_at_once(
    session: Session, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(session)
    make_ticket(session)
    monkeypatch.setattr(current, "LOOK_EVERY", 3600.0)  # the settings are read by now
    asked.clear()
    make_ticket(session)
    touching = [words for words in asked if "ticket_deadline" in words]
    assert [words.partition(" ")[0] for words in touching] == ["INSERT"], "\n\n".join(touching)
    assert len([words for words in asked if words.startswith("UPDATE ticket ")]) == 1


def test_a_stranger_who_sends_a_request_is_written_down_once(
    session: Session, client: Browser, asked: Asked
) -> None:
    form = {"subject": "A lid", "text": "Broke", "name": "Alice", "email": "a@example.org"}
    assert client.submit("/requests/new", form).status_code == 303
    written = [words for words in asked if words.startswith(("INSERT INTO customer", "UPDATE c"))]
    assert len(written) == 1, "\n\n".join(written)
