"""The store gives a reader only what he may see, and the closest passage of each article."""

from typing import Any

import psycopg
import pytest

from knowledge_base import Audience, Document, KnowledgeBase, PassageStore
from knowledge_base.index.vectors import cosines
from tests.fakes import FakeEmbedder

HOURS = Document("hours", "Opening hours", "We open at nine.\n\n## Sundays\n\nWe are closed.")
DOORS = Document("doors", "Front door", "The door opens inwards.")
INSIDE = Document(
    "inside", "Alarm", "The alarm code is changed on Sundays.", audience=Audience.AGENTS
)
HEURES = Document("heures", "Heures", "Nous ouvrons les Sundays.", language="fr")


@pytest.fixture
def store(connection: psycopg.Connection[Any], base: KnowledgeBase) -> PassageStore:
    for number, document in enumerate((HOURS, DOORS, INSIDE, HEURES), start=1):
        base.index(number, 1, document)
    return PassageStore(connection, FakeEmbedder().recipe)


def best(store: PassageStore, articles: list[int], **reader: Any) -> list[tuple[int, str]]:
    vector = FakeEmbedder().embed(["closed on sundays"])[0]
    reader = {"language": None, "audience": Audience.PUBLIC} | reader
    return [
        (row.article_id, row.text) for row in store.best_of_articles(vector, articles, **reader)
    ]


def test_each_article_asked_for_comes_with_its_closest_passage(store: PassageStore) -> None:
    assert best(store, [1, 2], language="en") == [
        (1, "We are closed."),
        (2, "The door opens inwards."),
    ]


def test_the_closest_passage_carries_its_cosine(store: PassageStore) -> None:
    vector = FakeEmbedder().embed(["closed on sundays"])[0]
    row = store.best_of_articles(vector, [1], language="en", audience=Audience.PUBLIC)[0]
    assert row.value == pytest.approx(store.similarities(vector, [row.id])[row.id])


def test_an_article_the_reader_may_not_see_is_left_out(store: PassageStore) -> None:
    assert {article for article, _ in best(store, [1, 2, 3, 4, 99])} == {1, 2, 4}
    assert {article for article, _ in best(store, [2, 3], audience=Audience.AGENTS)} == {2, 3}
    assert {article for article, _ in best(store, [2, 4], language="fr")} == {4}


def test_no_articles_give_no_passages(store: PassageStore) -> None:
    assert best(store, []) == []


def test_articles_are_opened_at_their_closest_passages_in_reading_order(
    store: PassageStore, connection: psycopg.Connection[Any]
) -> None:
    vector = FakeEmbedder().embed(["closed on sundays"])[0]
    reader: dict[str, Any] = {"language": None, "audience": Audience.PUBLIC}
    opened = store.opened(vector, [1, 2, 3], most=2, **reader)
    assert [row.text for row, _ in opened] == [
        "We open at nine.",
        "We are closed.",
        "The door opens inwards.",
    ]
    assert [row.text for row, _ in store.opened(vector, [1], most=1, **reader)] == [
        "We are closed."
    ]
    row, stored = opened[1]
    assert cosines(vector, stored)[0] == pytest.approx(row.value, abs=0.01)


def test_passages_indexed_before_sentences_had_vectors_are_completed(
    store: PassageStore, base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    vector = FakeEmbedder().embed(["closed on sundays"])[0]
    reader: dict[str, Any] = {"language": None, "audience": Audience.PUBLIC, "most": 2}
    before = store.opened(vector, [1], **reader)
    connection.execute("UPDATE kb_passage SET sentences = NULL")
    assert {stored for _, stored in store.opened(vector, [1], **reader)} == {b""}
    assert base.search("closed on sundays")[0].article_id == 1
    assert base.complete() == 5
    assert store.opened(vector, [1], **reader) == before
    assert base.complete() == 0
