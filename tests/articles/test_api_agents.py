"""Articles through the agents' API."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from tests.make import make_article
from tests.people import Browser, Staff

PATH = "/api/v1/articles"
NEW = {"title": "Repair a kettle", "body": "Turn the screw.", "category": ["Repairs"]}


def found(client: Browser, words: str) -> list[str]:
    results = client.get(f"{PATH}/search", query_string={"q": words}).get_json()["results"]
    return [result["title"] for result in results]


def test_an_article_is_found_from_publishing_to_archiving(
    client: Browser, carla: Staff, session: Session
) -> None:
    written = client.post(PATH, json=NEW, headers=carla.headers)
    assert (written.status_code, written.get_json()["state"]) == (201, "draft")
    one = f"{PATH}/{written.get_json()['id']}"
    assert found(client, "kettle screw") == []
    client.post(f"{one}/publish", headers=carla.headers)
    assert found(client, "kettle screw") == ["Repair a kettle"]
    revised = client.put(one, json={**NEW, "title": "Mend a kettle"}, headers=carla.headers)
    assert revised.get_json()["version"] == 2
    assert found(client, "kettle screw") == ["Mend a kettle"]
    client.post(f"{one}/archive", headers=carla.headers)
    assert found(client, "kettle screw") == []


def test_the_list_shows_drafts_to_programs_alone(
    client: Browser, bob: Staff, session: Session
) -> None:
    make_article(session, "A draft", published=False)
    listed = client.get(f"{PATH}?state=draft", headers=bob.headers).get_json()["items"]
    assert [(item["title"], item["state"]) for item in listed] == [("A draft", "draft")]
    assert client.get(f"{PATH}?state=published", headers=bob.headers).get_json()["items"] == []


def test_for_whom_an_article_is_stays_unless_a_revision_says_otherwise(
    client: Browser, carla: Staff
) -> None:
    inside = {**NEW, "audience": "agents"}
    written = client.post(PATH, json=inside, headers=carla.headers).get_json()
    one = f"{PATH}/{written['id']}"
    client.post(f"{one}/publish", headers=carla.headers)
    kept = client.put(one, json={**NEW, "title": "Mend a kettle"}, headers=carla.headers)
    assert [written["audience"], kept.get_json()["audience"]] == ["agents", "agents"]
    assert found(client, "kettle screw") == []
    opened = client.put(one, json={**NEW, "audience": "public"}, headers=carla.headers)
    assert opened.get_json()["audience"] == "public"
    assert found(client, "kettle screw") == ["Repair a kettle"]


@pytest.mark.parametrize(("method", "path"), [("post", ""), ("put", "/1"), ("post", "/1/publish")])
def test_an_agent_without_the_role_changes_nothing(
    client: Browser, bob: Staff, session: Session, method: str, path: str
) -> None:
    answer = getattr(client, method)(PATH + path, json=NEW, headers=bob.headers)
    assert answer.status_code == 403
    assert session.scalars(select(Article)).all() == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**NEW, "title": ""},
        {**NEW, "body": "  "},
        {**NEW, "body": "binary \x00"},
        {**NEW, "language": "English"},
        {**NEW, "state": "published"},
        {**NEW, "audience": "staff"},
        {**NEW, "audience": None},
    ],
)
def test_a_malformed_article_is_refused(
    client: Browser, carla: Staff, session: Session, body: dict[str, Any]
) -> None:
    answer = client.post(PATH, json=body, headers=carla.headers)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert session.scalars(select(Article)).all() == []


def test_an_article_that_is_not_there_says_so(client: Browser, carla: Staff) -> None:
    assert client.put(f"{PATH}/999999", json=NEW, headers=carla.headers).status_code == 404
