"""Features: what speaks for each sentence as the one that answers, one number a feature."""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answering.asking import ITEM, KINDS, Asked
from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.words import Rarity, stems_of

Floats = NDArray[np.float64]

FEATURES = (
    "article",
    "passage",
    "meaning",
    "behind",
    "beside",
    "words",
    "words_around",
    "words_in_passage",
    "words_in_heading",
    *KINDS,
    "codes",
    "item",
    "announces",
    "asks",
    "length",
)
"""article: the logarithm of the ranking's probability; passage, meaning: cosines of passage and
sentence; behind: to the best sentence's; beside: the better neighbour's; words: the share of the
question's rare stems in the sentence, with its neighbours, in the passage, in the headings; KINDS
and codes as in `asking`; item, announces (ends with a colon), asks (is a question): 1 or 0."""
_LEAST = 1e-4


def features_of(question: str, candidates: Sequence[Candidate]) -> Floats:
    """The shape (sentences of all candidates in order, features)."""
    stems = [[stems_of(s, c.language) for s in c.sentences] for c in candidates]
    places = [stems_of(candidate.place, candidate.language) for candidate in candidates]
    every = [words for passage in stems for words in passage]
    languages = {candidate.language for candidate in candidates}
    wanted = set().union(*(stems_of(question, language) for language in languages))
    rarity, asked = Rarity(wanted, every), Asked.of(question)
    rows = [
        row
        for candidate, words, place in zip(candidates, stems, places, strict=True)
        for row in _rows(candidate, asked, rarity, words, place)
    ]
    found = np.array(rows, dtype=np.float64).reshape(-1, len(FEATURES))
    if len(found):
        meaning = found[:, FEATURES.index("meaning")]
        found[:, FEATURES.index("behind")] = meaning - meaning.max()
    return found


def _rows(
    candidate: Candidate, asked: Asked, rarity: Rarity, words: list[set[str]], place: set[str]
) -> list[list[float]]:
    whole = rarity.shared(set().union(place, *words))
    heading = rarity.shared(place)
    article = log(max(candidate.chance, _LEAST))
    rows = []
    for number, sentence in enumerate(candidate.sentences):
        near = [n for n in (number - 1, number + 1) if 0 <= n < len(words)]
        around = set().union(place, words[number], *(words[n] for n in near))
        rows.append(
            [
                article,
                candidate.similarity,
                float(candidate.meanings[number]),
                0.0,
                max((float(candidate.meanings[n]) for n in near), default=0.0),
                rarity.shared(words[number]),
                rarity.shared(around),
                whole,
                heading,
                *(asked.held(kind, sentence) for kind in KINDS),
                asked.codes_in(sentence),
                float(ITEM.match(sentence) is not None),
                float(sentence.rstrip().endswith((":", "："))),
                float(sentence.rstrip().endswith(("?", "？"))),
                log(1 + len(sentence.split())),
            ]
        )
    return rows
