"""A change holds in every process that is running, soon and without a restart."""

import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from helpdesk.articles.settings import Answers
from helpdesk.platform import db
from helpdesk.platform.audit import Actor
from helpdesk.settings import current as live
from helpdesk.settings.current import LOOK_EVERY, Current
from helpdesk.settings.sections import Company
from helpdesk.settings.service import Edit, change_section

WITHIN = 2.0


def watch(url: str, seen: "Queue[tuple[str, float]]") -> None:
    """What another process of the desk reads, each name once with when it was read first."""
    db.use(sessionmaker(db.connect(url), expire_on_commit=False))
    own, last = Current(), ""
    while last != "After":
        name = own.of(Company).name
        if name != last:
            seen.put((name, time.time()))
            last = name
        time.sleep(0.01)


@pytest.fixture
def others(committing: str) -> Iterator["Queue[tuple[str, float]]"]:
    """Two web processes and a worker, as far as the settings go; what they see."""
    context = get_context("spawn")
    seen: Queue[tuple[str, float]] = context.Queue()
    running: list[BaseProcess] = [
        context.Process(target=watch, args=(committing, seen)) for _ in range(3)
    ]
    for process in running:
        process.start()
    yield seen
    for process in running:
        process.terminate()
        process.join()


def test_three_processes_hear_of_a_change_within_two_seconds(
    others: "Queue[tuple[str, float]]",
) -> None:
    assert {others.get(timeout=60)[0] for _ in range(3)} == {"Fernhill"}
    with db.transaction() as session:
        change_section(session, Company, {"name": "After"}, Edit(Actor.agent(1), seen=0))
    changed_at = time.time()
    heard = [others.get(timeout=10) for _ in range(3)]
    assert {name for name, _ in heard} == {"After"}
    assert max(at for _, at in heard) - changed_at < WITHIN


def statements(engine: Engine) -> list[str]:
    """What is asked of the database from now on."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    return asked


def test_using_a_setting_a_thousand_times_asks_the_database_once(
    session: Session, engine: Engine
) -> None:
    own, asked = Current(), statements(engine)
    begun = time.monotonic()
    while time.monotonic() - begun < LOOK_EVERY / 2:
        own.of(Company)
        own.of(Answers)
    assert len([statement for statement in asked if "settings_version" in statement]) == 2
    assert own.of(Answers) is own.of(Answers)


def test_without_the_database_the_last_known_settings_hold(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    change_section(session, Company, {"name": "Kept"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    own = Current()
    assert own.of(Company).name == "Kept"

    def gone() -> Session:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(db, "new_session", gone)
    own.forget()
    assert own.of(Company).name == "Kept"
    assert "The settings could not be read (OperationalError)" in caplog.text


def test_a_stored_value_that_is_no_longer_allowed_leaves_the_default(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stored = {"company": {"name": "Kept", "accent": "teal", "gone": 1}}
    monkeypatch.setattr(live, "newest_version", lambda session: 7)
    monkeypatch.setattr(live, "stored_values", lambda session: stored)
    company = Current().of(Company)
    assert (company.name, company.accent) == ("Kept", "#0f766e")
    assert "Settings left out of company: accent" in caplog.text
