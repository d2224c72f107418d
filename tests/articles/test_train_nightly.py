"""At night a model is trained in a process of its own, when there is enough new to learn."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from sqlalchemy.orm import Session

from helpdesk.articles import jobs
from helpdesk.articles.evidence import answered, promotion
from helpdesk.articles.rules import Strength, worth_training
from helpdesk.platform import clock
from tests import coroutines
from tests.make import make_article

Started = Callable[[], list[str]]


def answer_so_many(session: Session, questions: int) -> None:
    """So many questions that one article answered."""
    article = make_article(session)
    for number in range(questions):
        asked = answered.Asked(f"question:{number}", f"Question {number}", clock.now())
        answered.record(session, asked, article_id=article.id, strength=Strength.HELPFUL)
    session.commit()


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Started:
    """A stand-in for the training; what it wrote each time it was started."""
    log = tmp_path / "started"
    log.touch()
    script = f"import os; open({str(log)!r}, 'a').write('trained\\n')"
    monkeypatch.setattr(jobs, "COMMAND", (sys.executable, "-c", script))
    return lambda: log.read_text().splitlines()


def run() -> None:
    coroutines.run(jobs.train_model(timestamp=0))


@pytest.mark.parametrize(
    ("known", "taught", "worth"),
    [
        (199, 0, False),
        (200, 0, True),
        (1_199, 1_000, False),
        (1_200, 1_000, True),
        (5_300, 5_000, False),
        (5_500, 5_000, True),
        (900, 1_000, False),
    ],
)
def test_a_training_is_worth_its_time_with_enough_new(
    known: int, taught: int, *, worth: bool
) -> None:
    assert worth_training(known, taught) is worth


def test_few_questions_train_nothing(session: Session, trained: Started) -> None:
    answer_so_many(session, 3)
    run()
    assert trained() == []


def test_enough_questions_train_once(session: Session, trained: Started) -> None:
    answer_so_many(session, 200)
    run()
    assert trained() == ["trained"]
    promotion.register(session, "new", "new/384/unit", trained_on=200)
    session.commit()
    run()
    assert trained() == ["trained"]


def test_a_failed_training_is_told_and_stops_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answer_so_many(session, 200)
    monkeypatch.setattr(jobs, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with caplog.at_level(logging.ERROR):
        run()
    assert "was not trained" in caplog.text


def test_a_worker_that_stops_ends_the_training(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_so_many(session, 200)
    monkeypatch.setattr(jobs, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))

    async def stopped() -> None:
        job = asyncio.create_task(jobs.train_model(timestamp=0))
        while not (children := _sleeping()):
            await asyncio.sleep(0.05)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert not any(child.is_running() for child in children)

    began = time.monotonic()
    coroutines.run(stopped())
    assert time.monotonic() - began < 20


def _sleeping() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "import time; time.sleep(60)" in child.cmdline()]
