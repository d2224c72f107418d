"""A small lesson for sentence models: three articles and six questions about them."""

import numpy as np

from knowledge_base.documents.folder import Document
from knowledge_base.finetuning.hyperparameters import Hyperparameters
from knowledge_base.finetuning.pairs import Pairs, pairs_of
from knowledge_base.ranking.corpus import Corpus, asked_of, corpus_of
from knowledge_base.ranking.ranker import TrainingSet
from tests.fakes import FakeEmbedder

QUICK = Hyperparameters(
    epochs=2, batch=4, part=4, learning_rate=1e-4, learned_share=1.0, question_tokens=16
)
ARTICLES = {"returns": "Send an item back", "orders": "Follow a parcel", "codes": "Error E-1042"}
ASKED = [
    ("It does not fit me", "returns"),
    ("Wrong size, what now", "returns"),
    ("Where is it", "orders"),
    ("Nothing came yet", "orders"),
    ("It blinks red", "codes"),
    ("A number on the display", "codes"),
]


def the_corpus() -> Corpus:
    documents = [Document(slug, title, title) for slug, title in ARTICLES.items()]
    return corpus_of(documents, FakeEmbedder())


def the_pairs() -> Pairs:
    """Six questions about three articles of one passage each."""
    slugs = list(ARTICLES)
    targets = np.array([[float(slug == right) for slug in slugs] for _, right in ASKED])
    asked = asked_of([text for text, _ in ASKED], np.zeros(len(ASKED)), FakeEmbedder())
    return pairs_of(the_corpus(), TrainingSet(asked, targets, np.ones(len(ASKED))))
