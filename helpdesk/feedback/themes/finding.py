"""Finding themes: texts whose sentence vectors lie together, and which of them a new text joins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from helpdesk.feedback.themes.naming import Labels, names_of

Vectors = NDArray[np.float32]

NEIGHBOURS = 10
# A theme found later has so many texts at least; fewer texts together say nothing yet.
FEWEST = 10
# So many of a theme's own texts lie farther from its centre than a new text may.
_STRAY = 0.02
_BLOCK = 1_000  # rows that are compared with all others at once
_TRIES = 4


@dataclass(frozen=True)
class Theme:
    """A theme: its number, its name, the middle of the texts that taught it, and how wide it is.

    `reach` is the least cosine to the middle with which a text joins it, `cohesion` the mean one.
    """

    number: int
    name: str
    middle: Vectors
    reach: float
    cohesion: float


@dataclass(frozen=True)
class Known:
    """Themes, and the number of the theme in which each text is, by the text's id."""

    themes: list[Theme] = field(default_factory=list)
    placed: Mapping[str, int] = field(default_factory=dict)


def discover(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, known: Known) -> Known:
    """Every text in its theme: where it was before, in the nearest known one, or in a new one.

    Texts are expected oldest first. Where no theme is known the older ones teach the first themes,
    as many as the largest power of two: so another week of texts changes nothing of them. Texts
    that are far from all themes and few are in none.
    """
    placed = np.array([known.placed.get(one, 0) for one in ids], dtype=np.int64)
    themes = list(known.themes)
    if not themes and len(ids):
        first = np.arange(2 ** int(np.log2(len(ids))))
        found, labels = _learn([texts[row] for row in first], vectors[first], 1)
        themes, placed[first] = found, labels + 1
    new = np.flatnonzero(~np.isin(placed, [theme.number for theme in themes]))
    placed[new] = _nearest(themes, vectors[new])
    far = np.flatnonzero(placed == 0)
    if len(far) >= FEWEST:
        for theme, rows in _later(texts, vectors, far, themes):
            themes.append(theme)
            placed[rows] = theme.number
    return Known(themes, dict(zip(ids, placed.tolist(), strict=True)))


def number_of_themes(texts: int) -> int:
    """The cube root of the number of texts: 10 of 1,000, 20 of 8,000."""
    return max(1, int(np.rint(np.cbrt(texts))))


def nearest_to_middle(theme: Theme, vectors: Vectors, most: int) -> list[int]:
    """The rows of the texts that show best what a theme is about."""
    return [int(row) for row in np.argsort(-(vectors @ theme.middle), kind="stable")[:most]]


def _learn(texts: Sequence[str], vectors: Vectors, first: int) -> tuple[list[Theme], Labels]:
    """Themes numbered from `first` on, the largest first, and the place of each text's theme."""
    from sklearn.cluster import KMeans

    smooth = _among_neighbours(vectors)
    number = min(number_of_themes(len(texts)), len(np.unique(smooth, axis=0)))
    raw = KMeans(number, n_init=_TRIES, random_state=0).fit(smooth).labels_
    place = np.empty(number, dtype=np.int64)
    place[np.argsort(-np.bincount(raw, minlength=number), kind="stable")] = np.arange(number)
    labels = place[raw]
    themes = [
        _theme(first + label, name, vectors[labels == label])
        for label, name in enumerate(names_of(texts, labels))
    ]
    return themes, labels


def _theme(number: int, name: str, vectors: Vectors) -> Theme:
    total = vectors.sum(axis=0, keepdims=True)
    # Each is compared with the middle of the others: a new text has no part in the middle either.
    alone = len(vectors) == 1
    near = np.ones(1) if alone else (vectors * _unit(total - vectors)).sum(axis=1)
    reach, cohesion = float(np.quantile(near, _STRAY)), float(near.mean())
    return Theme(number, name, _unit(total)[0], reach, cohesion)


def _nearest(themes: Sequence[Theme], vectors: Vectors) -> Labels:
    """The number of the nearest theme of each, 0 where it is out of that one's reach."""
    if not themes or not len(vectors):
        return np.zeros(len(vectors), dtype=np.int64)
    near = vectors @ np.stack([theme.middle for theme in themes]).T
    best = near.argmax(axis=1)
    reach = np.array([theme.reach for theme in themes])[best]
    numbers = np.array([theme.number for theme in themes], dtype=np.int64)[best]
    return np.where(near.max(axis=1) >= reach, numbers, 0)


def _later(
    texts: Sequence[str], vectors: Vectors, far: Labels, themes: Sequence[Theme]
) -> list[tuple[Theme, Labels]]:
    """What is new among texts that fit no theme: groups as close as the loosest known theme."""
    first = max((theme.number for theme in themes), default=0) + 1
    close = min((theme.cohesion for theme in themes), default=0.0)
    found, labels = _learn([texts[row] for row in far], vectors[far], first)
    groups = [(theme, far[labels == place]) for place, theme in enumerate(found)]
    return [
        (theme, rows) for theme, rows in groups if len(rows) >= FEWEST and theme.cohesion >= close
    ]


def _among_neighbours(vectors: Vectors) -> Vectors:
    """Each vector drawn halfway to the mean of its nearest: groups stand farther apart then."""
    most = min(NEIGHBOURS, len(vectors) - 1)
    if most < 1:
        return vectors
    drawn = np.empty_like(vectors)
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        near = block @ vectors.T
        near[np.arange(len(block)), np.arange(start, start + len(block))] = -np.inf
        rows = np.argpartition(-near, most - 1, axis=1)[:, :most]
        drawn[start : start + _BLOCK] = block + vectors[rows].mean(axis=1)
    return _unit(drawn)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.clip(lengths, 1e-12, None), dtype=np.float32)
