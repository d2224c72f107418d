"""What a refusal looks like: in our words, in the frame its reader knows, with what they typed."""

from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from helpdesk.platform import db
from tests.every_form import fill_in
from tests.make import make_ticket
from tests.people import Browser, Customer, Staff

RAIL, HEADER = 'aria-label="Console"', 'aria-label="Main"'
OURS = {"Origin": "http://localhost"}
FRAMEWORKS = (
    "The requested URL", "not allowed for the requested", "could not understand", "exceeds the",
    "Internal Server Error", "Method Not Allowed", "CSRF", "Bad Request", "Too Large",
)  # fmt: skip


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr("helpdesk.tickets.queries.tickets_page", Mock(side_effect=error))
    monkeypatch.setattr("helpdesk.articles.reading.shelves.shelves", Mock(side_effect=error))


def refusals(browser: Browser) -> dict[str, Any]:
    """One of each kind that a browser can meet in console and portal."""
    long = {"text": "x" * 3_000_000}
    return {
        "no such page": browser.get("/console/nowhere"),
        "no such record": browser.get("/console/tickets/T-2026-999999"),
        "not posted to": browser.submit("/console/tickets"),
        "forged": browser.post("/console/articles/new", data={"title": "x"}),
        "without a key": browser.submit("/console/articles/new", {"form_key": ""}),
        "too long": browser.submit("/console/tickets/T-2026-000001/entries", long),
        "portal: no such page": browser.get("/nowhere"),
        "portal: no such article": browser.get("/help/nothing"),
        "portal: not posted to": browser.submit("/help"),
        "portal: forged": browser.post("/requests/new", data={"subject": "x"}),
        "portal: too long": browser.submit("/requests/new", long),
    }


STATUS = {
    "no such page": 404, "no such record": 404, "no such article": 404, "not posted to": 405,
    "forged": 400, "without a key": 400, "too long": 413,
}  # fmt: skip


def test_every_refusal_has_its_status_our_words_and_the_frame_of_its_page(bob: Staff) -> None:
    for name, answer in refusals(bob.client).items():
        assert answer.status_code == STATUS[name.removeprefix("portal: ")], name
        assert (HEADER if name.startswith("portal") else RAIL) in answer.text, name
        assert [words for words in FRAMEWORKS if words in answer.text] == [], name


def test_a_stranger_sees_no_rail(client: Browser) -> None:
    for name, answer in refusals(client).items():
        assert RAIL not in answer.text, name
        assert answer.status_code in {302, 401, *STATUS.values()}, name


def test_a_failure_keeps_the_frame(bob: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, RuntimeError("a secret of the inside"))
    for path, frame in (("/console/tickets", RAIL), ("/help", HEADER)):
        answer = bob.client.get(path)
        assert answer.status_code == 500
        assert frame in answer.text
        assert "Something failed" in answer.text
        assert "secret" not in answer.text


def test_a_statement_that_failed_does_not_spoil_the_page_about_it(bob: Staff) -> None:
    answer = bob.client.get("/console/tickets/T-2026-%00")
    assert answer.status_code == 422
    assert RAIL in answer.text


def test_without_a_database_there_is_a_page_and_no_rail(
    bob: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = create_engine("postgresql+psycopg://desk@127.0.0.1:1/desk")
    monkeypatch.setattr(db, "session_factory", sessionmaker(nowhere))
    for path, frame in (("/console/tickets", None), ("/help", HEADER), ("/help?q=x", HEADER)):
        answer = bob.client.get(path)
        assert answer.status_code == 503
        assert "The database does not answer" in answer.text
        assert RAIL not in answer.text
        assert not frame or frame in answer.text


class _Uncommitted(Session):
    """A session that fails at the last moment."""

    def commit(self) -> None:
        raise RuntimeError("a secret of the inside")


def test_what_fails_at_the_very_end_is_told_in_our_words(
    client: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        db, "session_factory", sessionmaker(session.connection(), class_=_Uncommitted)
    )
    answer = client.get("/help")
    assert (answer.status_code, HEADER in answer.text) == (500, True)
    assert "Something failed" in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("PUT", "/api/v1/tickets", 405),
        ("POST", "/api/v1/tickets", 401),
    ],
)
def test_a_program_reads_a_problem(client: Browser, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method, json={})
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == answer.status_code == status
    assert [words for words in FRAMEWORKS if words in str(problem)] == []
    assert (answer.headers.get("Allow") is not None) == (status == 405)


