"""The parts of the desk, and how each is asked whether it still answers."""

import httpx
import psycopg

from helpdesk.launch.exports import bot_model
from helpdesk.launch.processes import Addresses, processes
from helpdesk.launch.supervision.reloading import reloading
from helpdesk.launch.supervision.supervisor import Part, Probe
from helpdesk.platform.config import Settings, secret
from helpdesk.platform.health import WORKER_SEEN

PATIENCE = 5


def parts_of(
    settings: Settings, addresses: Addresses, database_url: str, *, reload: bool
) -> list[Part]:
    """Everything that is to run; `reload` has it follow its code."""
    model = bot_model(settings)
    children = processes(settings, addresses=addresses, database_url=database_url, model=model)
    asked = _probes(settings, addresses, database_url)
    if reload:
        children = [reloading(child) for child in children]
    return [Part(child, asked[child.name]) for child in children]


def _probes(settings: Settings, addresses: Addresses, database_url: str) -> dict[str, Probe]:
    rasa = {"Authorization": f"Bearer {secret(settings.home, 'rasa_token')}"}
    return {
        "database": lambda: _database(database_url),
        "web": lambda: _reached(f"{addresses.web}/livez", least=500),
        "worker": lambda: _worker(database_url),
        "actions": lambda: _reached(f"{addresses.actions}/health"),
        "rasa": lambda: _reached(f"{addresses.rasa}/webhooks/helpdesk/", headers=rasa),
    }


def _reached(url: str, *, least: int = 400, headers: dict[str, str] | None = None) -> bool:
    """Is there an answer with a status below `least`? The web process may refuse, and lives."""
    try:
        answer = httpx.get(url, headers=headers, timeout=PATIENCE, trust_env=False)
    except httpx.HTTPError:
        return False
    return answer.status_code < least


def _database(url: str) -> bool:
    """A database that refuses, because it recovers or is full, is there and busy."""
    try:
        psycopg.connect(url, connect_timeout=PATIENCE).close()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.OperationalError:
        return True
    return True


def _worker(url: str) -> bool | None:
    """Its heartbeat is a row; without the database nobody can tell."""
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            row = connection.execute(WORKER_SEEN).fetchone()
    except psycopg.Error:
        return None
    return bool(row and row[0])
