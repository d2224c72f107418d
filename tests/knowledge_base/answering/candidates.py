"""Candidates for tests, from words alone: a sentence is as near as the words it shares."""

import numpy as np

from knowledge_base.answering.candidates import Candidate
from knowledge_base.documents.splitting import sentences_in
from tests.fakes import FakeEmbedder


def candidate(
    text: str, question: str = "", *, article: int = 1, heading: str = "", language: str = "en"
) -> Candidate:
    """A passage of an article, compared with the question by the fake embedder."""
    embedder = FakeEmbedder()
    asked = embedder.embed([question])[0]
    meanings = embedder.embed(sentences_in(text)) @ asked
    place = (article, f"Title {article}", f"/help/{article}", heading, "", text, language)
    return Candidate(*place, similarity=float(np.max(meanings)), chance=0.5, meanings=meanings)
