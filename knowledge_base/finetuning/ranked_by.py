"""Articles and answered questions as one model sees them, and how it ranks the one by the other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.evaluation.scoring import Outcome, score
from knowledge_base.ranking.answered import Experience
from knowledge_base.ranking.corpus import corpus_of
from knowledge_base.ranking.ranker import TrainingSet, learn

Numbers = NDArray[np.int64]


class RankedBy:
    """Everything is embedded once, whichever questions teach and whichever are held out."""

    def __init__(
        self, documents: Sequence[Document], experience: Experience, embedder: Embedder
    ) -> None:
        self.corpus = corpus_of(documents, embedder)
        self.learned = TrainingSet.of(experience, self.corpus, embedder).answered()

    @property
    def days(self) -> NDArray[np.float64]:
        """The day of each question that one of the articles answered."""
        return self.learned.asked.days

    def outcome(self, taught: Numbers, held_out: Numbers) -> Outcome:
        """How a ranker that learned from some questions ranks the others."""
        ranker = learn(self.corpus, self.learned.take(taught))
        asked = self.learned.asked.take(held_out)
        return score(ranker, self.corpus, asked, self.learned.targets[held_out])
