"""One trained model against the one in service, on questions that taught neither."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge_base.comparison import Comparison, compare
from knowledge_base.corpus import Corpus, asked_of, corpus_of
from knowledge_base.documents import Document
from knowledge_base.embedder import Embedder, OnnxEmbedder
from knowledge_base.evaluation import SEED, Outcome, score
from knowledge_base.experience import Experience
from knowledge_base.export import export
from knowledge_base.lessons import Lessons, lessons_of
from knowledge_base.plan import Plan
from knowledge_base.ranker import Learned, learn
from knowledge_base.training import Say, train

Numbers = NDArray[np.int64]
HoldOut = Literal["newest", "random"]

# With fewer the held-out part cannot tell a better model from luck.
FEWEST = 200
# More would not be taught within half an hour on two processors; the newest say most.
MOST = 3_000
HELD_OUT = 0.2


class TooLittle(Exception):
    """There is too little to learn from; the message says how much is needed."""


@dataclass(frozen=True)
class Trial:
    """What to teach, from what, and where to put it."""

    documents: Sequence[Document]
    experience: Experience
    base: str
    """The model that training begins with: what `export` accepts."""
    name: str
    """What the new model is called in its recipe; no two models may share it."""
    folder: Path
    """Where the model goes that serves (ONNX)."""
    work: Path
    """A folder for what is unfinished; a later trial with the same one goes on where it stopped."""
    plan: Plan = field(default_factory=Plan)
    hold_out: HoldOut = "newest"


def run(trial: Trial, serving: Embedder, *, threads: int = 2, say: Say) -> Comparison:
    """Train on the earlier questions, write the model, and compare both on the held-out ones.

    In the comparison each model ranks with a ranker that learned from the earlier questions too.
    Raises TooLittle before anything is computed.
    """
    lasting = _newest(trial.experience)
    if len(lasting.questions) < FEWEST:
        raise TooLittle(
            f"{len(lasting.questions)} answered questions are too few to train on. "
            f"It takes {FEWEST}."
        )
    say("looking at articles and questions with the model in service")
    before = _Sight(trial, lasting, serving)
    taught, held_out = split(before.learned.asked.days, trial.hold_out)
    _make(trial, lessons_of(before.corpus, _part(before.learned, taught)), say)
    say("looking at them with the trained model")
    after = _Sight(trial, lasting, OnnxEmbedder(trial.folder, threads=threads))
    return compare(before.outcome(taught, held_out), after.outcome(taught, held_out))


def split(days: NDArray[np.float64], hold_out: HoldOut) -> tuple[Numbers, Numbers]:
    """The numbers of the questions to learn from and of those held out, a fifth.

    Questions of unknown days count as the oldest; those of one day keep their order.
    """
    if hold_out == "newest":
        order = np.argsort(np.nan_to_num(days, nan=-np.inf), kind="stable")
    else:
        order = np.random.default_rng(SEED).permutation(len(days))
    cut = len(order) - round(len(order) * HELD_OUT)
    return np.sort(order[:cut]), np.sort(order[cut:])


def _newest(experience: Experience) -> Experience:
    order = np.argsort(np.nan_to_num(experience.days, nan=-np.inf), kind="stable")
    return Experience([experience.questions[number] for number in order[-MOST:]])


class _Sight:
    """Articles and questions as one model sees them."""

    def __init__(self, trial: Trial, experience: Experience, embedder: Embedder) -> None:
        self.corpus: Corpus = corpus_of(trial.documents, embedder)
        asked = asked_of(experience.texts, experience.days, embedder)
        targets = experience.targets(self.corpus.slugs)
        self.learned = Learned(asked, targets, experience.weights)

    def outcome(self, taught: Numbers, held_out: Numbers) -> Outcome:
        ranker = learn(self.corpus, _part(self.learned, taught))
        return score(
            ranker, self.corpus, self.learned.asked.take(held_out), self.learned.targets[held_out]
        )


def _part(learned: Learned, rows: Numbers) -> Learned:
    return Learned(learned.asked.take(rows), learned.targets[rows], learned.weights[rows])


def _make(trial: Trial, lessons: Lessons, say: Say) -> None:
    trial.work.mkdir(parents=True, exist_ok=True)
    taught = trial.work / "taught"
    train(trial.base, lessons, taught, plan=trial.plan, say=say)
    export(str(taught), trial.folder, say, name=trial.name)
