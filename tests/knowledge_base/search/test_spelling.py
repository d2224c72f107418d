"""Typing errors are put right by the desk's own words, and nothing else is touched."""

import pytest

from knowledge_base import Document, KnowledgeBase, OnnxEmbedder
from knowledge_base.ranking.answered import Experience
from knowledge_base.ranking.tfidf import Tfidf
from knowledge_base.search.spelling import corrected

ARTICLES = [
    "returns take days",
    "forgotten password",
    "warranty of lamps",
    "password of an account",
]
VOCABULARY = Tfidf.of([*ARTICLES, "Rückgabe binnen dreißig Tagen"])


def known(word: str) -> bool:
    return word in {"student", "later", "warrants"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how long do retruns take", "how long do returns take"),
        ("I forgot my pasword", "I forgot my password"),
        ("PASSWROD", "password"),
        ("waranty of my lampss", "warranty of my lamps"),
        ("Rückgbe", "rückgabe"),
    ],
)
def test_a_letter_wrong_missing_doubled_or_swapped_is_put_right(typed: str, meant: str) -> None:
    assert corrected(typed, VOCABULARY, known) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "student discount",  # known, though no article has it
        "warrants",  # known, though one letter from a word of the articles
        "E-1042 passw0rd",
        "take it",
        "xylophones",
        "",
    ],
)
def test_what_is_known_short_or_far_from_every_word_stays(typed: str) -> None:
    assert corrected(typed, VOCABULARY, known) == typed


def test_of_two_words_as_near_the_more_common_is_meant() -> None:
    vocabulary = Tfidf.of(["parcels", "parcels moved", "parcel", "parcels left"])
    assert corrected("parcelz", vocabulary, known) == "parcels"


def test_without_any_vocabulary_nothing_is_put_right() -> None:
    assert corrected("retruns", Tfidf.of([]), known) == "retruns"


def test_the_real_model_tells_words_from_errors(minilm: OnnxEmbedder) -> None:
    assert [minilm.knows(word) for word in ("student", "Poem", "retruns", "pasword")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_search_with_an_error_finds_what_one_without_it_does(
    connection: object, minilm: OnnxEmbedder
) -> None:
    base = KnowledgeBase(connection, minilm)  # type: ignore[arg-type]
    base.index(1, 1, Document("returns", "Returns", "Returns take five days."))
    base.index(2, 1, Document("lamps", "Lamps", "Lamps shine in the night."))
    base.learn(Experience([]), "everything")
    wrong, right = base.results("retruns"), base.results("returns")
    assert wrong.hits[0].article_id == right.hits[0].article_id == 1
    assert wrong.certainty == pytest.approx(right.certainty)
