"""What the processes write down, and what they leave out."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from helpdesk.logs import Record, where, without_arguments

WORD = "quincunx"
JOB = {"id": 7, "task_name": "send_code", "call_string": f"send_code[7](code='{WORD}')"}


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger as our processes have it, and what it wrote."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(Record)
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(without_arguments)
    logger = logging.getLogger("a-logger-of-its-own")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def refuse(words: str) -> None:
    raise ValueError(words)


def keep(words: str) -> None:
    try:
        refuse(words)
    except ValueError as error:
        raise KeyError(words) from error


def test_an_error_is_logged_by_class_and_place(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    try:
        keep(WORD)
    except KeyError:
        logger.exception("It was not kept.")
    said = written.getvalue()
    assert said.startswith("It was not kept.\n")
    first, then = said.index("builtins.ValueError"), said.index("raise KeyError(words)")
    assert said.index("raise ValueError(words)") < first < then
    assert said.endswith("builtins.KeyError\n")
    assert WORD not in said


def hide(words: str) -> None:
    try:
        refuse(words)
    except ValueError:
        raise KeyError(words) from None


def test_what_an_error_hides_on_purpose_stays_hidden() -> None:
    with pytest.raises(KeyError) as found:
        hide(WORD)
    assert where(found.value).endswith("builtins.KeyError")
    assert "builtins.ValueError" not in where(found.value)


def test_errors_that_cause_each_other_end() -> None:
    first, second = ValueError(WORD), KeyError(WORD)
    first.__cause__, second.__cause__ = second, first
    assert where(first) == "builtins.KeyError\nbuiltins.ValueError"


def test_a_failed_job_is_named_without_its_arguments(
    log: tuple[logging.Logger, StringIO],
) -> None:
    logger, written = log
    logger.error("Job %s ended with status: Error", JOB["call_string"], extra={"job": JOB})
    assert written.getvalue() == "Job send_code[7] ended with status: Error\n"


def test_other_records_stay_as_they_are(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    logger.warning("Job %s runs again.", 7)
    assert written.getvalue() == "Job 7 runs again.\n"
