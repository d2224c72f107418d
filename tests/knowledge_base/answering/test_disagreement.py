"""Two articles contradict each other where the same thing is counted and comes to other numbers."""

import pytest

from knowledge_base import OnnxEmbedder
from knowledge_base.answering.disagreement import disagreement
from knowledge_base.answering.spans import Span
from tests.knowledge_base.answering.candidates import candidate

HOW_LONG = "How long do I have to return something?"
THIRTY = "You have 30 days from delivery to return something."


def span(text: str, question: str, article: int) -> Span:
    found = candidate(text, question, article=article)
    return Span(found, 0, len(found.sentences) - 1, 0.5)


def found_between(
    minilm: OnnxEmbedder, *texts: str, question: str = HOW_LONG, articles: tuple[int, ...] = (1, 2)
) -> bool:
    spans = [span(text, question, article) for text, article in zip(texts, articles, strict=True)]
    return disagreement(question, spans, minilm.embed) is not None


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        (HOW_LONG, THIRTY, "You have 14 days from delivery to return something."),
        (
            "how long can I return an item",
            "You can return an item within 30 days of delivery.",
            "You can return your items for up to 14 days after delivery.",
        ),
        (
            "how much is delivery to France",
            "Delivery to France costs €7.90.",
            "Delivery to France is €9.90 a parcel.",
        ),
        (
            "how many characters must a password have",
            "A password needs at least 10 characters.",
            "A password needs 12 characters or more.",
        ),
        (
            "wie lange gilt der Gutschein",
            "Der Gutschein gilt 3 Jahre.",
            "Der Gutschein gilt 5 Jahre.",
        ),
    ],
)
def test_other_numbers_of_the_same_thing_contradict(
    minilm: OnnxEmbedder, question: str, one: str, two: str
) -> None:
    assert found_between(minilm, one, two, question=question)


@pytest.mark.parametrize(
    "other",
    [
        "You have 30 days from delivery to return something.",
        "You have 3 weeks from delivery to return something.",
        "You have 30 days, and 14 days for plants, to return something.",
        "You have thirty days from delivery to return something.",
        "A gift card is valid for 14 days.",
        "Return something from your account.",
    ],
)
def test_what_is_the_same_or_counts_something_else_does_not(
    minilm: OnnxEmbedder, other: str
) -> None:
    assert not found_between(minilm, THIRTY, other)


def test_an_article_does_not_contradict_itself(minilm: OnnxEmbedder) -> None:
    other = "You have 14 days from delivery to return something."
    assert not found_between(minilm, THIRTY, other, articles=(1, 1))


def test_a_question_that_asks_no_number_has_no_contradiction(minilm: OnnxEmbedder) -> None:
    other = "You have 14 days from delivery to return something."
    assert not found_between(minilm, THIRTY, other, question="Where do I return something?")


def test_the_other_article_is_named(minilm: OnnxEmbedder) -> None:
    texts = [THIRTY, "Use the app.", "You have 14 days from delivery to return something."]
    spans = [span(text, HOW_LONG, number) for number, text in enumerate(texts, 1)]
    both = disagreement(HOW_LONG, spans, minilm.embed)
    assert both is not None
    assert [one.candidate.article_id for one in both] == [1, 3]
    assert disagreement(HOW_LONG, [], minilm.embed) is None
