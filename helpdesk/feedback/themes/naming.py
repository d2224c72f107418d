"""What a theme is called: the phrases that its texts have far oftener than the others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]

PHRASES = 3
_LONGEST_PHRASE = 3  # words
_MOST_PHRASES = 50_000
_WORD = r"(?u)\b[^\W\d_][\w'-]+\b"
# A phrase is looked at from so many texts on; where there are few texts all phrases are.
_FEWEST_TEXTS, _FEW = 3, 50


def names_of(texts: Sequence[str], labels: Labels) -> list[str]:
    """A name for each of the labels 0, 1, 2 …, no two the same.

    A phrase counts by the share of the theme's texts that hold it times the logarithm of how much
    larger that share is than among all, which is what it adds to the divergence of the two. Of
    several words it counts for more.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    least = _FEWEST_TEXTS if len(texts) > _FEW else 1
    words = CountVectorizer(
        binary=True,
        stop_words="english",
        ngram_range=(1, _LONGEST_PHRASE),
        min_df=least,
        max_features=_MOST_PHRASES,
        token_pattern=_WORD,
    )
    try:
        held = words.fit_transform(texts)
    except ValueError:  # no text has a word that says anything
        return [_numbered("", label) for label in range(_number(labels))]
    phrases = words.get_feature_names_out().tolist()
    lengths = np.sqrt([phrase.count(" ") + 1 for phrase in phrases])
    everywhere = np.asarray(held.mean(axis=0)).ravel()
    names: list[str] = []
    for label in range(_number(labels)):
        share = np.asarray(held[labels == label].mean(axis=0)).ravel()
        worth = share * np.log(np.maximum(share, 1e-9) / everywhere) * lengths
        name = ", ".join(_apart([phrases[n] for n in np.argsort(-worth, kind="stable")[:60]]))
        names.append(name if name not in names else _numbered(name, label))
    return names


def _apart(phrases: Sequence[str]) -> list[str]:
    """The first few that share no word."""
    chosen: list[str] = []
    for phrase in phrases:
        if not set(phrase.split()) & {word for one in chosen for word in one.split()}:
            chosen.append(phrase)
    return chosen[:PHRASES]


def _numbered(name: str, label: int) -> str:
    return f"{name} {label + 1}".strip()


def _number(labels: Labels) -> int:
    return int(labels.max()) + 1 if len(labels) else 0
