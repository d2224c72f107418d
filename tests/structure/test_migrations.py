"""One line of migrations that agrees with the models, up, down and up again."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from helpdesk.db import engine_url
from helpdesk.migrations import TABLES, configuration, migrate
from tests.conftest import Server


@pytest.fixture
def connection(server: Server) -> Iterator[Connection]:
    """A connection to a migrated database that nobody else uses."""
    with server.database() as url:
        engine = create_engine(engine_url(url))
        with engine.begin() as connection:
            yield connection
        engine.dispose()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def test_there_is_one_head(connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(configuration(connection))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_the_migrated_database_is_what_the_models_say(connection: Connection) -> None:
    options = {
        "compare_type": True,
        "include_object": lambda thing, name, kind, reflected, compared: (
            not (kind == "table" and reflected and compared is None)
        ),
    }
    context = MigrationContext.configure(connection, opts=options)
    assert compare_metadata(context, TABLES) == []


def test_it_goes_down_to_nothing_and_up_again(connection: Connection) -> None:
    full = tables(connection)
    assert {"conversation", "procrastinate_jobs", "kb_passage"} < full
    command.downgrade(configuration(connection), "base")
    assert tables(connection) == {"alembic_version"}
    migrate(connection)
    assert tables(connection) == full


def test_migrating_twice_changes_nothing(connection: Connection) -> None:
    before = tables(connection)
    migrate(connection)
    assert tables(connection) == before
