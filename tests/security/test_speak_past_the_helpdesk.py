"""Somebody on the same machine speaks to Rasa and to the action server as if they were the desk."""

import json
from typing import Any
from urllib.parse import urlencode

import httpx
import psutil
import psycopg
import pytest

from helpdesk.platform.config import secret
from tests.stack import Stack
from tests.visitor import Visitor

pytestmark = pytest.mark.stack

SECRETS = ("rasa_token", "actions_token", "bot_token")
OTHER_CHANNELS = ("rest", "callback", "socketio", "chatroom", "slack")
HTTP_API = (
    ("GET", "/status"),
    ("GET", "/domain"),
    ("GET", "/conversations/{sender}/tracker"),
    ("GET", "/conversations/{sender}/story"),
    ("POST", "/conversations/{sender}/tracker/events"),
    ("POST", "/conversations/{sender}/trigger_intent"),
    ("POST", "/conversations/{sender}/messages"),
    ("POST", "/conversations/{sender}/execute"),
    ("POST", "/model/parse"),
    ("POST", "/model/train"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
)  # fmt: skip


def channel(stack: Stack, name: str = "helpdesk") -> str:
    return f"{stack.addresses.rasa}/webhooks/{name}"


def strangers(stack: Stack) -> list[dict[str, str]]:
    """The headers of nobody, of a guesser, and of whoever found the secret of another part."""
    found = of_the_desk(stack, "bot_token")
    return [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer guessed"}, found]


def of_the_desk(stack: Stack, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret(stack.settings.home, name)}"}


def a_turn(sender: str, text: str) -> dict[str, Any]:
    return {"sender": sender, "message": text, "metadata": {"message_id": 1}}


def an_action(name: str, sender: str) -> dict[str, Any]:
    """What Rasa sends when the complaint of this conversation is to be filed."""
    slots = {"what_happened": "It broke.", "complaint_decision": "send"}
    tracker = {
        "sender_id": f"{sender}:1", "slots": slots, "events": [], "paused": False,
        "latest_message": {"text": "/affirm", "intent": {"name": "affirm"}},
    }  # fmt: skip
    return {"next_action": name, "sender_id": f"{sender}:1", "tracker": tracker, "domain": {}}


def count(stack: Stack, table: str) -> int:
    with psycopg.connect(stack.database_url) as connection:
        row = connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608
        assert row
        return int(row[0])


def test_nobody_but_the_desk_speaks_for_a_customer(stack: Stack) -> None:
    victim = Visitor.arrives(stack.url)
    before = count(stack, "rasa.events")
    for name in ("helpdesk", *OTHER_CHANNELS):
        for headers in strangers(stack):
            body = a_turn(f"{victim.conversation_id}:1", "where is my ticket T-2026-000001")
            answer = httpx.post(f"{channel(stack, name)}/webhook", json=body, headers=headers)
            assert answer.status_code in {401, 404}, (name, headers)
            assert answer.status_code == 404 or name == "helpdesk"
    assert count(stack, "rasa.events") == before


def test_nobody_but_the_desk_reads_what_was_said(stack: Stack) -> None:
    victim = Visitor.arrives(stack.url)
    victim.asks("how long do returns take")
    said = f"{channel(stack)}/conversations/{victim.conversation_id}:1/events"
    for headers in strangers(stack):
        assert httpx.get(said, headers=headers).status_code == 401
    kept = httpx.get(said, headers=of_the_desk(stack, "rasa_token")).json()["events"]
    assert "how long do returns take" in [event.get("text") for event in kept]


@pytest.mark.parametrize(("method", "path"), HTTP_API)
def test_rasas_own_interface_is_not_there(stack: Stack, method: str, path: str) -> None:
    url = f"{stack.addresses.rasa}{path.format(sender='someone:1')}"
    token = secret(stack.settings.home, "rasa_token")
    for params in ({}, {"token": token}):
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.request(method, url, params=params, headers=headers, json={})
        assert answer.status_code == 404


def test_nobody_but_rasa_runs_an_action(stack: Stack) -> None:
    victim = Visitor.arrives(stack.url)
    before = count(stack, "complaint")
    body = an_action("action_finish_complaint", victim.conversation_id)
    for headers in strangers(stack):
        for url in (f"{stack.addresses.actions}/webhook", f"{stack.addresses.actions}/actions"):
            assert httpx.post(url, json=body, headers=headers).status_code == 401
            assert httpx.get(url, headers=headers).status_code == 401
    assert count(stack, "complaint") == before
    headers = of_the_desk(stack, "actions_token")
    url = f"{stack.addresses.actions}/webhook"
    assert httpx.post(url, json=body, headers=headers).status_code == 200
    assert count(stack, "complaint") == before + 1


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_page_may_send_without_asking_is_refused(stack: Stack, kind: str) -> None:
    """Even with the secret: a browser posts forms and plain text to any address."""
    body = a_turn("someone:1", "hello")
    content = urlencode(body) if "urlencoded" in kind else json.dumps(body)
    for url, name in (
        (f"{channel(stack)}/webhook", "rasa_token"),
        (f"{stack.addresses.actions}/webhook", "actions_token"),
    ):
        headers = {**of_the_desk(stack, name), "Content-Type": kind}
        assert httpx.post(url, content=content, headers=headers).status_code == 415


def test_a_page_of_another_site_may_not_even_ask(stack: Stack) -> None:
    """The preflight of a browser is answered without a permission."""
    headers = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    for url in (f"{channel(stack)}/webhook", f"{stack.addresses.actions}/webhook"):
        answer = httpx.options(url, headers=headers)
        assert "access-control-allow-origin" not in answer.headers


def test_no_secret_stands_in_a_command_line(stack: Stack) -> None:
    """Everybody on the machine reads the command lines of all processes."""
    folder = stack.settings.home / "secrets"
    values = {file.name: file.read_text().strip() for file in folder.iterdir()}
    assert set(SECRETS) <= set(values)
    running = psutil.process_iter(["cmdline"])
    lines = [" ".join(process.info["cmdline"] or ()) for process in running]
    assert any("gunicorn" in line for line in lines)
    for name, value in values.items():
        assert not [line for line in lines if value in line], name
