"""What is said of turns understood, and how well ours are."""

import numpy as np
import pytest

from knowledge_base import OnnxEmbedder
from knowledge_base.evaluation.follow_ups import Outcome, measure, report
from knowledge_base.following.dialogues import HELP_CENTRES, read_dialogues
from tests.knowledge_base.conftest import shared


def test_the_figures_are_those_of_the_turns() -> None:
    outcome = Outcome(
        dialogue=np.array([0, 0, 1, 1]),
        needs=np.array([False, True, True, False]),
        said_to=np.array([False, True, False, True]),
        cosine=np.array([1.0, 0.8, 0.6, 0.4]),
        typed=np.array([1.0, 0.5, 0.6, 0.5]),
        after_first=np.array([1.0, 0.6, 0.6, 0.2]),
    )
    figures = report(outcome)
    assert figures["questions"] == 4
    assert figures["dialogues"] == 2
    assert figures["cosine"] == pytest.approx(0.7)
    assert figures["cosine_as_typed"] == pytest.approx(0.65)
    assert figures["cosine_after_first"] == pytest.approx(0.6)
    assert figures["need_precision"] == figures["need_recall"] == figures["need_f1"] == 0.5
    assert figures["need_accuracy"] == figures["need_specificity"] == 0.5
    low, high = figures["intervals"]["cosine"]
    assert low == pytest.approx(0.5)
    assert high == pytest.approx(0.9)


def test_the_weights_that_come_with_heed_know_our_own_conversations(minilm: OnnxEmbedder) -> None:
    figures = measure(read_dialogues(HELP_CENTRES), minilm, folds=0)
    assert figures["need_f1"] >= 0.9
    assert figures["cosine"] >= figures["cosine_as_typed"] + 0.1


def test_follow_ups_of_unknown_conversations_are_understood(minilm: OnnxEmbedder) -> None:
    dialogues = read_dialogues(shared("treccast") / "follow_ups_dev.jsonl")
    figures = measure(dialogues, minilm, folds=3)
    assert figures["cosine"] >= 0.83
    assert figures["need_f1"] >= 0.89
