"""What words and signs alone tell of a mood."""

import numpy as np
import pytest

from helpdesk.feedback.sentiment.lexicon import Goodness, moods, tokens
from tests.fakes import FakeEmbedder

BEST, WORST, SMILEYS, FROWNS, LOUD, ASKS, LENGTH = 0, 1, 20, 21, 22, 23, 24


def mood(text: str) -> list[float]:
    (row,) = moods([text], Goodness.of(FakeEmbedder()))
    return [float(value) for value in row]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It isn’t good :-(", ["it", "isn't", "good", ":-("]),
        ("WOW!!! Really?", ["wow", "!!!", "really", "?"]),
        ("a <3 b... (c)", ["a", "<3", "b", "...", "(", "c", ")"]),
        ("", []),
    ],
)
def test_words_smileys_and_marks_are_told_apart(text: str, read: list[str]) -> None:
    assert tokens(text) == read


def test_a_word_of_praise_is_turned_by_a_negation_near_before_it() -> None:
    assert mood("this is great")[BEST] == 1.0
    assert mood("this is not great")[WORST] < 0
    assert mood("not now. great")[BEST] == 1.0
    assert mood("not one of the very great")[BEST] == 1.0


def test_displeasure_denied_is_a_weak_praise() -> None:
    assert 0 < mood("it is never slow for me")[BEST] < mood("fast")[BEST]


def test_signs_are_counted() -> None:
    assert mood("fine :) <3")[SMILEYS] == 2
    assert mood("fine :(")[FROWNS] == 1
    assert mood("what?! no!!")[LOUD] == 3
    assert mood("what?! no!!")[ASKS] == 1


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "x" * 20_000, "\ud800"])
def test_whatever_comes_in_is_a_row_of_the_same_length(text: str) -> None:
    row = mood(text)
    assert len(row) == LENGTH + 1
    assert np.isfinite(row).all()
