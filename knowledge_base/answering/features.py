"""Features: what speaks for each sentence as the one that answers, one number a feature."""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answering.asking import ITEM, KINDS, Asked
from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.words import Rarity, stems_of

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

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
    passages = passages_of(candidates)
    if not len(passages):
        return np.zeros((0, len(FEATURES)))
    sentences = [sentence for candidate in candidates for sentence in candidate.sentences]
    meaning = np.concatenate([candidate.meanings for candidate in candidates], dtype=np.float64)
    columns = {
        "article": np.array([log(max(one.chance, _LEAST)) for one in candidates])[passages],
        "passage": np.array([one.similarity for one in candidates])[passages],
        "meaning": meaning,
        "behind": meaning - meaning.max(),
        "beside": _beside(meaning, passages),
        **_shared_words(question, candidates, passages),
        **_held(question, sentences),
    }
    return np.column_stack([columns[name] for name in FEATURES])


def passages_of(candidates: Sequence[Candidate]) -> Numbers:
    """For each sentence of all candidates the number of its passage."""
    sizes = [len(candidate.sentences) for candidate in candidates]
    return np.repeat(np.arange(len(candidates)), sizes)


def _beside(meaning: Floats, passages: Numbers) -> Floats:
    """The better of the sentences before and after in the same passage; 0 without any."""
    same = passages[1:] == passages[:-1]
    better = np.full(len(meaning), -np.inf)
    better[1:][same] = meaning[:-1][same]
    better[:-1][same] = np.maximum(better[:-1], meaning[1:])[same]
    return np.where(np.isinf(better), 0.0, better)


def _shared_words(
    question: str, candidates: Sequence[Candidate], passages: Numbers
) -> dict[str, Floats]:
    stems = [stems_of(words, one.language) for one in candidates for words in one.sentences]
    languages = {candidate.language for candidate in candidates}
    wanted = frozenset[str]().union(*(stems_of(question, language) for language in languages))
    rarity = Rarity(wanted, stems)
    in_place = rarity.held([stems_of(one.place, one.language) for one in candidates])
    words = rarity.held(stems)
    same = (passages[1:] == passages[:-1])[:, None]
    around = words | in_place[passages]
    around[1:] |= words[:-1] & same
    around[:-1] |= words[1:] & same
    whole = in_place.copy()
    np.logical_or.at(whole, passages, words)
    return {
        "words": rarity.shared(words),
        "words_around": rarity.shared(around),
        "words_in_passage": rarity.shared(whole)[passages],
        "words_in_heading": rarity.shared(in_place)[passages],
    }


def _held(question: str, sentences: Sequence[str]) -> dict[str, Floats]:
    """What does not depend on a sentence's neighbours."""
    asked = Asked.of(question)
    ends = [sentence.rstrip()[-1:] for sentence in sentences]
    found: dict[str, list[float]] = {
        **{kind: [asked.held(kind, sentence) for sentence in sentences] for kind in KINDS},
        "codes": [asked.codes_in(sentence) for sentence in sentences],
        "item": [float(ITEM.match(sentence) is not None) for sentence in sentences],
        "announces": [float(end in (":", "：")) for end in ends],
        "asks": [float(end in ("?", "？")) for end in ends],
        "length": [log(1 + len(sentence.split())) for sentence in sentences],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in found.items()}
