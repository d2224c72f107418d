"""Tickets through the agents' API."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.models import Ticket
from tests.make import make_article, make_customer, make_team, make_ticket
from tests.people import Browser, Staff

NEW = {"subject": "Called us", "text": "The lid broke.", "email": "Alice@example.org"}


def test_an_agent_opens_a_ticket_for_a_known_customer(
    client: Browser, bob: Staff, session: Session
) -> None:
    alice = make_customer(session, email="alice@example.org")
    answer = client.post("/api/v1/tickets", json=NEW, headers=bob.headers)
    assert answer.status_code == 201
    ticket = answer.get_json()
    assert (ticket["customer_id"], ticket["state"]) == (str(alice.id), "new")
    assert [entry["text"] for entry in ticket["entries"]] == ["The lid broke."]
    read = client.get(f"/api/v1/tickets/{ticket['number']}", headers=bob.headers)
    assert read.get_json() == ticket


def test_an_unknown_address_proves_nothing(client: Browser, bob: Staff, session: Session) -> None:
    client.post("/api/v1/tickets", json=NEW, headers=bob.headers)
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.email, ticket.customer.email) == ("alice@example.org", None)
    assert not ticket.customer.verified


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**NEW, "email": "nonsense"},
        {**NEW, "subject": " "},
        {**NEW, "text": "x" * 20_001},
        {**NEW, "text": "nul \x00"},
        {**NEW, "unknown": 1},
        [],
    ],
)
def test_a_malformed_ticket_is_refused(
    client: Browser, bob: Staff, session: Session, body: Any
) -> None:
    answer = client.post("/api/v1/tickets", json=body, headers=bob.headers)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert session.scalars(select(Ticket)).all() == []


def test_a_change_names_what_changes_and_leaves_the_rest(
    client: Browser, bob: Staff, session: Session
) -> None:
    path = f"/api/v1/tickets/{make_ticket(session).number}"

    def change(**words: Any) -> Any:
        return client.patch(path, json=words, headers=bob.headers).get_json()

    taken = change(agent=bob.agent.email, priority="high")
    assert (taken["agent"], taken["priority"], taken["state"]) == (
        bob.agent.email,
        "high",
        "open",
    )
    assert change(state="resolved")["agent"] == bob.agent.email
    assert change(agent=None)["agent"] is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"state": "closed"}, 422),
        ({"state": "nonsense"}, 422),
        ({"priority": 3}, 422),
        ({"agent": "nobody@desk.example"}, 404),
        ({"number": "T-1"}, 422),
    ],
)
def test_a_change_that_may_not_be_changes_nothing(
    client: Browser, bob: Staff, session: Session, body: dict[str, Any], status: int
) -> None:
    path = f"/api/v1/tickets/{make_ticket(session).number}"
    before = client.get(path, headers=bob.headers).get_json()
    answer = client.patch(path, json={"priority": "urgent", **body}, headers=bob.headers)
    assert answer.status_code == status
    assert client.get(path, headers=bob.headers).get_json() == before


def test_answers_and_notes_are_written_as_the_agent(
    client: Browser, bob: Staff, session: Session
) -> None:
    path = f"/api/v1/tickets/{make_ticket(session).number}"
    for note in (False, True):
        answer = client.post(
            f"{path}/entries", json={"text": "Hello", "note": note}, headers=bob.headers
        )
        assert answer.status_code == 201
    entries = client.get(path, headers=bob.headers).get_json()["entries"]
    assert [(e["agent"], e["note"]) for e in entries] == [
        (None, False),
        (bob.agent.email, False),
        (bob.agent.email, True),
    ]


@pytest.mark.parametrize("method", ["get", "patch"])
def test_a_ticket_that_is_not_there_says_so(client: Browser, bob: Staff, method: str) -> None:
    call = getattr(client, method)
    answer = call("/api/v1/tickets/T-2026-999999", json={}, headers=bob.headers)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_nobody_changes_a_ticket_without_a_token(client: Browser, session: Session) -> None:
    path = f"/api/v1/tickets/{make_ticket(session).number}"
    assert client.patch(path, json={"priority": "low"}).status_code == 401
    assert client.post(f"{path}/entries", json={"text": "Hello"}).status_code == 401


def test_articles_that_answer_a_ticket_are_marked_and_removed(bob: Staff, session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    room = f"/api/v1/tickets/{ticket.number}"
    body = {"article_id": article.id}
    for _ in range(2):
        marked = bob.client.post(f"{room}/articles", json=body, headers=bob.headers)
        assert marked.status_code == 201
    [shown] = bob.client.get(room, headers=bob.headers).get_json()["articles"]
    assert (shown["article_id"], shown["strength"]) == (article.id, "linked")
    left = bob.client.delete(f"{room}/articles/{article.id}", headers=bob.headers)
    assert left.get_json() == {"articles": []}
    assert bob.client.post(f"{room}/articles", json=body).status_code == 401


@pytest.mark.parametrize("body", [{}, {"article_id": "x"}, {"article_id": 0}, {"article": 1}])
def test_a_malformed_mark_is_refused(bob: Staff, session: Session, body: object) -> None:
    ticket = make_ticket(session)
    path = f"/api/v1/tickets/{ticket.number}/articles"
    assert bob.client.post(path, json=body, headers=bob.headers).status_code == 422


def test_a_program_says_what_a_ticket_is_about(
    client: Browser, bob: Staff, session: Session
) -> None:
    delivery = add_category(session, "Delivery", None, actor=SYSTEM)
    add_category(session, "Late", delivery.id, actor=SYSTEM)
    address = f"/api/v1/tickets/{make_ticket(session).number}"
    wanted = {"type": "incident", "category": "delivery / late", "tags": ["Lost", "gift card"]}
    answer = client.patch(address, json=wanted, headers=bob.headers).get_json()
    assert (answer["type"], answer["category"]) == ("incident", "Delivery / Late")
    assert answer["tags"] == ["lost", "gift card"]
    listed = client.get("/api/v1/tickets", headers=bob.headers).get_json()["items"]
    assert listed[0]["category"] == "Delivery / Late"
    cleared = client.patch(address, json={"category": None, "tags": []}, headers=bob.headers)
    assert (cleared.get_json()["category"], cleared.get_json()["tags"]) == (None, [])
    unknown = client.patch(address, json={"category": "Late"}, headers=bob.headers)
    assert unknown.status_code == 404
    assert "no category “Late”" in unknown.get_json()["detail"]


def test_a_program_gives_a_ticket_to_a_team_by_its_name(
    session: Session, bob: Staff, client: Browser
) -> None:
    ticket = make_ticket(session)
    make_team(session, "Orders", bob.agent)
    address = f"/api/v1/tickets/{ticket.number}"
    given = client.patch(address, json={"team": "orders"}, headers=bob.headers)
    assert given.get_json()["team"] == "Orders"
    taken = client.patch(address, json={"team": None}, headers=bob.headers)
    assert taken.get_json()["team"] is None
    unknown = client.patch(address, json={"team": "Plants"}, headers=bob.headers)
    assert unknown.status_code == 404
    assert "no team “Plants”" in unknown.get_json()["detail"]
