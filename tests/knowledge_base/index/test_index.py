"""What is indexed is found in the same transaction, and what is removed is gone in it."""

from typing import Any

import psycopg
import pytest

from knowledge_base import Document, KnowledgeBase, WrongRecipe
from tests.fakes import FakeEmbedder

RETURNS = Document("returns", "Return an item", "Send it back within 30 days.", url="/returns")
HOURS = Document("hours", "Opening hours", "We open at nine.\n\n## Sundays\n\nWe are closed.")


def found(base: KnowledgeBase, query: str, **options: Any) -> list[int]:
    return [hit.article_id for hit in base.search(query, **options)]


def test_an_indexed_article_is_found_with_its_place(base: KnowledgeBase) -> None:
    base.index(7, 1, RETURNS)
    base.index(8, 1, HOURS)
    hit = base.search("closed on sundays")[0]
    assert (hit.article_id, hit.title, hit.heading) == (8, "Opening hours", "Sundays")
    assert (hit.anchor, hit.text, hit.url) == ("section-sundays", "We are closed.", None)


def test_a_new_version_takes_the_place_of_the_old(base: KnowledgeBase) -> None:
    base.index(8, 1, HOURS)
    base.index(8, 2, Document("hours", "Opening hours", "We open at ten."))
    assert base.count() == 1
    assert base.search("open")[0].text == "We open at ten."


def test_a_removed_article_is_gone_at_once(base: KnowledgeBase) -> None:
    base.index(7, 1, RETURNS)
    base.index(8, 1, HOURS)
    base.remove(7)
    assert 7 not in found(base, "return an item send back")
    base.remove(7)
    assert base.count() == 2


def test_a_rollback_leaves_nothing(
    base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    base.index(7, 1, RETURNS)
    connection.rollback()
    assert base.count() == 0
    assert found(base, "return an item") == []


def test_a_rolled_back_removal_leaves_everything(
    base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    base.index(7, 1, RETURNS)
    with connection.transaction(force_rollback=True):
        base.remove(7)
        assert found(base, "return an item") == []
    assert found(base, "return an item") == [7]


def test_nothing_is_committed(base: KnowledgeBase, kb_database: str) -> None:
    base.index(7, 1, RETURNS)
    with psycopg.connect(kb_database) as other:
        assert KnowledgeBase(other, FakeEmbedder()).count() == 0


def test_many_articles_are_embedded_together_and_progress_is_told(
    base: KnowledgeBase, embedder: FakeEmbedder
) -> None:
    articles = [(n, 1, Document(str(n), f"Title {n}", f"Text {n}")) for n in range(300)]
    seen: list[tuple[int, int]] = []
    base.index_many(articles, progress=lambda done, total: seen.append((done, total)))
    assert base.count() == 300
    assert seen == [(256, 300), (300, 300)]
    assert len(embedder.embedded) == 300


def test_the_model_reads_title_and_heading_with_the_text(
    base: KnowledgeBase, embedder: FakeEmbedder
) -> None:
    base.index(8, 1, HOURS)
    assert embedder.embedded[1] == "Opening hours > Sundays\nWe are closed."


def test_an_article_without_text_replaces_what_was_there(base: KnowledgeBase) -> None:
    base.index(8, 1, HOURS)
    base.index(8, 2, Document("hours", "Opening hours", ""))
    assert base.count() == 0


def test_hostile_text_is_stored_as_text(base: KnowledgeBase) -> None:
    body = "<script>alert(1)</script>\n\nIt's \\. a \0 tab\there\n\n'); DROP TABLE kb_passage; --"
    base.index(9, 1, Document("x", "Robert'); \\N", body))
    hit = base.search("drop table")[0]
    assert "alert" not in hit.text
    assert "DROP TABLE kb_passage" in hit.text
    assert hit.title == "Robert'); \\N"


def test_vectors_of_another_model_are_refused_with_advice(
    base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    base.index(7, 1, RETURNS)
    other = KnowledgeBase(connection, FakeEmbedder(model="newer"))
    with pytest.raises(WrongRecipe, match="fake/384/unit.*newer/384/unit.*Index all articles"):
        other.search("return")


def test_a_model_of_another_dimension_can_take_over(
    base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    base.index(7, 1, RETURNS)
    other = KnowledgeBase(connection, FakeEmbedder(model="large", dimension=768))
    other.index(7, 1, RETURNS)
    assert found(other, "return an item") == [7]
    assert base.count() == 0
