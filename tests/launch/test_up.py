"""`heed up` for real: it says where the desk is, answers, and leaves no process behind."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from helpdesk.launch.private import open_to_others
from tests.launched import home_with_models, lives, started, words_of
from tests.waiting import until

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """HEED_HOME for every start of this file."""
    with home_with_models() as folder:
        yield folder


def assert_nobody_left(family: list[psutil.Process]) -> None:
    until(
        lambda: not any(lives(p) for p in family),
        seconds=15,
        what=f"{[words_of(p)[:60] for p in family if lives(p)]} to end",
    )


def test_a_desk_starts_answers_and_ends_with_ctrl_c_pressed_twice(home: Path) -> None:
    with started(home) as desk:
        desk.wait_until_ready()
        web = desk.url
        for words in (f"{web}/console", f"{web}/help", f"{web}/demo", "mia@fernhill.example"):
            assert words in desk.said
        for part in ("Database", "Sentence model", "Demo help centre", "Bot", "Processes"):
            assert f"{part}: " in desk.said
        health = httpx.get(f"{web}/healthz", timeout=10)
        assert (health.status_code, health.json()["status"]) == (200, "ok")

        asked = desk.heed("ask", "--json", "how long do returns take")
        assert asked.returncode == 0, asked.stderr
        answer = json.loads(asked.stdout)
        assert answer["sources"][0]["title"]
        assert 0 < answer["confidence"] <= 1
        assert answer["answer"]

        found = desk.heed("kb", "search", "returns")
        assert "/help/" in found.stdout
        examined = desk.heed("doctor")
        assert examined.returncode == 0, examined.stdout
        assert "FAIL" not in examined.stdout
        assert list(open_to_others(home)) == []

        family = desk.family()
        names = " ".join(words_of(process) for process in family)
        for part in ("gunicorn", "helpdesk.worker", "bot.action_server", "rasa run", "postgres"):
            assert part in names
        os.killpg(desk.process.pid, signal.SIGINT)
        os.killpg(desk.process.pid, signal.SIGINT)
        assert desk.process.wait(timeout=30) == 0
        assert "Traceback" not in desk.said
        assert_nobody_left(family)


def test_a_desk_whose_start_was_killed_is_taken_over_by_the_next_one(home: Path) -> None:
    """On the same home, after a process that used PostgreSQL was killed and never signed off."""
    killed = subprocess.Popen(["true"])
    killed.wait()
    (home / "postgres" / ".handle_pids.json").write_text(json.dumps([killed.pid]))
    with started(home) as desk:
        desk.wait_until_ready()
        assert "Demo help centre: loading" not in desk.said
        family = desk.family()
        desk.process.kill()
        desk.process.wait()
        assert_nobody_left(family)
    with started(home) as desk:
        desk.wait_until_ready()
        family = desk.family()
    assert_nobody_left(family)
