"""A trained model is measured on questions that taught it nothing, against the one in service."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import OnnxEmbedder
from knowledge_base.evaluation.comparison import compare
from knowledge_base.evaluation.holdout import split
from knowledge_base.evaluation.scoring import Outcome
from knowledge_base.finetuning import experiment as trials
from knowledge_base.finetuning.experiment import Experiment, TooLittle, run
from knowledge_base.finetuning.hyperparameters import Hyperparameters
from knowledge_base.ranking.answered import AnsweredQuestion, Experience
from tests.fakes import FakeEmbedder
from tests.knowledge_base.finetuning.lesson import ARTICLES, ASKED

QUICK = Hyperparameters(epochs=1, batch=8, part=8, question_tokens=16, passage_tokens=16)


def outcome(ranks: list[int]) -> Outcome:
    """The right article of each question at this rank."""
    gains = np.zeros((len(ranks), 10))
    for row, rank in enumerate(ranks):
        gains[row, rank - 1] = 1.0
    sure = np.full(len(ranks), 0.5)
    return Outcome(gains, -np.sort(-gains, axis=1), sure, sure > 0.4)


def a_trial(tmp_path: Path, base: str, questions: int) -> Experiment:
    asked = [
        AnsweredQuestion(str(n), f"{text} {n}", {slug: "linked"})
        for n, (text, slug) in enumerate(ASKED * (questions // len(ASKED)))
    ]
    return Experiment(
        documents=[Document(slug, title, title) for slug, title in ARTICLES.items()],
        experience=Experience(asked),
        base=base,
        name="taught-1",
        folder=tmp_path / "models" / "taught",
        work=tmp_path / "work",
        hyperparameters=QUICK,
        threads=1,
    )


def test_the_newest_fifth_is_held_out_and_the_undated_are_old() -> None:
    days = np.array([5.0, np.nan, 3.0, 9.0, 1.0, 9.0, 2.0, 4.0, 6.0, 7.0])
    taught, held_out = split(days, "newest")
    assert held_out.tolist() == [3, 5]
    assert taught.tolist() == [0, 1, 2, 4, 6, 7, 8, 9]


def test_a_random_fifth_is_the_same_one_each_time() -> None:
    days = np.zeros(50)
    first, again = split(days, "random"), split(days, "random")
    assert first[1].tolist() == again[1].tolist()
    assert first[1].tolist() != split(days, "newest")[1].tolist()
    assert sorted([*first[0], *first[1]]) == list(range(50))


def test_a_model_is_better_only_beyond_chance() -> None:
    before, ahead = outcome([2] * 100), outcome([1] * 100)
    surely = compare(before, ahead)
    assert surely.better
    assert surely.differences == {"mrr@10": 0.5, "hit@1": 1.0}
    assert surely.intervals["mrr@10"] == (0.5, 0.5)
    assert not compare(before, before).better
    assert not compare(ahead, before).better
    assert not compare(before, outcome([1, 3, 3, 3, 3] * 20)).better


def test_too_few_questions_train_nothing(tmp_path: Path) -> None:
    with pytest.raises(TooLittle, match="198 answered questions are too few"):
        run(a_trial(tmp_path, "any", 198), FakeEmbedder(), lambda _: None)
    assert not (tmp_path / "models").exists()


def test_a_trial_writes_the_model_that_it_measured(
    tmp_path: Path, tiny_model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "FEWEST", 30)
    said: list[str] = []
    planned = a_trial(tmp_path, tiny_model, 30)
    comparison = run(planned, FakeEmbedder(), said.append)
    assert comparison.questions == 6
    assert set(comparison.as_json()) >= {"before", "after", "differences", "intervals", "better"}
    embedder = OnnxEmbedder(planned.folder)
    embedder.check()
    assert embedder.recipe.stamp == planned.stamp == "taught-1/32/unit"
    assert any(sentence.startswith("step 3 of 3 (100%)") for sentence in said)
    assert list(planned.work.iterdir()) == []
