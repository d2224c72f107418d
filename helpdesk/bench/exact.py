"""The exact scan that an approximate search is compared with, kept up while passages are made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpdesk.bench.passages import RARE_LANGUAGE, Made
from knowledge_base.audience import Audience
from knowledge_base.embedding.embedder import Vectors
from knowledge_base.index.passages import Row

TOP = 10
_NOTHING = -2.0


@dataclass(frozen=True)
class Reader:
    """Who asks: one language or all, a customer or an agent."""

    language: str | None
    audience: Audience

    def sees(self, made: Made) -> NDArray[np.bool_]:
        """Which of these passages a search for this reader may find."""
        spoken = [self.language in (None, language) for language in made.languages]
        shown = [audience in (Audience.PUBLIC, self.audience) for audience in made.audiences]
        return np.array(spoken, dtype=np.bool_) & np.array(shown, dtype=np.bool_)


FILTERS = {
    "everything": Reader(None, Audience.AGENTS),
    "public": Reader(None, Audience.PUBLIC),
    "rare language": Reader(RARE_LANGUAGE, Audience.PUBLIC),
}


class BestOfAll:
    """The ten most similar passages of all for each question and reader, by comparing with all."""

    def __init__(self, questions: Vectors) -> None:
        self.questions = questions
        self._best = {name: np.full((len(questions), TOP), _NOTHING) for name in FILTERS}
        self._seen = dict.fromkeys(FILTERS, 0)
        self._all = 0

    def see(self, made: Made) -> None:
        """Compare the questions with these passages too."""
        similar = self.questions @ made.vectors.T
        self._all += len(made.texts)
        for name, reader in FILTERS.items():
            allowed = reader.sees(made)
            self._seen[name] += int(allowed.sum())
            both = np.hstack([self._best[name], np.where(allowed, similar, _NOTHING)])
            self._best[name] = -np.sort(-both, axis=1)[:, :TOP]

    def share(self, name: str) -> float:
        """What part of the passages this reader can find."""
        return self._seen[name] / max(1, self._all)

    def recall(self, name: str, found: Sequence[Sequence[Row]]) -> float:
        """The part of the true best ten that was found, as the mean over the questions.

        A passage is one of them when it is as similar as the tenth: equals take turns. What the
        database computes in half precision differs in the fifth digit.
        """
        shares = []
        for best, rows in zip(self._best[name], found, strict=True):
            there = best[best > _NOTHING]
            if len(there):
                hits = sum(row.value >= there[-1] - 1e-4 for row in rows[:TOP])
                shares.append(hits / len(there))
        return float(np.mean(shares)) if shares else 0.0
