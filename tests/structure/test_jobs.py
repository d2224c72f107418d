"""Every job that is enqueued or due at its hour is registered, and each is run by a test."""

import ast
from inspect import signature

import pytest
from procrastinate import App

from helpdesk.platform import jobqueue
from helpdesk.platform.jobqueue import queue
from helpdesk.wiring import register_jobs
from tests.structure.house import ROOT, sources

OWN = {"forget_submissions"}
TESTS = [file.read_text() for file in (ROOT / "tests").rglob("test_*.py")]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> App:
    """What a worker knows."""
    fresh = App(connector=queue.connector)
    monkeypatch.setattr(jobqueue, "queue", fresh)
    register_jobs()
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
    due = [each.task for each in worker.periodic_registry.periodic_tasks.values()]
    assert due
    blind = [task.name for task in due if "timestamp" not in signature(task.func).parameters]
    assert blind == []
