"""Engine, session and base class; one transaction per request or job."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import psycopg
from sqlalchemy import DateTime, Enum, MetaData, create_engine, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from helpdesk.platform.errors import Unavailable

Json = dict[str, Any]
_WORDS = Enum(
    StrEnum,
    native_enum=False,
    create_constraint=True,
    length=40,
    values_callable=lambda words: [word.value for word in words],
)


class Base(DeclarativeBase):
    """Tables name their constraints by one convention, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own spelling
        datetime: DateTime(timezone=True),
        StrEnum: _WORDS,
        Json: JSONB,
        list[Json]: JSONB,
        list[str]: JSONB,
    }


def engine_url(database_url: str) -> str:
    """The same address, spelled for SQLAlchemy and psycopg 3."""
    scheme = urlsplit(database_url).scheme
    return database_url.replace(f"{scheme}://", "postgresql+psycopg://", 1)


def connect(database_url: str) -> Engine:
    """An engine that notices connections which died while they were idle.

    What customers wrote is a statement's parameter, and an error's message would repeat it.
    """
    return create_engine(
        engine_url(database_url),
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        hide_parameters=True,
    )


session_factory: sessionmaker[Session] | None = None


def use(factory: sessionmaker[Session]) -> None:
    """Say where the sessions of this process come from."""
    global session_factory  # noqa: PLW0603 - one database for the process
    session_factory = factory


def in_use() -> bool:
    """Did somebody say where the sessions come from?"""
    return session_factory is not None


def new_session() -> Session:
    """A session of the process's database; raise Unavailable before `use` was called."""
    if session_factory is None:
        raise Unavailable("The database is not connected yet.")
    return session_factory()


@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work: commit at the end, roll back when anything is raised."""
    session = new_session()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def one_at_a_time(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name; it is let go at the end of this one."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))


def try_alone(session: Session, name: str) -> bool:
    """Hold this name until the end of the transaction; False when another one holds it."""
    held = select(func.pg_try_advisory_xact_lock(func.hashtext(name)))
    return bool(session.scalar(held))


def raw_connection(session: Session) -> "psycopg.Connection[Any]":
    """The psycopg connection below the session, for libraries that share its transaction."""
    connection: Any = session.connection().connection.driver_connection
    return connection  # type: ignore[no-any-return]
