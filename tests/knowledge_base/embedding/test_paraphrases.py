"""A FAQ that nobody has asked anything yet: other words find the entry, look-alikes do not."""

import csv
from dataclasses import dataclass

import numpy as np
import pytest

from knowledge_base import Document, OnnxEmbedder
from knowledge_base.ranking.corpus import asked_of, corpus_of
from knowledge_base.ranking.metrics import first_hits, hits
from knowledge_base.ranking.ranker import TrainingSet, learn
from tests.knowledge_base.conftest import shared

FIRST_IS_RIGHT = 0.64
LOOK_ALIKES_REFUSED = 0.90


@dataclass(frozen=True)
class Judged:
    """Each pair of questions: is the second the same, and what did the FAQ say to it?"""

    same: np.ndarray[tuple[int], np.dtype[np.bool_]]
    ranks: np.ndarray[tuple[int], np.dtype[np.int64]]
    """The rank of the first question's entry."""
    answered: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """Was the second question answered with the first one's entry?"""


@pytest.fixture(scope="module")
def judged(minilm: OnnxEmbedder) -> Judged:
    folder = shared("covid_faq")
    rows = list(csv.DictReader((folder / "faq_covidbert.csv").open(encoding="utf-8")))
    pairs = list(csv.DictReader((folder / "question_similarity_dev.csv").open(encoding="utf-8")))
    faq = {row["question"].strip(): row["answer"] for row in rows}
    titles = list(faq)
    corpus = corpus_of([Document(title, title, faq[title]) for title in titles], minilm)
    nothing = TrainingSet(asked_of([], np.zeros(0), minilm), np.zeros((0, len(faq))), np.zeros(0))
    ranker = learn(corpus, nothing)
    asked = asked_of([pair["question_2"] for pair in pairs], np.full(len(pairs), np.nan), minilm)
    ranked = ranker.rank(asked, corpus.codes_in(asked))
    entry = np.array([titles.index(pair["question_1"].strip()) for pair in pairs])
    ranks = first_hits((ranked.order == entry[:, None]).astype(np.float64))
    sure = ranker.sure(ranked) >= ranker.certainty.threshold
    return Judged(np.array([pair["similar"] == "1" for pair in pairs]), ranks, sure & (ranks == 1))


def test_other_words_find_the_entry(judged: Judged) -> None:
    assert hits(judged.ranks[judged.same], 1).mean() >= FIRST_IS_RIGHT


def test_a_look_alike_is_not_answered_with_the_entry_it_resembles(judged: Judged) -> None:
    refused = ~judged.answered[~judged.same]
    assert refused.mean() >= LOOK_ALIKES_REFUSED
    assert judged.answered[judged.same].mean() > 0.4
