"""A desk that had events before it had a chain is sealed by the worker, and holds."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from helpdesk.integrity.service.sealing import seal_all
from helpdesk.integrity.service.verifying import examine
from helpdesk.migrations import configuration, migrate
from helpdesk.platform import db
from helpdesk.platform.audit import AuditEvent
from helpdesk.wiring import connect_facts
from tests.conftest import Server, undone
from tests.make import make_article, make_complaint, make_feedback, make_ticket

BEFORE = "0063"


def test_what_was_there_before_is_said_once_and_holds(
    server: Server, environment: None, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    connect_facts()
    with server.database() as url:
        engine = create_engine(db.engine_url(url))
        with undone(engine, monkeypatch) as session:
            work(session)
            connection = session.connection()
            command.downgrade(configuration(connection), BEFORE)
            migrate(connection)
            session.commit()
            seal_all()
            assert examine(session, home).findings == []
            found = select(AuditEvent.subject_type).where(AuditEvent.action == "found")
            assert sorted(session.scalars(found)) == [
                "article", "complaint", "feedback", "feedback", "feedback", "ticket"
            ]  # fmt: skip
        engine.dispose()


def work(session: Session) -> None:
    make_ticket(session)
    make_complaint(session)
    make_feedback(session, "Näh", score=2)
    make_feedback(session, "")
    make_article(session)
