"""What was answered once is found again, at once, by those who may see it, and never blindly."""

from datetime import date
from typing import Any

import numpy as np
import psycopg
import pytest

from knowledge_base import Audience, Document, KnowledgeBase
from knowledge_base.ranking.answered import AnsweredQuestion, Experience
from knowledge_base.ranking.archive import UnreadableRanking, packed, unpacked
from tests.fakes import FakeEmbedder

ARTICLES = [
    Document("returns", "Send an item back", "Within thirty days for a refund."),
    Document("tracking", "Follow a parcel", "The carrier scans it on its way."),
    Document("codes", "Error messages", "Code E-1042 means that the lid is open."),
    Document("staff", "Goodwill", "Agents may give ten percent.", audience=Audience.AGENTS),
]
RETURNS, TRACKING, CODES, STAFF, LATER = range(1, 6)
ODD = "shoe pinches my toe"


@pytest.fixture
def shop(base: KnowledgeBase) -> KnowledgeBase:
    base.index_many([(number, 1, article) for number, article in enumerate(ARTICLES, start=1)])
    return base


def asked(text: str, article: int, number: int = 0) -> AnsweredQuestion:
    return AnsweredQuestion(f"{article}-{number}", text, {str(article): "linked"}, date(2026, 1, 2))


def history(times: int = 20) -> Experience:
    """Twenty customers with sore feet who were all shown how to send an item back."""
    return Experience([asked(f"{ODD} {n}", RETURNS, n) for n in range(times)])


def first(base: KnowledgeBase, question: str, **reader: Any) -> int | None:
    hits = base.search(question, **reader)
    return hits[0].article_id if hits else None


def test_a_question_answered_before_finds_its_article_in_no_common_words(
    shop: KnowledgeBase,
) -> None:
    before = shop.results(ODD)
    shop.learn(history(), "twenty")
    after = shop.results(ODD)
    assert after.hits[0].article_id == RETURNS
    assert after.certainty > before.certainty
    assert shop.learned_from() == "twenty"


def test_the_passage_shown_comes_from_the_article_that_experience_names(
    shop: KnowledgeBase,
) -> None:
    shop.learn(history(), "twenty")
    assert shop.search(ODD)[0].text == "Within thirty days for a refund."


def test_an_article_indexed_after_learning_is_found_at_once(shop: KnowledgeBase) -> None:
    shop.learn(history(), "twenty")
    shop.index(LATER, 1, Document("gifts", "Gift vouchers", "A voucher lasts five years."))
    assert first(shop, "how long does a gift voucher last") == LATER
    assert first(shop, ODD) == RETURNS


def test_an_article_that_went_is_not_found_though_it_was_learned(shop: KnowledgeBase) -> None:
    shop.learn(history(), "twenty")
    shop.remove(RETURNS)
    assert first(shop, ODD) != RETURNS


def test_what_is_for_agents_stays_hidden_however_often_it_answered(shop: KnowledgeBase) -> None:
    told = Experience([asked("can you lower the price", STAFF, n) for n in range(20)])
    shop.learn(told, "goodwill")
    assert first(shop, "can you lower the price", audience=Audience.AGENTS) == STAFF
    assert first(shop, "can you lower the price") != STAFF


def test_however_much_is_for_agents_customers_find_what_is_for_them(shop: KnowledgeBase) -> None:
    for number in range(LATER, LATER + 60):
        body = f"Agents may lower the price by {number} percent."
        shop.index(number, 1, Document("staff", "Price", body, audience=Audience.AGENTS))
    shop.index(100, 1, Document("prices", "Lists", "Whoever asks for the price gets our list."))
    shop.learn(history(), "twenty")
    hits = shop.search("may you lower the price", limit=3)
    assert hits[0].article_id == 100
    assert len(hits) == 3


def test_only_the_language_asked_for_is_found(shop: KnowledgeBase) -> None:
    shop.learn(history(), "twenty")
    assert shop.search(ODD, language="fr") == []


def test_an_exact_code_wins_over_experience(shop: KnowledgeBase) -> None:
    habit = Experience([asked("E-1042 again", TRACKING, n) for n in range(20)])
    shop.learn(habit, "habit")
    assert first(shop, "E-1042") == CODES


def test_forgotten_evidence_teaches_no_longer(shop: KnowledgeBase) -> None:
    shop.learn(history(), "twenty")
    sure = shop.results(ODD).certainty
    shop.learn(Experience(), "nothing")
    assert shop.results(ODD).certainty < sure


def test_an_empty_desk_learns_nothing_and_finds_nothing(base: KnowledgeBase) -> None:
    assert base.learn(Experience(), "nothing") is None
    assert base.learned_from() is None
    assert base.search("anything") == []


def test_a_ranking_that_cannot_be_read_is_passed_over(
    connection: psycopg.Connection[Any], shop: KnowledgeBase
) -> None:
    shop.learn(history(), "twenty")
    connection.execute("UPDATE kb_ranking SET content = 'damaged', id = DEFAULT")
    assert first(shop, "send an item back") == RETURNS


def test_learning_again_embeds_only_what_is_new(
    shop: KnowledgeBase, embedder: FakeEmbedder
) -> None:
    shop.learn(history(3), "three")
    embedder.embedded.clear()
    shop.learn(history(4), "four")
    assert embedder.embedded == [f"{ODD} 3"]


def test_vectors_of_forgotten_questions_are_forgotten(
    connection: psycopg.Connection[Any], shop: KnowledgeBase
) -> None:
    shop.learn(history(5), "five")
    shop.learn(Experience(), "none")
    kept = connection.execute("SELECT count(*) FROM kb_vector").fetchone()
    assert kept == (len(ARTICLES),)


def test_a_packed_ranker_ranks_as_before(shop: KnowledgeBase) -> None:
    ranker = shop.learn(history(), "twenty")
    assert ranker is not None
    again = unpacked(packed(ranker))
    codes = np.zeros((20, len(ARTICLES)))
    questions = ranker.known.questions
    scores = [r.evidence.scores(questions) for r in (ranker, again)]
    features = [
        r.known.features(questions, s, codes) for r, s in zip((ranker, again), scores, strict=True)
    ]
    assert features[1] == pytest.approx(features[0], abs=1e-5)
    assert again.slugs == ranker.slugs


@pytest.mark.parametrize("content", [b"", b"PK", b"not an archive" * 100])
def test_bytes_that_are_no_ranker_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableRanking):
        unpacked(content)
