"""What speaks for an article, sign by sign, on cases that can be counted by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge_base.ranking.features import (
    FEATURES,
    Answers,
    Feature,
    Known,
    Segments,
    codes_held,
    focus_of,
    log_evidence,
)
from knowledge_base.ranking.kernel_regression import Rows

OWNERS = np.array([0, 0, 0, 2, 2])
VALUES = np.array([[0.1, 0.9, 0.5, 0.4, 0.4], [-0.3, -0.2, -0.1, 0.0, 1.0]])


def rows(*vectors: list[float]) -> Rows:
    found = np.array(vectors, dtype=np.float64).reshape(len(vectors), 2)
    return Rows(found, csr_matrix((len(vectors), 1)), np.full(len(vectors), np.nan))


@pytest.fixture
def known() -> Known:
    """Article 0 points right, article 1 up; a question that points right was answered by 1."""
    return Known(
        articles=2,
        owners=np.array([0, 1]),
        passages=rows([1.0, 0.0], [0.0, 1.0]),
        questions=rows([1.0, 0.0]),
        answers=Answers(np.array([0]), np.array([1])),
    )


def sign(features: NDArray[np.float64], name: Feature) -> list[float]:
    """One sign of each article, for the first question."""
    return [float(value) for value in features[0, :, FEATURES.index(name)]]


def test_the_largest_of_each_owner_and_nothing_for_who_owns_nothing() -> None:
    largest = Segments.of(OWNERS, 3).largest(VALUES)
    assert largest.tolist() == [[0.9, 0.0, 0.4], [-0.1, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("many", "first", "last"), [(1, 0.9, 0.4), (2, 0.7, 0.4), (3, 0.5, 0.4), (9, 0.5, 0.4)]
)
def test_the_mean_of_the_largest_takes_equals_one_by_one(
    many: int, first: float, last: float
) -> None:
    means = Segments.of(OWNERS, 3).mean_of_largest(VALUES[:1], many)[0]
    assert means.tolist() == [pytest.approx(first), 0.0, pytest.approx(last)]


def test_finding_the_largest_leaves_the_values_as_they_were() -> None:
    values = VALUES.copy()
    Segments.of(OWNERS, 3).mean_of_largest(values, 2)
    assert values.tolist() == VALUES.tolist()


def test_no_columns_are_no_evidence() -> None:
    nobody = Segments.of(np.array([], dtype=np.int64), 2)
    assert nobody.largest(np.zeros((1, 0))).tolist() == [[0.0, 0.0]]
    assert nobody.mean_of_largest(np.zeros((1, 0)), 3).tolist() == [[0.0, 0.0]]


def test_answers_are_pairs_in_the_order_of_the_articles() -> None:
    answers = Answers.of(np.array([[0.0, 1.0], [0.5, 0.5]]))
    assert answers.articles.tolist() == [0, 1, 1]
    assert answers.questions.tolist() == [1, 0, 1]


def test_a_passage_and_an_answered_question_speak_each_for_its_article(known: Known) -> None:
    features = known.features(rows([1.0, 0.0]), np.array([[0.2, 0.7]]), np.zeros((1, 2)))
    assert sign(features, "passage") == [1.0, 0.0]
    assert sign(features, "neighbour") == [0.0, 1.0]
    assert sign(features, "evidence") == pytest.approx(np.log([0.22, 0.72]).tolist())


def test_no_question_is_its_own_neighbour(known: Known) -> None:
    features = known.features(known.questions, np.zeros((1, 2)), np.zeros((1, 2)), own=True)
    assert sign(features, "neighbour") == [0.0, 0.0]


def test_evidence_below_nothing_is_nothing_and_above_all_is_all() -> None:
    assert log_evidence(np.array([-1.0, 0.0])).tolist() == [np.log(0.02)] * 2
    assert log_evidence(np.array([1.0, 5.0])).tolist() == [np.log(1.02)] * 2


def test_codes_count_letter_for_letter_whatever_their_case() -> None:
    texts = ["Error E-1042", "error e1042", "shows 0x80070005 and E-1042"]
    held = codes_held(["e-1042", "E-1042 0X80070005", "none"], texts, np.arange(3), articles=3)
    assert held.tolist() == [[1.0, 0.0, 1.0], [0.5, 0.0, 1.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize(("words", "focus"), [(0, 1.0), (12, 1.0), (24, 0.5), (120, 0.1)])
def test_the_longer_the_message_the_less_one_code_says(words: int, focus: float) -> None:
    assert focus_of("word " * words) == pytest.approx(focus)
