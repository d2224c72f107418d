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
from knowledge_base.finetuning.hyperparameters import Hyperparameters
from knowledge_base.finetuning.loop import Say, train, use_threads
from knowledge_base.finetuning.pairs import Pairs, pairs_of
from knowledge_base.finetuning.ranked_by import RankedBy
from knowledge_base.ranking.answered import Experience

# With fewer the held-out part cannot tell a better model from luck.
FEWEST = 200
# More would not be taught within half an hour on two processors; the newest say most.
MOST = 3_000


class TooLittle(Exception):
    """There is too little to learn from; the message says how much is needed."""


@dataclass(frozen=True)
class Experiment:
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
    """A folder for what is unfinished; a later one with it goes on where this stopped."""
    hyperparameters: Hyperparameters = field(default_factory=Hyperparameters)
    hold_out: HoldOut = "newest"
    threads: int = 2

    @property
    def stamp(self) -> str:
        """What stands beside the vectors of the model, once it is made."""
        return OnnxEmbedder(self.folder).recipe.stamp


def run(experiment: Experiment, serving: Embedder, say: Say) -> Comparison:
    """Train on the earlier questions, write the model, and compare both on the held-out ones.

    In the comparison each model ranks with a ranker that learned from the earlier questions too.
    Raises TooLittle before anything is computed.
    """
    lasting = experiment.experience.newest(MOST)
    if len(lasting.questions) < FEWEST:
        raise TooLittle(
            f"{len(lasting.questions)} answered questions are too few to train on. "
            f"It takes {FEWEST}."
        )
    say("looking at articles and questions with the model in service")
    before = RankedBy(experiment.documents, lasting, serving)
    taught, held_out = split(before.days, experiment.hold_out)
    _make(experiment, pairs_of(before.corpus, before.learned.take(taught)), say)
    say("looking at them with the trained model")
    trained = OnnxEmbedder(experiment.folder, threads=experiment.threads)
    after = RankedBy(experiment.documents, lasting, trained)
    return compare(before.outcome(taught, held_out), after.outcome(taught, held_out))


def _make(experiment: Experiment, pairs: Pairs, say: Say) -> None:
    experiment.work.mkdir(parents=True, exist_ok=True)
    taught = experiment.work / "taught"
    use_threads(experiment.threads)
    train(experiment.base, pairs, taught, hyperparameters=experiment.hyperparameters, say=say)
    export(str(taught), experiment.folder, say, name=experiment.name)
    shutil.rmtree(taught)
