"""One line of migrations that agrees with the models, up, down and up again."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from helpdesk.migrations import TABLES, configuration, migrate
from helpdesk.platform.db import engine_url
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
RATED_BEFORE = r"""
insert into customer (id, created_at) values (:id, now());
insert into conversation (id, customer_id, token_hash, channel, page, floor, version,
    session_number, session_after, answered_up_to, created_at, last_message_at)
  values (:id, :id, '', 'widget', '{}', 'bot', 1, 1, 0, 0, now(), now());
insert into message (conversation_id, author, text, buttons, sources, note, helpful, created_at)
  values (:id, 'bot', 'Yes', '[]', '[]', false, false, now());
insert into feedback (number, kind, source, source_id, conversation_id, verbatim, score,
    received_at, recorded_at, recorded_by)
  select 'F-1', 'survey_comment', 'answer_rating', id::text, conversation_id, 'Which?', null,
    now(), now(), 'system' from message
  union all select 'F-2', 'compliment', 'satisfaction', concat(conversation_id, '\:2'),
    conversation_id, '', 5, now(), now(), 'system' from message
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


def test_words_rated_before_stand_beside_what_they_are_about(connection: Connection) -> None:
    command.downgrade(configuration(connection), "0011")
    for statement in RATED_BEFORE.split(";"):
        connection.execute(text(statement), {"id": UUID(int=7)})
    migrate(connection)
    assert connection.scalar(text("select comment from message")) == "Which?"
    ratings = text("select session_number, score, comment from conversation_rating")
    assert connection.execute(ratings).one() == (2, 5, None)
