"""How common words are is known soon enough, and stays known to one writer at a time."""

from typing import Any

import psycopg
import pytest

from knowledge_base import Audience, Document, KnowledgeBase, PassageStore
from knowledge_base.index import keywords, word_counts
from tests.fakes import FakeEmbedder

Connection = psycopg.Connection[Any]


def counts(connection: Connection, language: str = "en") -> dict[str, int]:
    query = "SELECT lexeme, passages FROM kb_word WHERE language = %s"
    return dict(connection.execute(query, (language,)).fetchall())


def fill(base: KnowledgeBase, words: list[str], language: str = "en") -> None:
    base.index_many(
        [(n, 1, Document(str(n), "", word, language=language)) for n, word in enumerate(words)]
    )


def test_a_word_is_counted_in_each_language_apart(
    base: KnowledgeBase, connection: Connection
) -> None:
    fill(base, ["router light", "router cable", "router"])
    base.index(9, 1, Document("x", "", "der Router", language="de"))
    word_counts.count(connection)
    assert counts(connection) == {"router": 3}
    assert counts(connection, "de") == {}


def test_the_counts_follow_a_growing_index_by_a_fifth(
    base: KnowledgeBase, connection: Connection
) -> None:
    fill(base, ["router"] * 200)
    assert counts(connection)["router"] >= 200 / (1 + word_counts.GROWTH) - 1


def test_a_sample_of_a_large_index_is_close_to_the_truth(
    base: KnowledgeBase, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(base, [f"router {'light' if n % 4 == 0 else 'cable'}" for n in range(800)])
    monkeypatch.setattr(word_counts, "SAMPLE", 400)
    word_counts.count(connection)
    found = counts(connection)
    assert found["router"] == pytest.approx(800, rel=0.25)
    assert found["light"] / found["router"] == pytest.approx(0.25, abs=0.05)


def test_while_one_counts_another_writer_goes_on_and_is_counted_later(
    base: KnowledgeBase, connection: Connection, kb_database: str
) -> None:
    fill(base, ["router"] * 3)
    with psycopg.connect(kb_database) as other:
        beside = KnowledgeBase(other, FakeEmbedder())
        beside.index(70, 1, Document("it", "", "fatture", language="it"))
        connection.rollback()
        beside.index(71, 1, Document("it2", "", "fattura", language="it"))
        store = PassageStore(other, FakeEmbedder().recipe)
        found = store.matching("fattura", 5, language=None, audience=Audience.PUBLIC)
        assert {row.article_id for row in found} == {70, 71}
        other.rollback()


def test_common_words_bring_in_nothing_but_weigh_what_was_found(
    base: KnowledgeBase, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keywords, "MAX_FETCHED", 10)
    fill(base, ["router light"] + ["router cable"] * 30)
    word_counts.count(connection)
    store = PassageStore(connection, FakeEmbedder().recipe)
    reader: dict[str, Any] = {"language": "en", "audience": Audience.PUBLIC}
    assert store.matching("router", 5, **reader) == []
    rare = store.matching("router light", 5, **reader)
    assert [row.text for row in rare] == ["router light"]
    cable = connection.execute("SELECT id FROM kb_passage WHERE article_id = 7").fetchone()
    assert cable
    weighed = store.matching("router light", 5, **reader, among=[cable[0]])
    assert [row.text for row in weighed] == ["router light", "router cable"]
    assert weighed[0].value > weighed[1].value > 0


def test_an_exact_code_is_found_among_common_words(
    base: KnowledgeBase, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keywords, "MAX_FETCHED", 10)
    fill(base, ["error E-1042"] + ["error E-10425"] + ["error message"] * 30)
    word_counts.count(connection)
    store = PassageStore(connection, FakeEmbedder().recipe)
    found = store.matching(
        "what does error e-1042 mean", 5, language=None, audience=Audience.PUBLIC
    )
    assert [(row.text, row.exact) for row in found if row.exact] == [("error E-1042", 1.0)]
