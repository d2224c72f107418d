"""The first start fills an empty desk, with the demo or one admin; the next changes nothing."""

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from helpdesk.accounts.demo import DEMO_PEOPLE
from helpdesk.app import create_app
from helpdesk.launch import postgres
from helpdesk.launch.prepare import prepare
from helpdesk.platform import events
from helpdesk.platform.config import Settings
from tests.command_line import Heed


def counts(settings: Settings) -> dict[str, int]:
    """How many articles, versions of them, passages and agents there are."""
    tables = ("article", "article_version", "kb_passage", "agent")
    with psycopg.connect(str(settings.database_url)) as connection:
        return {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]  # type: ignore[index]  # noqa: S608
            for table in tables
        }


def prepared(settings: Settings) -> str:
    said: list[str] = []
    prepare(settings, postgres.start(settings), said.append)
    return "\n".join(said)


def test_the_demo_comes_once_and_never_twice(desk_settings: Settings, trainer: Path) -> None:
    assert "Demo help centre: 40 of 40" in prepared(desk_settings)
    first = counts(desk_settings)
    assert first["article"] == 40
    assert first["agent"] == len(DEMO_PEOPLE)
    assert first["kb_passage"] >= 40
    assert "Demo" not in prepared(desk_settings)
    assert counts(desk_settings) == first
    assert len(trainer.read_text().splitlines()) == 1


def test_the_first_start_plays_a_past_that_left_feedback_and_deadlines(
    desk_settings: Settings, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A process of its own: nobody connected the facts before.
    monkeypatch.setattr(events, "reactions", defaultdict(list))
    assert "contacts" in prepared(replace(desk_settings, demo_days=4))
    with psycopg.connect(str(desk_settings.database_url)) as connection:
        for table in ("feedback", "ticket_deadline", "ticket_survey"):
            (number,) = connection.execute(f"select count(*) from {table}").fetchone() or (0,)  # noqa: S608
            assert number > 0, table


def test_the_demo_asked_for_again_doubles_nothing(desk: Heed, desk_settings: Settings) -> None:
    assert desk("demo").stdout.splitlines() == [
        "4 people added, 0 unchanged. 2 teams added.",
        "40 articles added, 0 changed, 0 unchanged.",
        "2 policies of deadlines added. 18 categories of tickets added. 3 fields of tickets added. "
        "5 views added. 1 checklist added.",
        "5 macros added.",
        "One rule added.",
        "Replies: a worker learns them from the past.",
        "The past: unchanged.",
    ]
    first = counts(desk_settings)
    assert desk("demo").stdout.splitlines() == [
        "0 people added, 4 unchanged. Teams unchanged.",
        "0 articles added, 0 changed, 40 unchanged.",
        "Deadlines unchanged. Categories unchanged. Fields unchanged. Views unchanged. "
        "Checklists unchanged.",
        "Macros unchanged.",
        "Rules unchanged.",
        "Replies: a worker learns them from the past.",
        "The past: unchanged.",
    ]
    assert counts(desk_settings) == first


def test_without_the_demo_there_is_one_admin_whose_password_is_said_once(
    desk_settings: Settings, trainer: Path
) -> None:
    bare = replace(desk_settings, demo=False)
    found = re.search(
        r"admin@heed.local, one-time password (\S+) \(shown only now\)", prepared(bare)
    )
    assert found
    assert counts(bare) == {"article": 0, "article_version": 0, "kb_passage": 0, "agent": 1}
    again = prepared(bare)
    assert "password" not in again
    assert found.group(1) not in again
    assert counts(bare)["agent"] == 1


def test_without_the_demo_there_is_no_shop_and_the_help_centre_is_empty(
    desk_settings: Settings, trainer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = replace(desk_settings, demo=False, rate_limits=False)
    prepared(bare)
    monkeypatch.setenv("HEED_HOME", str(bare.home))
    client = create_app(bare).test_client()
    assert client.get("/demo").status_code == 404
    assert client.get("/help").status_code == 200
    assert client.get("/api/v1/articles/search?q=returns").json == {"results": []}
