"""A stranger sends more than any person or program needs to, so that the desk is busy reading."""

import io
import json
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.conversations.models import Message
from tests.make import make_article
from tests.people import WIDGET, Browser, Customer, Staff, bearer

KILOBYTE = 1024
ENDLESS = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
URLENCODED = "application/x-www-form-urlencoded"


def keys(number: int) -> dict[str, int]:
    return {f"k{index}": index for index in range(number)}


def refused(answer: Any, status: int) -> str:
    """The sentence of the refusal."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    return str(answer.get_json()["detail"])


@pytest.fixture
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking a form apart fails the test."""

    def parse(*_: object, **__: object) -> None:
        raise AssertionError("the form was taken apart")

    monkeypatch.setattr("werkzeug.formparser.parse_qsl", parse)


@pytest.mark.parametrize(
    "where", ["conversations", "conversations/{id}/messages", "conversations/{id}/identity"]
)
def test_the_widget_takes_64_kilobytes_and_not_a_byte_more(alice: Customer, where: str) -> None:
    url = f"{WIDGET}/{where.format(id=alice.conversation.id)}"
    headers = bearer(alice.token) | {"Content-Type": "application/json"}
    for size, status in ((64 * KILOBYTE, 422), (64 * KILOBYTE + 1, 413)):
        answer = alice.client.post(url, headers=headers, data=b'{"x": 1}'.ljust(size))
        said = refused(answer, status)
    assert "At most 64 KB" in said


@pytest.mark.parametrize("body", [keys(130_000), keys(4_000), {"page": keys(4_000)}])
def test_a_body_of_unknown_keys_is_refused_before_each_is_looked_at(
    client: Browser, session: Session, body: dict[str, Any]
) -> None:
    said = refused(client.post(f"{WIDGET}/conversations", json=body), 413)
    small = len(json.dumps(body)) < 64 * KILOBYTE
    assert ("200 fields" if small else "64 KB") in said


@pytest.mark.parametrize("body", [[[]] * 16_000, {"page": [[]] * 16_000}, {"page": [keys(300)]}])
def test_neither_do_many_items_help(client: Browser, session: Session, body: Any) -> None:
    assert len(json.dumps(body)) < 64 * KILOBYTE
    assert "200 fields" in refused(client.post(f"{WIDGET}/conversations", json=body), 413)


def test_at_most_ten_faults_are_told(client: Browser, session: Session) -> None:
    answer = client.post(f"{WIDGET}/conversations", json=keys(150))
    said = refused(answer, 422)
    assert len(answer.get_json()["fields"]) == 10
    assert said.count("k") <= 10


@pytest.mark.usefixtures("nothing_parsed")
@pytest.mark.parametrize("path", ["/console/sign-in", "/requests/new", "/console/articles/new"])
@pytest.mark.parametrize("data", [b"a=1&" * 60_000, b"a&" * 60_000, b"a=" + b"x" * 256 * KILOBYTE])
def test_a_form_of_too_many_fields_or_bytes_is_refused_before_it_is_taken_apart(
    client: Browser, session: Session, path: str, data: bytes
) -> None:
    from_here = {"Origin": "http://localhost"}  # so that the page about it would keep the words
    answer = client.post(path, data=data, content_type=URLENCODED, headers=from_here)
    assert answer.status_code == 413
    assert "At most" in answer.text
    assert "<h1" in answer.text


def test_nor_in_parts(client: Browser, session: Session) -> None:
    answer = client.post(
        "/console/sign-in",
        data={name: str(value) for name, value in keys(400).items()},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413


@pytest.mark.usefixtures("nothing_parsed")
@pytest.mark.parametrize("path", ["/console/conversations/{id}/take", "/console/articles/new"])
def test_a_stranger_at_a_page_of_the_desk_is_turned_away_with_the_form_as_it_came(
    client: Browser, alice: Customer, path: str
) -> None:
    url = path.format(id=alice.conversation.id)
    for size, status in ((200, 401), (300, 413)):
        data = b"a=%41".ljust(size * KILOBYTE, b"x")
        answer = client.post(url, data=data, content_type=URLENCODED)
        assert answer.status_code == status


@pytest.mark.parametrize(("sent", "status"), [(70, 413), (3000, 413), (50, 422)])
def test_a_body_of_no_stated_length_is_read_no_further_than_the_limit(
    alice: Customer, session: Session, sent: int, status: int
) -> None:
    source = io.BytesIO(b'{"text": 7}'.ljust(sent * KILOBYTE))
    answer = alice.client.post(
        alice.url(),
        input_stream=source,
        headers=bearer(alice.token) | {"Content-Type": "application/json"},
        environ_overrides=ENDLESS,
    )
    refused(answer, status)
    assert source.tell() <= 130 * KILOBYTE
    assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_an_article_may_be_longer_than_a_form(carla: Staff, session: Session) -> None:
    body = "Send it back. " * 60_000
    answer = carla.client.submit("/console/articles/new", {"title": "Returns", "body": body})
    assert answer.status_code == 303
    article = {"title": "Postage", "body": body}
    answer = carla.client.post("/api/v1/articles", json=article, headers=carla.headers)
    assert answer.status_code == 201
    assert session.scalars(select(func.length(Article.body))).all() == [len(body)] * 2


def test_neither_may_be_longer_than_two_megabytes(carla: Staff, session: Session) -> None:
    article = make_article(session)
    body = {"title": "Returns", "body": "x" * 2049 * KILOBYTE}
    edit = f"/console/articles/{article.id}/edit"
    assert carla.client.submit(edit, body).status_code == 413
    url = f"/api/v1/articles/{article.id}"
    refused(carla.client.put(url, json=body, headers=carla.headers), 413)


def test_another_api_takes_no_more_than_a_form(bob: Staff) -> None:
    body = {"text": "x" * 257 * KILOBYTE}
    url = "/api/v1/tickets/T-2026-000001/entries"
    refused(bob.client.post(url, json=body, headers=bob.headers), 413)
