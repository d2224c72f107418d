"""The desk's database for one command, whether or not the desk is running."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session, sessionmaker

from helpdesk.launch import exports, postgres
from helpdesk.platform import db
from helpdesk.platform.config import Settings
from helpdesk.wiring import connect_facts


@contextmanager
def open_desk(settings: Settings) -> Iterator[Session]:
    """One transaction on a database that is up to date; commits at the end."""
    database = postgres.start(settings)
    postgres.migrate_to_newest(database)
    exports.ensure_embedding(settings, lambda _step: None)
    db.use(sessionmaker(db.connect(database.application), expire_on_commit=False))
    connect_facts()
    with postgres.understood(), db.transaction() as session:
        yield session
