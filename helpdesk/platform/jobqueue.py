"""Jobs are rows in the caller's transaction: a job exists only if its cause was committed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.types import JSONValue
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.platform.db import raw_connection

STALLED_AFTER = timedelta(seconds=6)
HEARTBEAT = timedelta(seconds=2)
POLLING_INTERVAL = 0.15
MAIL_RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
TURN_RETRY = RetryStrategy(max_attempts=5, wait=1)
EVERY_MINUTE = "* * * * *"
HOURLY = "7 * * * *"
NIGHTLY = "17 3 * * *"

queue = App(connector=PsycopgConnector())
# Jobs are deferred on their caller's own connection, which is not asynchronous, also where the
# caller is a job of a worker whose connections are.
_deferring = App(connector=SyncPsycopgConnector())


@dataclass(frozen=True)
class Job:
    """Background work by the name it is queued under.

    One that is `due` by itself (a cron line, in UTC) is called with the moment it was due.
    """

    name: str
    run: Callable[..., object]
    retry: RetryStrategy | bool = False
    due: str | None = None


def register(jobs: Iterable[Job]) -> None:
    """Let this process run these jobs."""
    for job in jobs:
        task = queue.task(name=job.name, retry=job.retry, pass_context=False)(job.run)
        if job.due:
            queue.periodic(cron=job.due)(task)


def enqueue(
    session: Session,
    job: str,
    *,
    lock: str | None = None,
    delay: timedelta | None = None,
    priority: int = 0,
    **arguments: JSONValue,
) -> None:
    """Defer the job of that name; jobs with the same lock run one at a time.

    The highest priority runs first; among equals, whichever waits longest. In a past that is only
    played nothing is deferred: it happened long ago.
    """
    if clock.is_played():
        return
    options: dict[str, object] = {
        "name": job, "connection": raw_connection(session), "priority": priority
    }  # fmt: skip
    if lock:
        options["lock"] = lock
    if delay:
        options["schedule_in"] = {"seconds": int(delay.total_seconds())}
    _deferring.configure_task(**options).defer(**arguments)  # type: ignore[arg-type]


def waits(session: Session, lock: str) -> bool:
    """Is a job with this lock yet to begin?"""
    found = text(
        "select exists (select from procrastinate_jobs where lock = :lock and status = 'todo')"
    )
    return bool(session.scalar(found, {"lock": lock}))


def forget(session: Session, job: str, **arguments: JSONValue) -> None:
    """Take jobs with these arguments away, be they waiting or failed; a running one ends first."""
    session.execute(
        text(
            "delete from procrastinate_jobs where task_name = :job "
            "and args @> cast(:arguments as jsonb) and status <> 'doing'"
        ),
        {"job": job, "arguments": json.dumps(arguments)},
    )