def test_a_part_of_a_page_reads_a_problem_too(client: Browser, bob: Staff) -> None:
    part = {"HX-Request": "true"}
    for browser, path, status in (
        (client, "/console/inbox", 401),
        (bob.client, "/console/tickets/T-2026-999999/articles", 404),
        (bob.client, "/console/settings/tokens", 405),
    ):
        answer = browser.get(path, headers=part)
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"


def test_the_address_of_a_form_leads_to_the_page_it_stands_on(
    ada: Staff, alice: Customer, session: Session
) -> None:
    for path, _ in fill_in(session, alice):
        answer = ada.client.get(path)
        if answer.status_code == 302:
            page = ada.client.get(answer.location)
            assert path.startswith(answer.location)
            assert "Nothing was sent again" in page.text, path
            answer = page
        assert answer.status_code == 200, path


def test_a_part_that_answers_late_brings_no_older_cookie_back(bob: Staff) -> None:
    bob.client.get("/console")
    for part in ("/console/inbox", "/console/rail", "/static/pages/app.css"):
        assert "Set-Cookie" not in bob.client.get(part).headers


def test_signing_out_in_the_portal_is_no_request(bob: Staff) -> None:
    assert bob.client.get("/requests/sign-ins/here/end").location == "/requests"


def test_a_form_that_grew_old_is_kept_and_can_be_sent_again(bob: Staff, session: Session) -> None:
    address = f"/console/tickets/{make_ticket(session).number}/entries"
    typed = {"text": "We send\na new lid.", "kind": "reply", "form_key": "one form"}
    answer = bob.client.post(address, data={"csrf_token": "old", **typed}, headers=OURS)
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert "Send it again" in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text
    assert ">We send\na new lid.</blockquote>" in answer.text


@pytest.mark.parametrize(("fields", "status"), [(1, 401), (300, 413)])
def test_who_was_signed_out_meanwhile_keeps_what_a_person_types(
    client: Browser, session: Session, fields: int, status: int
) -> None:
    address = f"/console/tickets/{make_ticket(session).number}/entries"
    more = {f"text{number}": "" for number in range(fields)}
    answer = client.post(address, data={"text": "We send a lid.", **more}, headers=OURS)
    assert answer.status_code == status
    assert ("We send a lid." in answer.text) is (status == 401)
    assert ('href="/console/sign-in"' in answer.text) is (status == 401)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", None]
)
def test_nothing_that_another_site_filled_in_is_offered(bob: Staff, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    form = {"confirmation": "ERASE them all"}
    answer = bob.client.post("/console/articles/new", data=form, headers=headers)
    assert answer.status_code == 400
    assert "ERASE" not in answer.text
    assert "Send it again" not in answer.text


def test_no_page_repeats_a_password(client: Browser) -> None:
    form = {"email": "bob@desk.example", "password": "a long one of mine"}
    answer = client.post("/console/sign-in", data=form, headers=OURS)
    assert answer.status_code == 400
    assert "a long one" not in answer.text
    assert 'href="/console/sign-in"' in answer.text


def test_what_is_too_late_to_send_can_be_copied(bob: Staff) -> None:
    form = {"text": "A new lid is on its way."}
    answer = bob.client.submit("/console/tickets/T-2026-999999/entries", form, headers=OURS)
    assert answer.status_code == 404
    assert "A new lid is on its way." in answer.text
    assert "Send it again" not in answer.text
