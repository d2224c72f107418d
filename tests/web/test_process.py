"""A web process is ready before it serves, and says so when it cannot be."""

import logging
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.articles.models import Question
from helpdesk.web.process import WebProcess
from tests.make import make_article

WAITING = {"psycopg", "sqlalchemy", "requests", "httpx"}
LOADED = f"import helpdesk.web.process, sys; print(*sorted({WAITING!r} & set(sys.modules)))"


def test_the_models_are_asked_before_the_first_customer_asks(
    app: APIFlask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(session, "When does my order leave?", "It leaves within two days.")
    embedder = knowledge.embedder_in_use
    assert embedder
    asked = Mock(wraps=embedder.embed)
    monkeypatch.setattr(embedder, "embed", asked)
    app.extensions["warm_up"]()
    assert asked.called
    assert session.scalar(select(func.count()).select_from(Question)) == 0


def test_a_process_that_cannot_load_ahead_serves_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse() -> None:
        raise ConnectionError("no database yet")

    with caplog.at_level(logging.ERROR):
        loaded_with(refuse)
    assert "the first to ask wait" in caplog.text


def test_nothing_that_waits_is_loaded_before_calls_take_turns() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def loaded_with(warm_up: Callable[[], None]) -> None:
    """Load an application that warms up so, as gunicorn has a process do it."""
    process = object.__new__(WebProcess)
    served = SimpleNamespace(extensions={"warm_up": warm_up})
    process.app = SimpleNamespace(wsgi=lambda: served)
    process.load_wsgi()
    assert process.wsgi is served
