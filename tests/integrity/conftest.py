"""A desk whose database somebody holds who may do everything to it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from helpdesk.platform import db
from helpdesk.wiring import connect_facts
from tests.conftest import Server, undone


@pytest.fixture(scope="module")
def as_owner(server: Server) -> Iterator[Engine]:
    """Connections of the owner to a database of its own."""
    with server.database() as url:
        engine = create_engine(db.engine_url(url))
        yield engine
        engine.dispose()


@pytest.fixture
def owned(
    as_owner: Engine, environment: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """The owner's session, in whose transaction the desk works as well."""
    connect_facts()
    with undone(as_owner, monkeypatch) as session:
        yield session


@contextmanager
def unguarded(session: Session) -> Iterator[Session]:
    """No trigger fires: what an administrator of the database can do."""
    session.execute(text("set local session_replication_role = replica"))
    yield session
    session.execute(text("set local session_replication_role = origin"))
    session.expire_all()
