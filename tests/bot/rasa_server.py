"""Trains the bot when its inputs changed, and runs Rasa and the action server for tests."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
HOME = Path(os.environ.get("HEED_HOME") or ROOT / ".heed")
EMBEDDING = Path(
    os.environ.get("HEED_EMBEDDING_FOLDER") or HOME / "models/embedding/all-MiniLM-L6-v2"
)
PATIENCE_SECONDS = 120


class DidNotStart(Exception):
    """A process ended, or was not ready in time."""


@dataclass(frozen=True)
class Reply:
    """One message of the bot."""

    text: str
    payloads: list[str]
    custom: dict[str, object]


@dataclass(frozen=True)
class RunningBot:
    """A Rasa server with its action server, reachable as the helpdesk reaches it."""

    url: str

    def send(self, sender: str, message: str, *, message_id: int = 1) -> list[Reply]:
        body = {"sender": sender, "message": message, "metadata": {"message_id": message_id}}
        answer = httpx.post(
            f"{self.url}/webhooks/rest/webhook", json=body, timeout=30, trust_env=False
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
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "HEED_EMBEDDING_FOLDER": str(ensured_embedding()),
        "PYTHONWARNINGS": "ignore",
    }


def ensured_embedding() -> Path:
    """The exported sentence model; exporting it takes half a minute, once."""
    if not (EMBEDDING / "model.onnx").is_file():
        from knowledge_base.export import DEFAULT_MODEL, export

        export(DEFAULT_MODEL, EMBEDDING)
    return EMBEDDING


def trained_model() -> Path:
    """A model named after the hash of everything that training reads."""
    model = HOME / "models" / "rasa" / f"{inputs_hash()}.tar.gz"
    if not model.is_file():
        done = rasa("train", "--out", str(model.parent), "--fixed-model-name", inputs_hash())
        if not model.is_file():
            raise DidNotStart(f"Training failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return model


def inputs_hash() -> str:
    """Changes when the pipeline, the words, the examples or the sentence model change."""
    inputs = [
        ROOT / "config.yml",
        ROOT / "domain.yml",
        ensured_embedding() / "model.onnx",
        *sorted((ROOT / "bot" / "data").rglob("*.yml")),
        *sorted((ROOT / "bot" / "nlu_components").glob("*.py")),
    ]
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@contextmanager
def running_actions(helpdesk_url: str, logs: Path) -> Iterator[str]:
    """The real action server on a free loopback port: its address."""
    port = _free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "bot.actions", "--port", str(port)]
    environment = {
        **os.environ,
        "SANIC_HOST": "127.0.0.1",
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
    url = f"http://127.0.0.1:{_free_port()}"
    endpoints = logs / "endpoints.yml"
    with running_actions(helpdesk_url, logs) as actions_url:
        endpoints.write_text(f"action_endpoint:\n  url: {actions_url}/webhook\n")
        server = [str(RASA_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1"]
        server += ["-p", url.rpartition(":")[2], "-m", str(trained_model())]
        server += ["--enable-api", "--auth-token", "for-tests", "--endpoints", str(endpoints)]
        server += ["--credentials", str(ROOT / "bot/credentials.yml")]
        with _process(server, rasa_environment(), logs / "rasa.log") as process:
            _wait_for(f"{url}/status?token=for-tests", process, logs / "rasa.log")
            yield RunningBot(url)


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
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise DidNotStart(f"{url} is not ready:\n{log.read_text(errors='replace')[-3000:]}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _reply(said: dict[str, object]) -> Reply:
    custom = said.get("custom")
    custom = custom if isinstance(custom, dict) else {}
    buttons = said.get("buttons") or custom.get("buttons") or []
    assert isinstance(buttons, list)
    return Reply(
        text=str(said.get("text") or custom.get("text") or ""),
        payloads=[str(button["payload"]) for button in buttons],
        custom=custom,
    )
