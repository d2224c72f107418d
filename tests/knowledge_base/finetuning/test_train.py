"""A model is taught a desk's own questions, and a training that was stopped ends the same."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.embedding.export import load_model
from knowledge_base.finetuning import loop
from knowledge_base.finetuning.pairs import batches, pairs_of
from knowledge_base.finetuning.trainer import Trainer
from knowledge_base.ranking.corpus import Asked, Corpus
from knowledge_base.ranking.ranker import TrainingSet
from tests.knowledge_base.finetuning.lesson import QUICK, the_pairs

REAL = "all-MiniLM-L6-v2"
KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from knowledge_base.finetuning import loop
from tests.knowledge_base.finetuning.lesson import QUICK, the_pairs
loop.CHECKPOINT_EVERY = loop.WORD_EVERY = -1.0
loop.use_threads(1)

def say(sentence):
    print(sentence, flush=True)
    if sentence.startswith("step 2 of 4"):
        sys.stdin.read()  # until it is killed

loop.train(sys.argv[1], the_pairs(), Path(sys.argv[2]), hyperparameters=QUICK, say=say)
"""


def quietly(_sentence: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, tiny_model: str) -> Path:
    """The model of a training that nothing disturbed."""
    folder = tmp_path_factory.mktemp("taught") / "model"
    loop.use_threads(1)  # sums depend on how they are divided
    loop.train(tiny_model, the_pairs(), folder, hyperparameters=QUICK, say=quietly)
    return folder


def same(one: Path, other: Path) -> bool:
    left, right = (load_model(str(folder)).state_dict() for folder in (one, other))
    return all(bool((left[name] == right[name]).all()) for name in left)


def test_a_passage_is_right_only_if_its_article_is_linked() -> None:
    pairs = the_pairs()
    # Each article has two passages, its title and its text.
    right = [number.tolist() for number in pairs.right]
    assert right == [[0, 1], [0, 1], [2, 3], [2, 3], [4, 5], [4, 5]]


def test_hard_wrong_passages_are_similar_but_not_the_most_similar_ones() -> None:
    vectors = np.eye(40)[:, :40]
    corpus = Corpus(
        [f"a{n}" for n in range(40)],
        np.arange(40),
        np.zeros(40, dtype=np.int64),
        ["x"] * 40,
        vectors,
    )
    question = np.linspace(1, 0, 40)[None, :]
    targets = np.zeros((1, 40))
    targets[0, 3] = 1.0
    asked = Asked(["q"], question, np.zeros(1))
    pairs = pairs_of(corpus, TrainingSet(asked, targets, np.ones(1)))
    assert pairs.right[0].tolist() == [3]
    assert pairs.wrong[0].tolist() == [*range(6, 31)]


def test_an_article_is_never_kept_apart_from_its_own_questions() -> None:
    pairs = the_pairs()
    seen: list[int] = []
    for batch in batches(pairs, 4, seed=1):
        seen += batch.questions.tolist()
        asked = pairs.answers[batch.questions].argmax(axis=1)
        owners = np.concatenate([asked, pairs.owners[batch.passages]])
        alike = asked[:, None] == owners[None, :]
        assert not (batch.pushed & alike).any()
        assert not (batch.pulled & ~alike).any()
        assert not np.diagonal(batch.pulled).any()
    assert sorted(seen) == list(range(6))


def test_what_the_real_model_was_taught_is_nearer_than_before(tmp_path: Path) -> None:
    pairs, folder = the_pairs(), tmp_path / "model"
    loop.train(REAL, pairs, folder, hyperparameters=QUICK, say=quietly)
    nearness = []
    for model in (load_model(REAL), load_model(str(folder))):
        questions, passages = (
            model.encode(texts, normalize_embeddings=True)
            for texts in (pairs.questions, pairs.passages)
        )
        scores = questions @ passages.T
        answers = pairs.answers[:, pairs.owners]
        nearness.append(scores[answers].mean() - scores[~answers].mean())
    assert nearness[1] > nearness[0] + 0.05


def test_a_killed_training_goes_on_and_ends_with_the_same_model(
    tmp_path: Path, taught: Path, tiny_model: str
) -> None:
    folder = tmp_path / "model"
    command = [sys.executable, "-c", KILLED, tiny_model, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout
        for line in child.stdout:
            if line.startswith("step 2 of 4"):
                break
        child.send_signal(signal.SIGKILL)
    assert not folder.exists()
    assert loop.checkpoint_of(folder).exists()
    said: list[str] = []
    loop.train(tiny_model, the_pairs(), folder, hyperparameters=QUICK, say=said.append)
    assert said[0] == "going on after step 1 of 4"
    assert same(folder, taught)
    assert not loop.checkpoint_of(folder).exists()


@pytest.mark.parametrize("content", [b"", b"not a checkpoint"])
def test_a_damaged_checkpoint_is_thrown_away(
    tmp_path: Path, tiny_model: str, content: bytes
) -> None:
    place = tmp_path / "model.checkpoint"
    place.write_bytes(content)
    trainer = Trainer(tiny_model, the_pairs(), QUICK)
    assert "starting afresh" in trainer.resume(place)
    assert trainer.step == 0


def test_a_checkpoint_of_another_training_is_thrown_away(tmp_path: Path, tiny_model: str) -> None:
    place = tmp_path / "model.checkpoint"
    other = Trainer(tiny_model, the_pairs(), replace(QUICK, seed=7))
    other.advance()
    other.save(place)
    trainer = Trainer(tiny_model, the_pairs(), QUICK)
    assert "starting afresh" in trainer.resume(place)
    assert trainer.step == 0
