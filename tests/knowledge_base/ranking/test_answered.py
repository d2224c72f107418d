"""Answered questions are evidence until they, or their articles, are gone."""

from datetime import date

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from knowledge_base.ranking.answered import AnsweredQuestion, Experience, days_of
from knowledge_base.ranking.kernel_regression import Mix, Rows, kernel, solve

BOTH = AnsweredQuestion("1", "Where is it?", {"orders": "accepted", "parcels": "linked"})
ONE = AnsweredQuestion("2", "Send it back?", {"returns": "helpful"}, date(2026, 1, 2))


def rows(vectors: list[list[float]], days: list[float]) -> Rows:
    return Rows(np.array(vectors), csr_matrix((len(vectors), 1)), np.array(days))


def test_an_accepted_answer_weighs_more_than_a_link() -> None:
    coefficients = Experience([BOTH]).targets(["orders", "parcels", "returns"])
    assert coefficients.tolist() == [[pytest.approx(2 / 3), pytest.approx(1 / 3), 0]]
    assert Experience([BOTH, ONE]).weights.tolist() == [2.0, 1.5]


def test_an_unknown_article_gets_no_share() -> None:
    assert Experience([BOTH, ONE]).targets(["parcels"]).tolist() == [[1.0], [0.0]]


def test_an_article_that_goes_takes_only_what_it_alone_answered() -> None:
    left = Experience([BOTH, ONE]).without_article("returns")
    assert left.texts == ["Where is it?"]
    assert Experience([BOTH]).without_article("orders").questions[0].articles == {
        "parcels": "linked"
    }


def test_an_erased_customers_questions_are_gone() -> None:
    assert Experience([BOTH, ONE]).without_questions({"1"}).texts == ["Send it back?"]


def test_an_unknown_day_is_no_day() -> None:
    assert np.isnan(days_of([None, date(2026, 1, 2)])).tolist() == [True, False]


def test_near_in_time_counts_more_and_timeless_counts_nothing() -> None:
    one = rows([[1.0, 0.0]], [0.0])
    others = rows([[0.0, 1.0]] * 3, [0.0, 200.0, np.nan])
    same, later, timeless = kernel(one, others, Mix(0, 1.0))[0]
    assert (same, timeless) == (1, 0)
    assert later == pytest.approx(np.exp(-1))


def test_what_is_held_out_equals_solving_without_it() -> None:
    random = np.random.default_rng(5)
    vectors = np.abs(random.normal(size=(12, 4)))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    targets, weights = np.eye(3)[random.integers(0, 3, 12)], random.uniform(0.5, 2, 12)
    whole = rows(vectors.tolist(), list(range(12)))
    rest = rows(vectors[1:].tolist(), list(range(1, 12)))
    first = rows(vectors[:1].tolist(), [0.0])
    held_out = solve(whole, targets, weights=weights, mix=Mix(0, 0.1)).held_out[0]
    without = solve(rest, targets[1:], weights=weights[1:], mix=Mix(0, 0.1)).scores(first)[0]
    assert held_out == pytest.approx(without)
    assert not np.allclose(held_out, targets[0])
