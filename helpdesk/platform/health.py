"""Which parts of the desk answer right now."""

from collections.abc import Callable
from datetime import timedelta

import httpx
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.platform.config import Settings, SettingsFault, from_environment, secret
from helpdesk.platform.db import transaction

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
        seconds = WORKER_SEEN_WITHIN.total_seconds()
        return bool(session.execute(_WORKER, {"seconds": seconds}).scalar_one())


def _rasa() -> bool:
    token = secret(Settings.from_env().home, "rasa_token")
    return _reached(f"{from_environment('HEED_RASA_URL')}/", {"Authorization": f"Bearer {token}"})


def _actions() -> bool:
    url = from_environment("HEED_ACTIONS_URL").removesuffix("/webhook")
    return _reached(f"{url}/health", {})


def _reached(url: str, headers: dict[str, str]) -> bool:
    """A proxy of the environment is not asked: these addresses are on this machine."""
    return httpx.get(url, headers=headers, timeout=2, trust_env=False).is_success
