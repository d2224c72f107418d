"""What every answer of the web process carries, and what it refuses."""

from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from psycopg.errors import CheckViolation, UniqueViolation
from sqlalchemy import create_engine
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from helpdesk.app import create_app
from helpdesk.conversations import api
from helpdesk.platform import db, health
from helpdesk.platform.audit import Actor
from helpdesk.platform.config import Settings
from helpdesk.platform.health import Supervision
from helpdesk.settings.sections import Widget
from helpdesk.settings.service import Edit, change_section
from helpdesk.web.limits import TOO_FAST
from tests.environment import BASE_URL
from tests.make import PASSWORD, make_agent, make_article
from tests.people import WIDGET, Browser, Customer, Staff, bearer

PAGES = ["/console/sign-in", f"{WIDGET}/settings", "/nowhere", "/api/nowhere", "/healthz"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers_that_protect(client: Browser, page: str) -> None:
    headers = client.get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Strict-Transport-Security" not in headers


def desk(settings: Settings, **changes: object) -> Browser:
    """A desk that is configured differently."""
    return Browser(create_app(replace(settings, **changes)))  # type: ignore[arg-type]


def test_an_encrypted_desk_insists_on_it(session: Session, settings: Settings) -> None:
    client = desk(settings, base_url="https://help.example")
    make_agent(session)
    answer = client.get("/console/sign-in")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in client.sign_in("bob@desk.example").headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("site", "status"),
    [
        ("https://shop.example", 200),
        ("https://shop.example/", 200),
        ("http://localhost", 200),
        ("https://evil.example", 403),
        ("https://shop.example.evil.example", 403),
        ("http://shop.example", 403),
        ("null", 403),
        ("*", 403),
        ("", 403),
    ],
)
def test_only_listed_sites_may_show_the_widget(
    session: Session, settings: Settings, site: str, status: int
) -> None:
    change_section(session, Widget, {"sites": "https://shop.example"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    client = desk(settings)
    answer = client.get("/widget/frame", query_string={"site": site})
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    allowed = f"frame-ancestors 'self' {BASE_URL} https://shop.example"
    assert policy.endswith(allowed if status == 200 else "frame-ancestors 'none'")


def test_a_name_of_a_site_is_shown_as_text(session: Session, settings: Settings) -> None:
    page = desk(settings).get("/widget/frame", query_string={"site": '"><script>alert(1)'}).text
    assert "<script>alert" not in page


def test_the_demo_can_be_switched_off(
    client: Browser, session: Session, settings: Settings
) -> None:
    assert client.get("/demo").status_code == 200
    assert desk(settings, demo=False).get("/demo").status_code == 404


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_form_without_its_token_is_refused(
    client: Browser, session: Session, token: str | None
) -> None:
    make_agent(session)
    form = {"email": "bob@desk.example", "password": PASSWORD}
    if token is not None:
        form["csrf_token"] = token
    assert client.post("/console/sign-in", data=form).status_code == 400
    assert client.get("/console/password").status_code == 302


def test_a_signed_in_agent_is_not_signed_out_by_another_site(bob: Staff) -> None:
    assert bob.client.post("/console/sign-out").status_code == 400
    assert bob.client.get("/console/password").status_code == 200


def start(client: Browser, **options: Any) -> int:
    return client.post(f"{WIDGET}/conversations", json={}, **options).status_code


def test_a_flood_of_conversations_is_held_back_for_its_address_alone(
    session: Session, settings: Settings
) -> None:
    client = desk(settings, rate_limits=True)
    assert [start(client) for _ in range(241)] == [201] * 240 + [429]
    refused = client.post(f"{WIDGET}/conversations", json={})
    assert refused.content_type == "application/problem+json"
    assert refused.get_json()["detail"] == TOO_FAST
    assert start(client, environ_overrides={"REMOTE_ADDR": "10.0.0.2"}) == 201


@pytest.mark.parametrize(("behind_proxy", "last"), [(True, 201), (False, 429)])
def test_forwarded_addresses_count_only_behind_a_proxy(
    session: Session, settings: Settings, *, behind_proxy: bool, last: int
) -> None:
    client = desk(settings, rate_limits=True, behind_proxy=behind_proxy)
    for _ in range(240):
        start(client, headers={"X-Forwarded-For": "203.0.113.1"})
    assert start(client, headers={"X-Forwarded-For": "203.0.113.2"}) == last


def test_guessing_passwords_takes_patience(session: Session, settings: Settings) -> None:
    client = desk(settings, rate_limits=True)
    guesses = [client.sign_in(f"bob{n}@desk.example", "guess").status_code for n in range(21)]
    assert guesses == [401] * 20 + [429]


def test_one_address_rates_articles_only_so_often(session: Session, settings: Settings) -> None:
    client = desk(settings, rate_limits=True)
    article = make_article(session)
    address = f"/api/v1/articles/{article.id}/rating"
    rated = [client.post(address, json={"helpful": False}).status_code for _ in range(21)]
    assert rated == [200] * 20 + [429]
    assert client.get(f"/api/v1/articles/{article.id}").status_code == 200


def test_one_chatty_conversation_is_held_back_and_the_others_are_not(
    session: Session, settings: Settings
) -> None:
    client = desk(settings, rate_limits=True)

    def send(opened: dict[str, str], what: str, body: dict[str, str]) -> int:
        url = f"{WIDGET}/conversations/{opened['conversation_id']}/{what}"
        return client.post(url, json=body, headers=bearer(opened["token"])).status_code

    def write(opened: dict[str, str], number: int) -> int:
        return send(opened, "messages", {"text": "hello", "client_id": str(number)})

    one, other = (client.post(f"{WIDGET}/conversations", json={}).get_json() for _ in range(2))
    assert send(one, "handoff", {}) == 202  # or the bot would have too much to answer long before
    assert [write(one, number) for number in range(41)] == [202] * 40 + [429]
    assert write(other, 1) == 202


def test_a_database_that_is_gone_is_said_so(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = create_engine("postgresql+psycopg://desk@127.0.0.1:1/desk")
    monkeypatch.setattr(db, "session_factory", sessionmaker(nowhere))
    answer = client.get(f"{WIDGET}/settings")
    assert answer.status_code == 503
    assert "Nothing was lost" in answer.get_json()["detail"]
    assert "127.0.0.1" not in answer.text


def test_a_process_without_a_database_says_so(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "session_factory", None)
    answer = client.get(f"{WIDGET}/settings")
    assert answer.status_code == 503
    assert "not connected yet" in answer.get_json()["detail"]


class _Uncommitted(Session):
    """A session whose database goes away at the last moment."""

    def commit(self) -> None:
        raise OperationalError("commit", {}, Exception("the server closed the connection"))


def test_nothing_is_accepted_that_could_not_be_committed(
    alice: Customer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        uncommitted = sessionmaker(
            session.connection(), class_=_Uncommitted, join_transaction_mode="create_savepoint"
        )
        patch.setattr(db, "session_factory", uncommitted)
        answer = alice.write("Hello")
    assert answer.status_code >= 500
    assert "closed the connection" not in answer.text
    assert alice.reads() == []
    assert alice.write("Hello").status_code == 202
    assert alice.reads() == ["Hello"]


def test_an_unexpected_failure_tells_nothing_of_the_inside(
    client: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "people_available", lambda session: 1 / 0)
    monkeypatch.setattr("helpdesk.accounts.credentials.sign_in", lambda *arguments: 1 / 0)
    for answer in (client.get(f"{WIDGET}/settings"), client.sign_in("bob@desk.example")):
        assert answer.status_code == 500
        assert "is noted" in answer.text
        assert "division" not in answer.text


THE_WORD = "quincunx"
FAULTS = [
    ValueError(THE_WORD),
    DataError("insert", {"text": THE_WORD}, Exception(THE_WORD)),
    OperationalError("insert", {"text": THE_WORD}, Exception(THE_WORD)),
    IntegrityError("insert", {"text": THE_WORD}, CheckViolation(THE_WORD)),
    IntegrityError("insert", {"text": THE_WORD}, UniqueViolation(THE_WORD)),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_no_failure_writes_down_what_was_given(
    client: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
) -> None:
    monkeypatch.setattr(api, "people_available", Mock(side_effect=fault))
    assert client.get(f"{WIDGET}/settings").status_code >= 400
    assert caplog.records
    assert THE_WORD not in caplog.text


def test_whoever_is_second_at_the_same_moment_is_told_so(
    bob: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    clash = IntegrityError("insert", {}, UniqueViolation("the address is taken"))
    monkeypatch.setattr("helpdesk.tickets.api.newest_first", Mock(side_effect=clash))
    answer = bob.client.get("/api/v1/tickets", headers=bob.headers)
    assert answer.status_code == 409
    assert "at this very moment" in answer.get_json()["detail"]


def test_health_names_the_part_that_does_not_answer(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HEED_RASA_URL", "HEED_ACTIONS_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/webhook")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    parts = {"web": True, "database": True, "worker": False, "rasa": False, "actions": False}
    assert answer.get_json() == {"status": "failing", "parts": parts, "given_up": []}


def test_a_desk_without_its_bot_lives_and_is_ready(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_RASA_URL", "http://127.0.0.1:1/webhook")
    assert [client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 200]


def test_a_desk_without_its_database_lives_and_is_not_ready(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "transaction", Mock(side_effect=OperationalError("", {}, Mock())))
    assert [client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 503]


def test_health_is_ok_when_every_part_answers(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = dict.fromkeys(("web", "worker", "rasa", "actions", "database"), True)
    monkeypatch.setattr(health, "parts", lambda: everything)
    answer = client.get("/healthz")
    said = {"status": "ok", "parts": everything, "given_up": []}
    assert (answer.status_code, answer.get_json()) == (200, said)


def test_a_part_that_was_given_up_is_named_to_monitors_and_to_people_of_the_desk(
    bob: Staff, dora: Customer, settings: Settings
) -> None:
    before = bob.client.get("/console").get_data(as_text=True)
    health.write_supervision(settings.home, Supervision(given_up=("rasa",)), [])
    try:
        page = bob.client.get("/console").get_data(as_text=True)
        counts = bob.client.get("/console/rail").get_data(as_text=True)
        portal = dora.client.get("/help").get_data(as_text=True)
        monitored = dora.client.get("/healthz").get_json()
    finally:
        (settings.home / health.SUPERVISOR).unlink()
    assert "The bot died too often" in page
    assert "The bot died too often" in counts
    assert "died too often" not in before + portal
    assert monitored["given_up"] == ["rasa"]
