"""The agents' API as a whole: who may call it, its pages, and its description."""

from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Role
from tests import people
from tests.make import make_agent, make_article, make_conversation, make_customer, make_ticket
from tests.people import Browser, Staff, bearer

LISTS = ["tickets", "customers", "conversations", "feedback", "complaints", "articles"]


@pytest.fixture
def lead(app: APIFlask, session: Session) -> Staff:
    return people.staff(app, session, make_agent(session, name="Lea", role=Role.LEAD))


def pages(client: Browser, path: str, staff: Staff) -> list[list[Any]]:
    """Every page of a list, one entry each."""
    found, cursor = [], ""
    while cursor is not None:
        query = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = client.get(path, query_string=query, headers=staff.headers).get_json()
        found.append(page["items"])
        cursor = page["next"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_has_no_next_page(client: Browser, lead: Staff, name: str) -> None:
    answer = client.get(f"/api/v1/{name}", headers=lead.headers)
    assert (answer.status_code, answer.get_json()) == (200, {"items": [], "next": None})


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("headers", [{}, bearer("heed_forged"), {"Authorization": "Basic eA=="}])
def test_without_a_token_there_is_nothing(
    client: Browser, name: str, headers: dict[str, str]
) -> None:
    answer = client.get(f"/api/v1/{name}", headers=headers)
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


def test_a_browsers_cookie_is_no_token(bob: Staff) -> None:
    assert bob.client.get("/api/v1/tickets").status_code == 401


def test_a_customers_token_opens_no_list(client: Browser, session: Session) -> None:
    _, token = make_conversation(session)
    assert client.get("/api/v1/conversations", headers=bearer(token)).status_code == 401


def test_an_agent_may_not_list_feedback(client: Browser, bob: Staff, carla: Staff) -> None:
    refused = client.get("/api/v1/feedback", headers=bob.headers)
    assert refused.status_code == 403
    assert "This needs the role" in refused.get_json()["detail"]
    assert client.get("/api/v1/feedback", headers=carla.headers).status_code == 200


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "cursor=forged", "cursor=%00", "unknown=1"]
)
def test_a_malformed_page_is_refused_with_a_sentence(
    client: Browser, bob: Staff, query: str
) -> None:
    answer = client.get(f"/api/v1/tickets?{query}", headers=bob.headers)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.get_json()["detail"]


def test_pages_join_without_gap_or_repeat(client: Browser, bob: Staff, session: Session) -> None:
    numbers = [make_ticket(session, subject=f"Ticket {n}").number for n in range(4)]
    found = pages(client, "/api/v1/tickets", bob)
    assert [item["number"] for page in found for item in page] == numbers[::-1]


def test_pages_join_for_records_of_one_moment(
    client: Browser, bob: Staff, session: Session, frozen: object
) -> None:
    made = {str(make_conversation(session)[0].id) for _ in range(3)}
    found = pages(client, "/api/v1/conversations", bob)
    ids = [item["id"] for page in found for item in page]
    assert (len(ids), set(ids)) == (3, made)


def test_a_cursor_of_one_list_is_refused_by_another(
    client: Browser, bob: Staff, session: Session
) -> None:
    for _ in range(2):
        make_conversation(session)
    cursor = client.get("/api/v1/conversations?limit=1", headers=bob.headers).get_json()["next"]
    refused = client.get(f"/api/v1/tickets?cursor={cursor}", headers=bob.headers)
    assert refused.status_code == 422


def test_customers_are_listed_without_visitors(
    client: Browser, bob: Staff, session: Session
) -> None:
    make_customer(session, name=None)
    make_customer(session, email="alice@example.org")
    for query, emails in (("", ["alice@example.org"]), ("?email=nobody@example.org", [])):
        items = client.get(f"/api/v1/customers{query}", headers=bob.headers).get_json()["items"]
        assert [item["email"] for item in items] == emails
    everybody = client.get("/api/v1/customers?visitors=1", headers=bob.headers).get_json()
    assert len(everybody["items"]) == 2


def test_the_public_article_addresses_still_answer(client: Browser, session: Session) -> None:
    article = make_article(session)
    assert client.get("/api/v1/articles/search?q=return").status_code == 200
    assert client.get(f"/api/v1/articles/{article.id}").get_json()["title"] == article.title


def test_the_description_names_every_address(client: Browser) -> None:
    spec = client.get("/api/openapi.json").get_json()
    assert {f"/api/v1/{name}" for name in LISTS} <= set(spec["paths"])
    assert set(spec["paths"]["/api/v1/tickets/{number}"]) >= {"get", "patch"}
