"""Late interaction: each token of a question beside the tokens of sentences."""

import numpy as np
import pytest

from knowledge_base.answering.interaction import LATE, Interaction, interacting
from knowledge_base.embedding.embedder import Tokens
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate


def tokens(*directions: int) -> Tokens:
    """Each token points along one axis, and its number is that axis."""
    return Tokens(np.array(directions), np.eye(4, dtype=np.float16)[list(directions)])


def features(question: Tokens, *sentences: Tokens, passages: tuple[int, ...]) -> dict[str, float]:
    rows = Interaction.of(question, sentences).features(np.array(passages))
    return dict(zip(LATE, rows[0].tolist(), strict=True))


def test_a_sentence_that_has_every_token_meets_the_question_in_full() -> None:
    found = features(tokens(0, 1), tokens(1, 2, 0), tokens(3), passages=(0, 1))
    assert found == pytest.approx({"met": 1.0, "met_behind": 0.0, "met_in_passage": 0.0})


def test_a_rare_token_counts_more_than_a_common_one() -> None:
    common, rare = tokens(0, 3), tokens(1, 3)
    rows = Interaction.of(tokens(0, 1), [common, common, common, rare]).features(np.arange(4))
    assert rows[3, 0] > rows[0, 0] > 0


def test_what_a_passage_says_in_two_sentences_is_met_by_both_together() -> None:
    apart = features(tokens(0, 1), tokens(0), tokens(1), tokens(0, 1), passages=(0, 1, 2))
    together = features(tokens(0, 1), tokens(0), tokens(1), tokens(0, 1), passages=(0, 0, 2))
    assert apart["met"] == together["met"] < 1
    assert apart["met_in_passage"] < together["met_in_passage"] == pytest.approx(0.0)


def test_nothing_on_the_shortlist_has_no_features() -> None:
    assert Interaction.of(tokens(0), []).features(np.array([], dtype=int)).shape == (0, len(LATE))


def test_only_the_sentences_asked_for_are_compared_each_in_its_place() -> None:
    found = [candidate("One lamp. Two chairs.", heading="Prices"), candidate("Three tables.")]
    interact = interacting("title prices chairs", found, FakeEmbedder())
    chosen = interact(np.array([1, 2]))
    assert chosen.held.tolist() == [[True, True, True], [True, False, False]]
