"""How sure search is: more for what is near and ahead, and right as often as it says."""

import numpy as np
import pytest

from knowledge_base.ranking import calibration, linear
from knowledge_base.ranking.calibration import Certainty, default_threshold, unlearned
from knowledge_base.ranking.features import FEATURES, log_evidence
from knowledge_base.ranking.linear import START, Ranking, learn_weights, rank
from knowledge_base.ranking.metrics import calibration_error

ALONE = linear.NOTHING


def article(*, near: float, evidence: float, codes: float = 0.0) -> list[float]:
    features = {
        "evidence": float(log_evidence(np.array(evidence))),
        "passage": near,
        "passages": near,
        "words": 0.1,
        "neighbour": 0.0,
        "codes": codes,
    }
    return [features[name] for name in FEATURES]


def ranked(*articles: list[float]) -> Ranking:
    return rank(np.array([articles]), START)


def sure(*articles: list[float]) -> float:
    return float(unlearned().of(ranked(*articles))[0])


GOOD, FAIR, POOR = (
    article(near=near, evidence=evidence) for near, evidence in ((0.8, 0.4), (0.5, 0.1), (0.1, 0.0))
)


def test_the_nearer_the_surer() -> None:
    assert sure(GOOD, POOR) > sure(FAIR, POOR) > sure(POOR, POOR)


def test_a_rival_makes_less_sure() -> None:
    assert sure(GOOD, POOR) > sure(GOOD, GOOD)


def test_the_only_article_is_not_right_for_being_the_only_one() -> None:
    assert sure(POOR) < 0.1
    assert sure(GOOD) > default_threshold(0.8)


def test_what_a_row_lacks_to_one_is_the_chance_that_none_is_right() -> None:
    assert ranked(GOOD, FAIR).probabilities.sum() < 1
    assert ranked(POOR).probabilities.sum() < ranked(GOOD).probabilities.sum()


def test_a_code_letter_for_letter_beats_whatever_is_near() -> None:
    coded = article(near=0.2, evidence=0.02, codes=1.0)
    assert ranked(FAIR, coded).order[0].tolist() == [1, 0]


def test_equals_keep_the_order_of_the_articles() -> None:
    assert ranked(FAIR, FAIR, FAIR).order[0].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("target", "threshold"), [(0.8, 0.6), (0.9, 0.8), (0.99, 0.95), (0.5, 0.3)]
)
def test_who_wants_more_right_answers_gets_a_higher_threshold(
    target: float, threshold: float
) -> None:
    assert default_threshold(target) == pytest.approx(threshold)


def many(count: int) -> tuple[Ranking, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Rankings whose first article is right as often as its nearness says."""
    random = np.random.default_rng(7)
    near = random.uniform(0.1, 0.9, count)
    features = np.array([[article(near=n, evidence=n / 2), POOR] for n in near])
    return rank(features, START), random.uniform(size=count) < near


def test_it_learns_how_often_it_is_right() -> None:
    found, right = many(2_000)
    learned = calibration.learn(found, right)
    assert calibration_error(learned.of(found), right) < 0.05
    assert calibration_error(learned.of(found), right) < calibration_error(
        unlearned().of(found), right
    )


def test_the_learned_threshold_keeps_its_target_on_questions_to_come() -> None:
    taught, right = many(2_000)
    learned = calibration.learn(taught, right, target=0.7)
    coming, truth = many(1_000)
    answered = learned.of(coming) >= learned.threshold
    assert truth[answered].mean() > 0.66
    assert answered.mean() > 0.2


def test_fewer_than_fifty_questions_leave_the_threshold_alone() -> None:
    found, right = many(49)
    assert calibration.learn(found, right).threshold == default_threshold(0.8)


def test_a_target_that_nothing_keeps_answers_nothing() -> None:
    found, right = many(200)
    learned = calibration.learn(found, np.zeros_like(right), target=0.9)
    assert isinstance(learned, Certainty)
    assert not (learned.of(found) >= learned.threshold).any()


def test_weights_learn_what_tells_the_right_article() -> None:
    random = np.random.default_rng(3)
    features = random.uniform(0, 0.1, (300, 4, len(FEATURES)))
    right = np.zeros((300, 4), dtype=bool)
    right[np.arange(300), random.integers(0, 4, 300)] = True
    features[..., FEATURES.index("neighbour")] += right * random.uniform(0, 1, (300, 4))
    weights = learn_weights(features, right)
    assert weights[FEATURES.index("neighbour")] > START[FEATURES.index("neighbour")]
    assert weights[FEATURES.index("codes")] >= START[FEATURES.index("codes")]
    order = rank(features, weights).order[:, 0]
    assert right[np.arange(300), order].mean() > 0.8


def test_few_questions_and_silent_signs_leave_the_defaults() -> None:
    features, right = np.zeros((10, 2, len(FEATURES))), np.eye(2, dtype=bool)[[0] * 10]
    assert learn_weights(features, right).tolist() == START.tolist()
    silent = learn_weights(features, right, silent=("words",))
    assert silent[FEATURES.index("words")] == 0
