"""One trained model against the one in service, on questions that taught neither."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder, OnnxEmbedder
from knowledge_base.embedding.export import export
from knowledge_base.evaluation.comparison import Comparison, compare
from knowledge_base.evaluation.holdout import HoldOut, split
from knowledge_base.finetuning.hyperparameters import Plan
from knowledge_base.finetuning.loop import Say, train, use_threads
from knowledge_base.finetuning.pairs import Lessons, lessons_of
from knowledge_base.finetuning.ranked_by import Sight
from knowledge_base.ranking.answered import Experience

# With fewer the held-out part cannot tell a better model from luck.
FEWEST = 200
# More would not be taught within half an hour on two processors; the newest say most.
MOST = 3_000


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
    threads: int = 2

    @property
    def stamp(self) -> str:
        """What stands beside the vectors of the model, once it is made."""
        return OnnxEmbedder(self.folder).recipe.stamp


def run(trial: Trial, serving: Embedder, say: Say) -> Comparison:
    """Train on the earlier questions, write the model, and compare both on the held-out ones.

    In the comparison each model ranks with a ranker that learned from the earlier questions too.
    Raises TooLittle before anything is computed.
    """
    lasting = trial.experience.newest(MOST)
    if len(lasting.questions) < FEWEST:
        raise TooLittle(
            f"{len(lasting.questions)} answered questions are too few to train on. "
            f"It takes {FEWEST}."
        )
    say("looking at articles and questions with the model in service")
    before = Sight(trial.documents, lasting, serving)
    taught, held_out = split(before.days, trial.hold_out)
    _make(trial, lessons_of(before.corpus, before.learned.take(taught)), say)
    say("looking at them with the trained model")
    trained = OnnxEmbedder(trial.folder, threads=trial.threads)
    after = Sight(trial.documents, lasting, trained)
    return compare(before.outcome(taught, held_out), after.outcome(taught, held_out))


def _make(trial: Trial, lessons: Lessons, say: Say) -> None:
    trial.work.mkdir(parents=True, exist_ok=True)
    taught = trial.work / "taught"
    use_threads(trial.threads)
    train(trial.base, lessons, taught, plan=trial.plan, say=say)
    export(str(taught), trial.folder, say, name=trial.name)
    shutil.rmtree(taught)
