"""`heed doctor`: what is healthy, what is not, and what to do about it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from smtplib import SMTPException

import httpx

from helpdesk.launch import postgres
from helpdesk.launch.exports import RASA, ROOT, bot_model
from helpdesk.launch.faults import ENOUGH_MEGABYTES, LaunchFault
from helpdesk.launch.private import open_to_others
from helpdesk.platform.config import Settings
from helpdesk.platform.health import Supervision, read_supervision
from helpdesk.platform.mail import SmtpMailer, why_not_sent

START = "Start the desk with `make run`."
ADVICE = {
    "database": "Check DATABASE_URL, or start the desk with `make run`.",
    "worker": "Messages are kept but not answered until a worker runs: `make run`.",
    "rasa": "Conversations are handed to people until Rasa runs: `make run`.",
    "actions": "The bot cannot look anything up until the action server runs: `make run`.",
}
GIVEN_UP = (
    "It died too often and was given up. Read `logs/heed.log` in HEED_HOME for the reason, "
    "then end the desk and start it again."
)
RESTARTING = "It is being started again. Look again in half a minute."
ONE_ROLE = (
    "The desk owns its tables. Name an owner in HEED_OWNER_DATABASE_URL and a lesser role in "
    "DATABASE_URL, so that nothing that runs can change what was recorded."
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    healthy: bool
    advice: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything a desk needs, the running parts last."""
    yield Finding("Rasa's environment", RASA.exists(), "Run `make setup`.")
    pages = ROOT / "helpdesk" / "static" / "pages" / "app.css"
    yield Finding("Built pages and widget", pages.exists(), "Run `make setup`.")
    yield Finding("Room on the disk", _has_room(settings), "Free some space for HEED_HOME.")
    exported = (settings.embedding_folder / "recipe.json").exists()
    yield _private(settings)
    yield Finding("Sentence model", exported, "It is exported at the next `make run`.")
    yield Finding("Trained bot", exported and _is_trained(settings), "It is trained at `make run`.")
    yield from _named_database(settings)
    yield from _mail(settings)
    yield from _running(settings)


def _has_room(settings: Settings) -> bool:
    place = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    return shutil.disk_usage(place).free // 2**20 >= ENOUGH_MEGABYTES


def _private(settings: Settings) -> Finding:
    found = next(open_to_others(settings.home), None)
    advice = f"Others on this machine may read {found} and more. The next `make run` closes it."
    return Finding("Private files", found is None, advice)


def _is_trained(settings: Settings) -> bool:
    return bot_model(settings).exists()


def _named_database(settings: Settings) -> Iterator[Finding]:
    if settings.database_url is None:
        yield Finding("Database address", healthy=True)
        return
    try:
        database = postgres.start(settings)
    except LaunchFault as fault:
        yield Finding("Database address", healthy=False, advice=str(fault))
        return
    yield Finding("Database address", healthy=True)
    yield Finding("Database owner apart from the application", database.separated, ONE_ROLE)


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.smtp_url is None:
        return
    try:
        SmtpMailer(settings.smtp_url, settings.smtp_authority).check()
    except (OSError, SMTPException) as error:
        yield Finding("Mail server", healthy=False, advice=why_not_sent(error))
        return
    yield Finding("Mail server", healthy=True)


def _running(settings: Settings) -> Iterator[Finding]:
    known = read_supervision(settings.home)
    parts = _answering(settings)
    if parts is None:
        what = f"Web process on port {settings.port}"
        yield Finding(what, healthy=False, advice=_advice("web", known))
        parts = dict.fromkeys(set(known.given_up) - {"web"}, False)
    for name, answers in sorted(parts.items()):
        healthy = answers and name not in known.given_up
        yield Finding(f"Running: {name}", healthy, _advice(name, known))


def _answering(settings: Settings) -> dict[str, bool] | None:
    """What the web process says of each part; None when it says nothing."""
    url = f"http://127.0.0.1:{settings.port}/healthz"
    try:
        parts: dict[str, bool] = httpx.get(url, timeout=10).json()["parts"]
        return dict(parts)
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None


def _advice(name: str, known: Supervision) -> str:
    if name in known.given_up:
        return GIVEN_UP
    return RESTARTING if name in known.restarting else ADVICE.get(name, START)
