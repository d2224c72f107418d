"""Which parts of the desk answer right now, and what `heed up` does about those that do not."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.platform.config import Settings, SettingsFault, from_environment, secret
from helpdesk.platform.db import transaction

SUPERVISOR = "supervisor.json"
CLOCK_SHIFT = 2.0  # seconds by which the start of one process may differ from look to look
WORKER_SEEN = (
    "select exists (select from procrastinate_workers "
    "where last_heartbeat > now() - interval '15 seconds')"
)


@dataclass(frozen=True)
class Supervision:
    """The parts that `heed up` gave up, and those that it starts again just now."""

    given_up: tuple[str, ...] = ()
    restarting: tuple[str, ...] = ()


def write_supervision(home: Path, found: Supervision, children: Iterable[int]) -> None:
    """Write down what this process knows of its children, for everybody else on this machine."""
    pids = (os.getpid(), *children)
    processes = [[pid, started] for pid in pids if (started := _started(pid))]
    draft = home / f"{SUPERVISOR}.draft"
    draft.write_text(json.dumps({"processes": processes, **asdict(found)}))
    draft.replace(home / SUPERVISOR)


def read_supervision(home: Path) -> Supervision:
    """What the running `heed up` says; nothing of a dead one, whose word is out of date."""
    said = _said(home)
    if _speaker(said) is None:
        return Supervision()
    return Supervision(tuple(said["given_up"]), tuple(said["restarting"]))


def supervisor_of(home: Path) -> int | None:
    """The `heed up` that runs on this home."""
    return _speaker(_said(home))


def recorded(home: Path) -> list[psutil.Process]:
    """The last `heed up` of this home and its children, as far as they live."""
    known = _said(home).get("processes", [])
    return [psutil.Process(pid) for pid, started in known if _lives(pid, started)]


def _said(home: Path) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads((home / SUPERVISOR).read_text())
    except FileNotFoundError:
        return {}
    return said


def _speaker(said: dict[str, Any]) -> int | None:
    """Who wrote that down, if it still runs."""
    if not said:
        return None
    pid, started = said["processes"][0]
    return int(pid) if _lives(pid, started) else None


def _lives(pid: int, started: float) -> bool:
    """Is it still that process? Numbers are given again."""
    found = _started(pid)
    return found is not None and abs(found - started) < CLOCK_SHIFT


def _started(pid: int) -> float | None:
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.NoSuchProcess:
        return None


def parts() -> dict[str, bool]:
    """Each part and whether it answers; `web` answers by being asked."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database,
        "worker": _worker,
        "rasa": _rasa,
        "actions": _actions,
    }
    return {"web": True, **{name: _answers(check) for name, check in checks.items()}}


def is_ready() -> bool:
    """Is what customers send kept? The parts that answer it may come later."""
    return _answers(_database)


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (httpx.HTTPError, SQLAlchemyError, SettingsFault):
        return False


def _database() -> bool:
    with transaction() as session:
        return bool(session.execute(text("select 1")).scalar_one())


def _worker() -> bool:
    with transaction() as session:
        return bool(session.execute(text(WORKER_SEEN)).scalar_one())


def _rasa() -> bool:
    token = secret(Settings.from_env().home, "rasa_token")
    return _reached(f"{from_environment('HEED_RASA_URL')}/", {"Authorization": f"Bearer {token}"})


def _actions() -> bool:
    url = from_environment("HEED_ACTIONS_URL").removesuffix("/webhook")
    return _reached(f"{url}/health", {})


def _reached(url: str, headers: dict[str, str]) -> bool:
    """A proxy of the environment is not asked: these addresses are on this machine."""
    return httpx.get(url, headers=headers, timeout=2, trust_env=False).is_success
