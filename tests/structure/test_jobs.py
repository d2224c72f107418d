"""Every job that is enqueued or due at its hour is registered, and each is run by a test."""

import ast

import pytest
from procrastinate import App

from helpdesk import wiring
from helpdesk.platform.jobqueue import queue
from tests.fakes import FakeBot
from tests.structure.house import ROOT, sources

TESTED_IN = {
    "answer_with_bot": "tests/conversations/test_bot_turns.py",
    "forget_attempts": "tests/authentication/test_pauses.py",
    "forget_codes": "tests/customers/test_codes.py",
    "forget_old_conversations": "tests/conversations/test_retention.py",
    "forget_sign_ins": "tests/authentication/test_sign_ins.py",
    "forget_submissions": "tests/security/test_sending_twice.py",
    "learn_from_experience": "tests/articles/test_learn.py",
    "mail_acknowledgement": "tests/complaints/test_receive_complaint.py",
    "mail_password_link": "tests/accounts/test_forgotten_password.py",
    "mail_ticket_opened": "tests/tickets/test_mail.py",
    "mail_ticket_reply": "tests/tickets/test_mail.py",
    "send_code": "tests/customers/test_codes.py",
    "train_model": "tests/articles/test_train_nightly.py",
}


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> App:
    """What a worker knows."""
    fresh = App(connector=queue.connector)
    monkeypatch.setattr(wiring, "queue", fresh)
    wiring.register_jobs(FakeBot)
    return fresh


@pytest.fixture
def registered(worker: App) -> set[str]:
    """The names that a worker knows."""
    return {name for name in worker.tasks if "builtin" not in name}


def enqueued() -> set[str]:
    """The second argument of every call of `enqueue`, which is always written out."""
    found = set()
    for name, tree in sources("helpdesk").items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                job = node.args[1]
                assert isinstance(job, ast.Constant), f"{name} enqueues a job by a variable"
                found.add(str(job.value))
    return found


def test_what_is_enqueued_or_due_is_registered_and_nothing_else(
    worker: App, registered: set[str]
) -> None:
    due = {periodic.task.name for periodic in worker.periodic_registry.periodic_tasks.values()}
    assert due == {
        "forget_attempts",
        "forget_codes",
        "forget_old_conversations",
        "forget_sign_ins",
        "forget_submissions",
        "learn_from_experience",
        "train_model",
    }
    assert enqueued() | due == registered


def test_every_job_is_run_by_a_test(registered: set[str]) -> None:
    assert set(TESTED_IN) == registered
    for file in TESTED_IN.values():
        assert "jobs" in (ROOT / file).read_text()
