"""Jobs are rows of the transaction that causes them; the worker runs them by name."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk import logs
from helpdesk.conversations import bot_gateway
from helpdesk.conversations.service.messages import Incoming, receive_message
from helpdesk.customers import codes
from helpdesk.platform import clock, db, mail
from helpdesk.platform.jobqueue import enqueue, queue
from helpdesk.tickets.composing.models import Draft
from helpdesk.wiring import connect_facts, register_jobs
from tests.fakes import FakeBot, FakeMailer
from tests.jobs import arguments_of, work
from tests.make import make_agent, make_complaint, make_conversation, make_ticket
from tests.people import Mailbox

ROWS = text("select task_name, lock, args, scheduled_at from procrastinate_jobs")


def test_a_job_waits_with_its_lock_and_arguments(session: Session) -> None:
    enqueue(session, "send_code", lock="a", email="a@example.org", code="1")
    name, lock, arguments, when = session.execute(ROWS).one()
    assert (name, lock, when) == ("send_code", "a", None)
    assert arguments == {"email": "a@example.org", "code": "1"}


def test_a_delayed_job_is_scheduled(session: Session) -> None:
    enqueue(session, "send_code", delay=timedelta(minutes=5), email="a", code="1")
    assert session.execute(ROWS).one().scheduled_at is not None


def test_a_job_of_undone_work_is_gone(session: Session) -> None:
    enqueue(session, "send_code", email="a", code="1")
    session.rollback()
    assert arguments_of(session, "send_code") == []


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> FakeBot:
    """The bot whom the registered jobs ask."""
    monkeypatch.setattr(queue, "tasks", {**queue.tasks})
    monkeypatch.setattr(queue.periodic_registry, "periodic_tasks", {})
    bot = FakeBot()
    connect_facts()
    monkeypatch.setattr(bot_gateway, "bot_in_use", lambda: bot)
    register_jobs()
    return bot


def test_the_worker_runs_every_kind_of_job(committing: str, bot: FakeBot, mailbox: Mailbox) -> None:
    with db.transaction() as session:
        conversation, _ = make_conversation(session)
        for number in range(3):
            incoming = Incoming(f"c{number}", f"Question {number}")
            receive_message(session, conversation.id, incoming)
        make_complaint(session, contact="alice@example.org")
        asker = codes.Asker("browser:1", network="192.0.2.1")
        for email in ("alice@example.org", None):
            codes.send_code_unseen(session, purpose="case:1", email=email, asker=asker)
    for _ in range(3):  # a job whose lock was held when it was looked for waits for the next look
        work(committing)
    assert bot.heard == ["Question 0", "Question 1", "Question 2"]
    subjects = sorted(str(mail["Subject"])[:14] for mail in mailbox.messages())
    assert subjects[1] == "Your complaint"
    assert len(subjects) == 2
    assert _left(committing) == []


def test_a_job_causes_another_one(committing: str, bot: FakeBot, mailbox: Mailbox) -> None:
    with db.transaction() as session:
        ticket = make_ticket(session, email="alice@example.org", subject="A broken lid")
        agent = make_agent(session)
        now = clock.now()
        reply = Draft(
            ticket_id=ticket.id,
            agent_id=agent.id,
            text="On its way.",
            written_at=now,
            leaves_at=now,
        )
        session.add(reply)
        session.flush()
        enqueue(session, "send_reply", draft_id=reply.id)
    for _ in range(2):
        work(committing)
    assert "Re: A broken lid" in " ".join(str(mail["Subject"]) for mail in mailbox.messages())
    assert [row for row in _left(committing) if row["status"] == "failed"] == []


def test_a_job_that_fails_waits_for_its_next_try(
    committing: str, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(turn: object) -> None:
        raise RuntimeError("the disk is full")

    bot.meanwhile = die
    with db.transaction() as session:
        conversation, _ = make_conversation(session)
        receive_message(session, conversation.id, Incoming("c1", "Hello"))
    work(committing)
    assert [(row["status"], row["attempts"]) for row in _left(committing)] == [("todo", 1)]


def test_a_code_that_could_not_be_mailed_is_not_written_down(
    committing: str,
    bot: FakeBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = FakeMailer(OSError("alice@example.org: 12345678 is refused"))
    monkeypatch.setattr(mail, "mailer_for", lambda settings: refused)
    logs.to_stderr()
    caplog.set_level(logging.INFO, logger="procrastinate")
    with db.transaction() as session:
        enqueue(session, "send_code", email="alice@example.org", code="12345678")
    work(committing)
    assert "Job send_code[1] ended with status: Error, to retry" in caplog.text
    assert "builtins.OSError" in caplog.text
    assert "12345678" not in caplog.text
    assert "alice" not in caplog.text


def _left(url: str) -> list[dict[str, Any]]:
    """What is not done, but for what became due in a minute that happened to begin meanwhile."""
    caused = text("select status, attempts from procrastinate_jobs where not args ? 'timestamp'")
    with db.transaction() as session:
        rows = session.execute(caused)
        return [dict(row) for row in rows.mappings()]
