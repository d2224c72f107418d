"""What the processes write down: what happened and where, never what a customer wrote."""

import logging
import traceback
from typing import Any

QUIET = ("httpx", "procrastinate")


def to_stderr() -> None:
    """Log to stderr, which `heed up` keeps in HEED_HOME/logs."""
    logging.setLogRecordFactory(Record)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(without_arguments)


class Record(logging.LogRecord):
    """A log record whose traceback leaves the errors' messages out: they repeat what was given."""

    def __init__(self, *details: Any, **more: Any) -> None:
        super().__init__(*details, **more)
        if self.exc_info and self.exc_info[1]:
            self.exc_text = where(self.exc_info[1])


def where(error: BaseException) -> str:
    """The error's class and its place, with those that led to it before it."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.insert(0, cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "".join(line for found in chain for line in _lines(found)).rstrip()


def _lines(error: BaseException) -> list[str]:
    kind = type(error)
    return [*traceback.format_tb(error.__traceback__), f"{kind.__module__}.{kind.__qualname__}\n"]


def without_arguments(record: logging.LogRecord) -> bool:
    """The queue names a failed job with its arguments, such as a code and an address."""
    job: dict[str, Any] | None = getattr(record, "job", None)
    if job:
        name = f"{job['task_name']}[{job['id']}]"
        record.msg = record.getMessage().replace(job["call_string"], name)
        record.args = None
    return True
