"""Runs Rasa and the action server for tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from helpdesk.launch import exports
from helpdesk.launch.ports import free_port
from tests import models
from tests.models import ROOT, SETTINGS

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
PATIENCE_SECONDS = 120
FOR_TESTS = {"Authorization": "Bearer for-tests"}


class DidNotStart(Exception):
    """A process ended, or was not ready in time."""


@dataclass(frozen=True)
class Reply:
    """One message of the bot."""

    text: str
    payloads: list[str]
    titles: list[str]
    custom: dict[str, object]


@dataclass(frozen=True)
class RunningBot:
    """A Rasa server with its action server, reachable as the helpdesk reaches it."""

    url: str

    def send(
        self, sender: str, message: str, *, message_id: int = 1, language: str = "en"
    ) -> list[Reply]:
        metadata = {"message_id": message_id, "language": language}
        body = {"sender": sender, "message": message, "metadata": metadata}
        answer = httpx.post(
            f"{self.url}/webhook", json=body, headers=FOR_TESTS, timeout=30, trust_env=False
        )
        answer.raise_for_status()
        return [_reply(said) for said in answer.json()]


def rasa(*arguments: str, timeout: int = 280) -> subprocess.CompletedProcess[str]:
    """Runs a rasa command in its own environment, from the repository's root."""
    return subprocess.run(
        [str(RASA_PYTHON), "-m", "rasa", *arguments],
        cwd=ROOT,
        env=rasa_environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def rasa_environment() -> dict[str, str]:
    models.sentence_model()
    return {**exports.rasa_environment(SETTINGS), "PYTHONWARNINGS": "ignore"}


@contextmanager
def running_actions(helpdesk_url: str, logs: Path) -> Iterator[str]:
    """The real action server on a free loopback port: its address."""
    port = free_port()
    command = [sys.executable, "-m", "bot.action_server", str(port)]
    environment = {
        **os.environ,
        "HEED_ACTIONS_TOKEN": "for-tests",
        "HEED_INTERNAL_URL": helpdesk_url,
        "HEED_BOT_TOKEN": "for-tests",
    }
    url = f"http://127.0.0.1:{port}"
    with _process(command, environment, logs / "actions.log") as process:
        _wait_for(f"{url}/health", process, logs / "actions.log")
        yield url


@contextmanager
def running_bot(helpdesk_url: str, logs: Path) -> Iterator[RunningBot]:
    """Rasa with an in-memory tracker and the real action server, on free loopback ports."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/webhooks/helpdesk"
    endpoints = logs / "endpoints.yml"
    with running_actions(helpdesk_url, logs) as actions_url:
        endpoints.write_text(_without_tracker_store())
        server = [str(RASA_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
        server += ["-m", str(models.trained_bot()), "--endpoints", str(endpoints)]
        server += ["--credentials", str(ROOT / "bot/credentials.yml")]
        environment = {
            **rasa_environment(),
            "HEED_ACTIONS_URL": f"{actions_url}/webhook",
            "HEED_ACTIONS_TOKEN": "for-tests",
            "HEED_RASA_TOKEN": "for-tests",
        }
        with _process(server, environment, logs / "rasa.log") as process:
            _wait_for(f"{url}/", process, logs / "rasa.log")
            yield RunningBot(url)


def _without_tracker_store() -> str:
    """The endpoints of the desk, up to the database, which single conversations do not need."""
    return (ROOT / "bot/endpoints.yml").read_text().partition("tracker_store:")[0]


@contextmanager
def _process(
    command: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=written, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, headers=FOR_TESTS, timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise DidNotStart(f"{url} is not ready:\n{log.read_text(errors='replace')[-3000:]}")


def _reply(said: dict[str, object]) -> Reply:
    custom = said.get("custom")
    custom = custom if isinstance(custom, dict) else {}
    buttons = said.get("buttons") or custom.get("buttons") or []
    assert isinstance(buttons, list)
    return Reply(
        text=str(said.get("text") or custom.get("text") or ""),
        payloads=[str(button["payload"]) for button in buttons],
        titles=[str(button["title"]) for button in buttons],
        custom=custom,
    )
