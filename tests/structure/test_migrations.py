"""One line of migrations that agrees with the models, up, down and up again."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from helpdesk.db import engine_url
from helpdesk.migrations import TABLES, configuration, migrate
from tests.conftest import Server

OLD_PASSAGE = """
    insert into kb_passage (article_id, version, ordinal, language, audience, title, heading,
        anchor, text, recipe, dimension, embedding)
    values (:n, 1, 0, :language, 'public', '', '', '', :text, 'old', 3, '[1,0,0]')
"""
OLD_CUSTOMERS = """
    insert into customer (id, external_id, email, name, created_at) values
    (gen_random_uuid(), 'shop-1', 'a@x.example', 'A', now()),
    (gen_random_uuid(), null, 'b@x.example', 'B', now())
"""


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


def test_an_address_of_a_sites_account_becomes_a_contact(connection: Connection) -> None:
    command.downgrade(configuration(connection), "0008")
    connection.execute(text(OLD_CUSTOMERS))
    migrate(connection)
    found = connection.execute(text("select email, contact from customer order by name"))
    assert [tuple(row) for row in found] == [(None, "a@x.example"), ("b@x.example", None)]


def test_passages_stored_before_are_stemmed_anew_by_their_language(connection: Connection) -> None:
    command.downgrade(configuration(connection), "0003")
    for number, (language, words) in enumerate([("es", "pedidos"), ("de", "Häuser")]):
        connection.execute(text(OLD_PASSAGE), {"n": number, "language": language, "text": words})
    migrate(connection)
    stems = connection.execute(text("select words::text from kb_passage order by id")).scalars()
    assert stems.all() == ["'ped':1C", "'haus':1C"]
    counted = connection.execute(text("select language, passages from kb_language order by 1"))
    assert [tuple(row) for row in counted] == [("de", 1), ("es", 1)]
