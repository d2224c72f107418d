"""A question finds the articles that fit it, whatever it looks like."""

import time
from typing import Any

import psycopg
import pytest

from knowledge_base import Audience, Document, KnowledgeBase, OnnxEmbedder
from knowledge_base.documents.identifiers import is_identifier

ARTICLES = [
    Document("returns", "Return an item", "Send it back within 30 days for a full refund."),
    Document("track", "Track your parcel", "The carrier scans each parcel on its way to you."),
    Document("e1042", "The app stops", "Some phones show error E-1042 or 0x80070005 at the start."),
    Document("stop", "The app is slow", "Close other apps when the error of slowness starts."),
    Document(
        "pin", "Change the PIN", "Open settings and choose a new PIN.", audience=Audience.AGENTS
    ),
    Document("retours", "Renvoyer un article", "Renvoyez-le sous 30 jours.", language="fr"),
    Document("rtl", "تتبع الطلب", "يمكنك تتبع طلبك من صفحة الحساب.", language="ar"),
]


@pytest.fixture
def shop(connection: psycopg.Connection[Any], minilm: OnnxEmbedder) -> KnowledgeBase:
    base = KnowledgeBase(connection, minilm)
    base.index_many([(number, 1, document) for number, document in enumerate(ARTICLES)])
    return base


def first(base: KnowledgeBase, query: str, **options: Any) -> str:
    return ARTICLES[base.search(query, **options)[0].article_id].slug


def slugs(base: KnowledgeBase, query: str, **options: Any) -> set[str]:
    return {ARTICLES[hit.article_id].slug for hit in base.search(query, 20, **options)}


def test_other_words_with_the_same_meaning_find_the_article(shop: KnowledgeBase) -> None:
    assert first(shop, "can I get my money back?") == "returns"
    assert first(shop, "where is my shipment right now") == "track"


@pytest.mark.parametrize("code", ["E-1042", "error e-1042", "0x80070005", "what is 0X80070005?"])
def test_an_exact_code_wins(shop: KnowledgeBase, code: str) -> None:
    assert first(shop, code, language="en") == "e1042"


def test_each_article_comes_once_with_its_best_passage(
    connection: psycopg.Connection[Any], minilm: OnnxEmbedder
) -> None:
    base = KnowledgeBase(connection, minilm)
    base.index(1, 1, Document("a", "Account", "## Password\n\nReset it.\n\n## Name\n\nEdit it."))
    hits = base.search("change my name")
    assert [(hit.article_id, hit.heading) for hit in hits] == [(1, "Name")]


def test_the_language_asked_for_is_the_only_one_found(shop: KnowledgeBase) -> None:
    assert slugs(shop, "renvoyer", language="fr") == {"retours"}
    assert "retours" not in slugs(shop, "renvoyer", language="en")
    assert "retours" in slugs(shop, "renvoyer")
    assert slugs(shop, "return", language="sv") == set()


def test_what_is_for_agents_is_hidden_from_customers(shop: KnowledgeBase) -> None:
    assert "pin" not in slugs(shop, "change the PIN")
    assert first(shop, "change the PIN", audience=Audience.AGENTS) == "pin"
    assert "returns" in slugs(shop, "return an item", audience=Audience.AGENTS)


def test_hits_come_best_first_and_no_more_than_asked(shop: KnowledgeBase) -> None:
    hits = shop.search("parcel", 3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(-1.01 <= hit.similarity <= 1.01 and 0 <= hit.keywords <= 1 for hit in hits)


@pytest.mark.parametrize("query", ["", "   ", "\n\t", "\u00a0"])
def test_an_empty_query_finds_nothing(shop: KnowledgeBase, query: str) -> None:
    assert shop.search(query) == []


@pytest.mark.parametrize(
    "query",
    [
        "' OR 1=1; DROP TABLE kb_passage; --",
        "a & | ! ( ) : * <-> \\ '' %s %(x)s",
        "🎉👩🏽\u200d🔧",
        "كيف أتتبع طلبي؟",
        "\0\0",
        "\ud83d",
        "the of and",
        "-" * 500,
        "a:b:c 'x' <-> !!",
    ],
)
def test_odd_queries_find_something_or_nothing_and_never_fail(
    shop: KnowledgeBase, query: str
) -> None:
    for language in (None, "en", "zh", "xx'; --"):
        assert isinstance(shop.search(query, language=language), list)
    assert shop.count() > 0


def test_a_megabyte_of_question_is_answered_quickly(shop: KnowledgeBase) -> None:
    start = time.perf_counter()
    assert first(shop, "return an item " * 70_000) == "returns"
    assert time.perf_counter() - start < 3


def test_right_to_left_text_finds_its_article(shop: KnowledgeBase) -> None:
    assert first(shop, "تتبع الطلب", language="ar") == "rtl"


def test_an_empty_index_finds_nothing(
    connection: psycopg.Connection[Any], minilm: OnnxEmbedder
) -> None:
    assert KnowledgeBase(connection, minilm).search("anything") == []


@pytest.mark.parametrize("word", ["E1042", "0x80070005", "STM32H747_update", "snake_case", "90210"])
def test_codes_are_told_from_words(word: str) -> None:
    assert is_identifier(word)


@pytest.mark.parametrize("word", ["password", "e-mail", "iPhone", "2024", "and/or", "3"])
def test_words_are_told_from_codes(word: str) -> None:
    assert not is_identifier(word)
