"""The figures agree with values worked out by hand."""

import math

import numpy as np
import pytest

from knowledge_base.ranking import metrics

FALSE_TRUE = np.array([False, True])


@pytest.mark.parametrize(
    ("gains", "rank"),
    [([0, 0, 1], 3), ([2, 1, 0], 1), ([0, 0, 0], 0), ([0, 2, 2], 2), ([], 0)],
)
def test_the_first_relevant_article_counts(gains: list[float], rank: int) -> None:
    assert metrics.first_hits(np.array([gains], dtype=np.float64)).tolist() == [rank]


@pytest.mark.parametrize(
    ("rank", "k", "hit", "reciprocal"),
    [(1, 1, 1, 1), (2, 1, 0, 0), (3, 10, 1, 1 / 3), (11, 10, 0, 0), (0, 10, 0, 0)],
)
def test_a_rank_counts_up_to_the_cut(rank: int, k: int, hit: float, reciprocal: float) -> None:
    ranks = np.array([rank])
    assert metrics.hits(ranks, k).tolist() == [hit]
    assert metrics.reciprocal_ranks(ranks, k).tolist() == [reciprocal]


@pytest.mark.parametrize(
    ("gains", "ideal", "value"),
    [
        ([1, 0], [1, 0], 1.0),
        ([0, 1], [1, 0], 1 / math.log2(3)),
        ([1, 2], [2, 1], (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))),
        ([0, 0], [1, 0], 0.0),
        ([0, 0], [0, 0], 0.0),
    ],
)
def test_the_discounted_gain(gains: list[float], ideal: list[float], value: float) -> None:
    rows = np.array([gains], dtype=np.float64), np.array([ideal], dtype=np.float64)
    assert metrics.ndcg(*rows, 10) == pytest.approx([value])


@pytest.mark.parametrize(
    ("certainty", "right", "error"),
    [
        ([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0], 0.0),
        ([1.0, 1.0], [0, 1], 0.5),
        ([0.05, 0.95], [1, 0], 0.95),
        ([0.85, 0.15], [1, 0], 0.15),
        ([], [], 0.0),
    ],
)
def test_the_calibration_error(certainty: list[float], right: list[int], error: float) -> None:
    found = metrics.calibration_error(np.array(certainty), np.array(right, dtype=np.bool_))
    assert found == pytest.approx(error)


def test_precision_is_unknown_where_nothing_is_answered() -> None:
    assert metrics.precision(np.array([False, False]), FALSE_TRUE) is None
    assert metrics.precision(np.array([True, True]), FALSE_TRUE) == 0.5


def test_the_curve_goes_from_the_most_certain_to_all() -> None:
    certainty, right = np.array([0.2, 0.9, 0.6, 0.4]), np.array([False, True, True, False])
    curve = metrics.risk_coverage(certainty, right)
    found = [(point.threshold, point.coverage, point.risk) for point in curve]
    assert found == [
        (0.9, 0.25, 0),
        (0.6, 0.5, 0),
        (0.4, 0.75, pytest.approx(1 / 3)),
        (0.2, 1, 0.5),
    ]


@pytest.mark.parametrize(("target", "threshold"), [(1.0, 0.8), (0.75, 0.6), (0.6, 0.5), (0.0, 0.5)])
def test_the_threshold_is_the_lowest_that_keeps_the_target(target: float, threshold: float) -> None:
    certainty = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, False, True, False])
    assert metrics.threshold_for(certainty, right, target) == threshold


def test_no_threshold_keeps_a_target_that_is_out_of_reach() -> None:
    assert metrics.threshold_for(np.array([0.9]), np.array([False]), 0.5) > 1


def test_the_interval_holds_the_mean_and_comes_again_with_the_seed() -> None:
    values = np.random.default_rng(1).random(400)
    low, high = metrics.interval(lambda drawn: float(values[drawn].mean()), 400, seed=3) or (0, 0)
    assert low < values.mean() < high
    assert high - low == pytest.approx(4 * values.std() / 20, rel=0.1)
    assert metrics.interval(lambda drawn: float(values[drawn].mean()), 400, seed=3) == (low, high)


def test_there_is_no_interval_of_a_figure_that_never_exists() -> None:
    assert metrics.interval(lambda drawn: None, 5, seed=1) is None
