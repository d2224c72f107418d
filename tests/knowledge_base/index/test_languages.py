"""Every article is stemmed by its own language, and so is a question that meets it."""

from typing import Any

import psycopg
import pytest

from knowledge_base import Audience, Document, KnowledgeBase, PassageStore
from knowledge_base.index import hnsw, word_counts
from knowledge_base.index.languages import CONFIGURATIONS
from tests.fakes import FakeEmbedder

# One word of the article, and another form of it that only stemming brings together.
FORMS = {
    "de": ("Rechnungen", "Rechnung"),
    "en": ("invoices", "invoice"),
    "es": ("facturas", "factura"),
    "fi": ("laskuja", "laskut"),
    "it": ("fatture", "fattura"),
    "nl": ("rekeningen", "rekening"),
    "pt": ("faturas", "fatura"),
    "pt-br": ("pedidos", "pedido"),
    "ru": ("счета", "счетов"),
    "sv": ("fakturor", "faktura"),
}


@pytest.fixture
def store(connection: psycopg.Connection[Any], base: KnowledgeBase) -> PassageStore:
    for number, (language, (word, _)) in enumerate(FORMS.items()):
        base.index(number, 1, Document(language, "", word, language=language))
    return PassageStore(connection, FakeEmbedder().recipe)


def matched(store: PassageStore, query: str, language: str | None) -> list[str]:
    return [
        row.language
        for row in store.matching(query, 9, language=language, audience=Audience.PUBLIC)
    ]


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("narrowed", [True, False])
def test_another_form_of_the_word_finds_the_article(
    store: PassageStore, language: str, *, narrowed: bool
) -> None:
    found = matched(store, FORMS[language][1], language if narrowed else None)
    assert language in found


def test_a_language_without_rules_is_searched_by_its_words_as_they_stand(
    base: KnowledgeBase, connection: psycopg.Connection[Any]
) -> None:
    base.index(1, 1, Document("ja", "請求書", "請求書", language="ja"))
    store = PassageStore(connection, FakeEmbedder().recipe)
    assert matched(store, "請求書", "ja") == ["ja"]
    assert matched(store, "請求", "ja") == []


def test_the_database_knows_every_language_of_the_map(
    connection: psycopg.Connection[Any],
) -> None:
    for language, name in CONFIGURATIONS.items():
        found = connection.execute("SELECT kb_configuration(%s)::text", (language,)).fetchone()
        assert found == (name,)


def test_a_rare_language_with_many_passages_is_searched_by_a_graph_of_its_own(
    base: KnowledgeBase, connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hnsw, "FEWEST", 3)
    fill = [("en", 40), ("de", 4), ("xx'; --", 4)]
    documents = [
        Document(f"{c}{n}", "", f"w{n}", language=c) for c, many in fill for n in range(many)
    ]
    base.index_many([(number, 1, document) for number, document in enumerate(documents)])
    word_counts.count(connection)
    hnsw.make_graphs_of_rare_languages(connection, 384)
    found = connection.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'kb_passage'")
    made = {name for (name,) in found if "nearest" in name}
    assert made == {"kb_passage_nearest_384", "kb_passage_nearest_384_de"}
    store = PassageStore(connection, FakeEmbedder().recipe)
    vector = FakeEmbedder().embed(["w2"])[0]
    for language in ("de", "xx'; --"):
        rows = store.nearest(vector, 9, language=language, audience=Audience.PUBLIC)
        assert {row.language for row in rows} == {language}
        assert (len(rows), rows[0].text) == (4, "w2")


def test_vectors_of_another_length_get_a_graph_with_the_first_of_them(
    connection: psycopg.Connection[Any],
) -> None:
    KnowledgeBase(connection, FakeEmbedder(dimension=768)).index(1, 1, Document("a", "", "word"))
    assert connection.execute("SELECT to_regclass('kb_passage_nearest_768')").fetchone() != (None,)
    longest = FakeEmbedder(dimension=hnsw.LONGEST + 1)
    KnowledgeBase(connection, longest).index(2, 1, Document("b", "", "word"))
    assert KnowledgeBase(connection, longest).search("word")[0].article_id == 2
