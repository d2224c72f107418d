"""The database: the one that is named, or a real PostgreSQL of our own under HEED_HOME."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.launch.faults import LaunchFault
from helpdesk.launch.supervision import embedded
from helpdesk.migrations import migrate, roles
from helpdesk.platform import db
from helpdesk.platform.config import Settings


def start(settings: Settings) -> roles.Database:
    """A database that answers; starts the embedded one when none is named."""
    named = settings.database_url
    if named:
        database = roles.Database(settings.owner_database_url or named, named)
    else:
        owner = _embedded(embedded_folder(settings))
        database = roles.Database(owner, roles.as_role(owner, roles.APPLICATION))
    _check(database.owner)
    return database


def migrate_to_newest(database: roles.Database) -> None:
    """Bring the database to this version's shape, and its application's rights with it."""
    engine = db.connect(database.owner)
    with understood(), engine.begin() as connection:
        connection.execute(text("create extension if not exists vector"))
        migrate(connection)
        if database.separated:
            application = roles.role_of(database.application)
            roles.make_unless_there(connection, application)
            roles.grant(connection, application)
    engine.dispose()


def migrate_scratch(url: str) -> None:
    """The same for a database that one role makes, measures and drops."""
    migrate_to_newest(roles.Database(url, url))


@contextmanager
def understood() -> Iterator[None]:
    """What the database refuses becomes a LaunchFault with its reason."""
    try:
        yield
    except (SQLAlchemyError, psycopg.Error) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise LaunchFault(
            f"The database refused ({reason}). It needs room on its disk, the extension pgvector, "
            "and a user who may create tables and extensions; then start again."
        ) from error


def embedded_folder(settings: Settings) -> Path:
    """Where the embedded PostgreSQL keeps everything."""
    return settings.home / "postgres"


def _embedded(folder: Path) -> str:
    try:
        server = embedded.start(folder)
    except Exception as error:
        raise LaunchFault(
            f"The embedded PostgreSQL did not start: {error}. Read {folder / 'log'}."
        ) from error
    uri: str = server.get_uri()
    keep_words_out_of_log(uri)
    return uri


def keep_words_out_of_log(owner: str) -> None:
    """What the server refuses is told to whoever asked; its log would keep the refused row."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("alter system set log_min_messages to 'log'")
        connection.execute("select pg_reload_conf()")


def _check(url: str) -> None:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise LaunchFault(
            f"The database of DATABASE_URL does not answer ({reason}). Check the address, the "
            "user and the password, or unset it to use the embedded PostgreSQL."
        ) from error


def tracker_environment(url: str) -> dict[str, str]:
    """The same database in the pieces that Rasa's tracker store reads."""
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or "localhost"])[0]
    return {
        "HEED_TRACKER_HOST": host,
        "HEED_TRACKER_PORT": str(parts.port or 5432),
        "HEED_TRACKER_DB": parts.path.lstrip("/") or "postgres",
        "HEED_TRACKER_USER": unquote(parts.username or "postgres"),
        "HEED_TRACKER_PASSWORD": unquote(parts.password or ""),
        "POSTGRESQL_SCHEMA": "rasa",
    }
