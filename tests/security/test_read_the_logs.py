"""Somebody reads the log files to learn what customers wrote; every part fails with their words."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from helpdesk.platform.config import secret
from tests.stack import Stack
from tests.visitor import Visitor

pytestmark = pytest.mark.stack


@pytest.fixture
def word() -> str:
    """A word that nobody else says."""
    return f"quincunx{uuid4().hex[:12]}"


@contextmanager
def without(stack: Stack, part: str) -> Iterator[None]:
    """The desk while this part is down."""
    if part == "database":
        stack.kill_database()
    else:
        stack.kill(part)
    try:
        yield
    finally:
        if part == "database":
            stack.start_database()
        stack.revive()


def logs_with(stack: Stack, word: str) -> dict[str, str]:
    """The log files that hold the word, with what stands before it."""
    files = [*(stack.settings.home / "logs").iterdir(), stack.settings.home / "postgres" / "log"]
    texts = {str(file): file.read_text(errors="replace") for file in files}
    assert any(texts.values())
    return {name: text.partition(word)[0][-300:] for name, text in texts.items() if word in text}


def told(stack: Stack, part: str, body: Any) -> int:
    """What this part answers to the desk, or to Rasa, when it is sent this body."""
    urls = {
        "rasa": f"{stack.addresses.rasa}/webhooks/helpdesk/webhook",
        "actions": f"{stack.addresses.actions}/webhook",
    }
    headers = {"Authorization": f"Bearer {secret(stack.settings.home, f'{part}_token')}"}
    return httpx.post(urls[part], json=body, headers=headers, timeout=30).status_code


@pytest.mark.parametrize("part", ["actions", "rasa", "database"])
def test_a_part_that_is_down_leaves_no_words_behind(stack: Stack, part: str, word: str) -> None:
    visitor = Visitor.arrives(stack.url)
    turn = {"sender": f"{visitor.conversation_id}:1", "message": f"my {word}", "metadata": {}}
    with without(stack, part):
        with suppress(httpx.HTTPError):
            visitor.says(f"where is my {word}")
        if part != "rasa":
            told(stack, "rasa", turn)
        httpx.get(f"{stack.url}/help/search", params={"q": word}, timeout=30)
    assert Visitor.arrives(stack.url).asks(f"how long do returns of a {word} take")
    assert logs_with(stack, word) == {}


def test_data_that_no_part_expects_leaves_no_words_behind(stack: Stack, word: str) -> None:
    visitor = Visitor.arrives(stack.url)
    for text in (f"{word}\x00", f"{word}\ud800", word * 3000):
        headers = {**visitor.headers, "Content-Type": "application/json"}
        body = json.dumps({"text": text, "client_id": word})
        httpx.post(f"{visitor.url}/messages", content=body, headers=headers, timeout=30)
        httpx.get(f"{stack.url}/help/search", params={"q": text.encode("utf-8", "replace")})
    for turn in (word, {"sender": word, "message": {word: word}}, {"sender": word, "message": 7}):
        assert told(stack, "rasa", turn) == 500
    slots = {"what_happened": word, "offer": word}
    for tracker in (word, {"latest_message": word}, {"sender_id": "x:1", "slots": slots}):
        action = {"next_action": "action_answer_question", "tracker": tracker, "domain": {}}
        assert told(stack, "actions", action) == 500
    assert logs_with(stack, word) == {}


def test_what_the_database_refuses_leaves_no_words_behind(stack: Stack, word: str) -> None:
    with psycopg.connect(stack.database_url) as connection, pytest.raises(psycopg.DataError):
        connection.execute("select %s::integer", [word])
    assert logs_with(stack, word) == {}
