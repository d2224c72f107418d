"""Articles that may answer one question: what was learned of them beside what the index finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index.passages import Row
from knowledge_base.ranking import linear
from knowledge_base.ranking.corpus import Asked
from knowledge_base.ranking.features import FEATURES, SEVERAL, focus_of, log_evidence
from knowledge_base.ranking.linear import Ranking
from knowledge_base.ranking.ranker import Ranker

Floats = NDArray[np.float64]

# In the kernel regression a row that nothing contradicts or repeats gets this share: 1 / (1 + 1).
_LONE_SHARE = 0.5


@dataclass(frozen=True)
class Found:
    """One passage with what the question shares with it."""

    row: Row
    similarity: float
    words: float
    codes: float


@dataclass(frozen=True)
class Candidates:
    """Articles, and in `features` one row for each of them in the same order."""

    articles: Sequence[int]
    features: Floats

    def beside(self, others: "Candidates") -> "Candidates":
        """Both, those here first."""
        return Candidates(
            [*self.articles, *others.articles], np.vstack([self.features, others.features])
        )

    def ranked(self, weights: Floats) -> tuple[list[int], Ranking | None]:
        """The articles best first, and the ranking as `certainty` wants it; None without any."""
        if not self.articles:
            return [], None
        ranked = linear.rank(self.features[None], weights)
        return [self.articles[number] for number in ranked.order[0]], ranked

    def without(self, hidden: set[int]) -> "Candidates":
        """All but these articles."""
        kept = [number for number, article in enumerate(self.articles) if article not in hidden]
        return Candidates([self.articles[number] for number in kept], self.features[kept])


def learned(ranker: Ranker, asked: Asked, found: Iterable[Found]) -> Candidates:
    """Every article that the ranker knows."""
    articles = [int(slug) for slug in ranker.slugs]
    place = {article: number for number, article in enumerate(articles)}
    codes = np.zeros((1, len(articles)))
    for hit in found:
        number = place.get(hit.row.article_id)
        if number is not None:
            codes[0, number] = max(codes[0, number], hit.codes)
    return Candidates(articles, ranker.features(asked, codes)[0])


def unlearned(found: Iterable[Found], known: set[int]) -> Candidates:
    """What the index found besides: articles newer than the last learning, or beyond its size.

    Until it is learned with the others, an article's evidence is that of its best passage alone.
    """
    hits: dict[int, list[Found]] = {}
    for hit in found:
        if hit.row.article_id not in known:
            hits.setdefault(hit.row.article_id, []).append(hit)
    rows = [_features(of_article) for of_article in hits.values()]
    return Candidates(list(hits), np.array(rows).reshape(len(rows), len(FEATURES)))


def judged(
    query: str, near: Sequence[Row], worded: Sequence[Row], similarities: Mapping[int, float]
) -> list[Found]:
    """Each passage once, whether meaning or words brought it in."""
    cosines = {row.id: row.value for row in near} | dict(similarities)
    shared = {row.id: row for row in worded}
    focus = focus_of(query)
    found = []
    for number, row in {row.id: row for row in [*near, *worded]}.items():
        words = shared.get(number)
        exact = words.exact * focus if words else 0.0
        found.append(Found(row, cosines[number], words.value if words else 0.0, exact))
    return found


def _features(hits: Sequence[Found]) -> list[float]:
    cosines = sorted((hit.similarity for hit in hits), reverse=True)
    best = max(cosines[0], 0.0)
    features = {
        "evidence": float(log_evidence(np.array(_LONE_SHARE * best**3))),
        "passage": cosines[0],
        "passages": float(np.mean(cosines[:SEVERAL])),
        "words": max(hit.words for hit in hits),
        "neighbour": 0.0,
        "codes": max(hit.codes for hit in hits),
    }
    return [features[name] for name in FEATURES]
