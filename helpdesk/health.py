"""Which parts of the desk answer right now."""

from collections.abc import Callable
from datetime import timedelta

import httpx
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.config import Settings, SettingsFault, from_environment, secret
from helpdesk.db import transaction

WORKER_SEEN_WITHIN = timedelta(seconds=15)
_WORKER = text(
    "select exists (select from procrastinate_workers "
    "where last_heartbeat > now() - make_interval(secs => :seconds))"
)


def parts() -> dict[str, bool]:
    """Each part and whether it answers; `web` answers by being asked."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database,
        "worker": _worker,
        "rasa": _rasa,
        "actions": _actions,
    }
    return {"web": True, **{name: _answers(check) for name, check in checks.items()}}


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
        seconds = WORKER_SEEN_WITHIN.total_seconds()
        return bool(session.execute(_WORKER, {"seconds": seconds}).scalar_one())


def _rasa() -> bool:
    token = secret(Settings.from_env().home, "rasa_token")
    url = from_environment("HEED_RASA_URL")
    return httpx.get(f"{url}/status", params={"token": token}, timeout=2).status_code == 200


def _actions() -> bool:
    url = from_environment("HEED_ACTIONS_URL").removesuffix("/webhook")
    return httpx.get(f"{url}/health", timeout=2).status_code == 200
