"""`heed up`: prepare what is missing, start everything, say where it is."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import httpx

from helpdesk.accounts.demo import DEMO_PEOPLE
from helpdesk.launch import postgres, private
from helpdesk.launch.faults import LaunchFault, check_disk
from helpdesk.launch.ports import check_port
from helpdesk.launch.processes import Addresses
from helpdesk.launch.supervision.leftovers import end_leftovers
from helpdesk.launch.supervision.parts import parts_of
from helpdesk.launch.supervision.supervisor import LOG, Supervisor
from helpdesk.migrations.roles import Database
from helpdesk.platform.config import OWNER_URL, Settings, environment_for, secret

START_TIMEOUT = 180
Say = Callable[[str], None]


def up(settings: Settings, say: Say, *, reload: bool = False) -> None:
    """Run the desk until Ctrl-C; raise LaunchFault with one sentence when it cannot.

    With `reload`, its parts begin anew when their code changes.
    """
    _end_cleanly()
    private.close_to_others(settings.home)
    check_disk(settings.home)
    end_leftovers(settings.home)
    check_port(settings.port, "HEED_PORT")
    say("Database: starting")
    database = postgres.start(settings)
    _prepare(settings, database)
    addresses = Addresses.choose(settings)
    parts = parts_of(settings, addresses, database.application, reload=reload)
    supervisor = Supervisor(parts, settings.home, say)
    say("Processes: starting web, worker, actions and rasa")
    threading.Thread(target=greet, args=(settings, addresses, say), daemon=True).start()
    supervisor.run()


def _end_cleanly() -> None:
    """SIGTERM and a closed terminal end the desk as Ctrl-C does, PostgreSQL included."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))


def _prepare(settings: Settings, database: Database) -> None:
    """In a process of its own, which gives back the memory that training and export take."""
    command = [sys.executable, "-m", "helpdesk.cli", "prepare"]
    environment = environment_for(
        settings,
        {"DATABASE_URL": database.application, OWNER_URL: database.owner},
    )
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        raise LaunchFault("The desk was not started.")


def greet(settings: Settings, addresses: Addresses, say: Say) -> None:
    """Wait until every part answers, then say where everything is."""
    started, ready = time.monotonic(), set[str]()
    while time.monotonic() - started < START_TIMEOUT:
        parts = _parts(addresses.web)
        for part in sorted({name for name, ok in parts.items() if ok} - ready):
            say(f"Processes: {part} answers")
            ready.add(part)
        if parts and all(parts.values()):
            say(welcome(settings, addresses))
            return
        time.sleep(0.3)
    missing = ", ".join(sorted(name for name, ok in _parts(addresses.web).items() if not ok))
    say(f"Still waiting for {missing or 'web'}. Read {settings.home / LOG}.")


def _parts(web: str) -> dict[str, bool]:
    try:
        parts: dict[str, bool] = httpx.get(f"{web}/healthz", timeout=5).json()["parts"]
    except (httpx.HTTPError, ValueError, KeyError):
        return {}
    return parts


def welcome(settings: Settings, addresses: Addresses) -> str:
    """Addresses and accounts, for the person at the terminal."""
    lines = ["", f"Heed is ready.   Console  {addresses.web}/console"]
    lines += [f"                 Portal   {addresses.web}/help"]
    if settings.demo:
        password = secret(settings.home, "demo_password")
        lines += [f"                 Demo     {addresses.web}/demo   (a shop page with the widget)"]
        lines += ["", f"Demo accounts, all with the password {password}"]
        lines += [f"  {email:26}{role.replace('_', ' ')}" for email, _, role in DEMO_PEOPLE]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])
