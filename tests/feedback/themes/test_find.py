"""Themes are found, named, and the same when more texts come."""

import numpy as np
import pytest

from helpdesk.feedback.themes.finding import (
    FEWEST,
    Known,
    Vectors,
    discover,
    nearest_to_middle,
    number_of_themes,
)
from helpdesk.feedback.themes.naming import names_of
from tests.fakes import FakeEmbedder
from tests.feedback.themes.said import said


def ids(texts: list[str], prefix: str = "t") -> list[str]:
    return [f"{prefix}{n}" for n in range(len(texts))]


def vectors(texts: list[str]) -> Vectors:
    return FakeEmbedder().embed(texts)


def found(texts: list[str], known: Known | None = None, prefix: str = "t") -> Known:
    return discover(ids(texts, prefix), texts, vectors(texts), known or Known())


def test_texts_about_one_thing_are_one_theme_named_by_its_words() -> None:
    texts = said("parcel", "refund", "login", "pot")
    themes = found(texts)
    assert len(themes.themes) == number_of_themes(64) == 4
    assert all(themes.placed[f"t{n}"] == themes.placed[f"t{n % 4}"] for n in range(64))
    names = {theme.number: theme.name for theme in themes.themes}
    assert "parcel" in names[themes.placed["t0"]]
    assert "refund" in names[themes.placed["t1"]]
    assert len(set(names.values())) == 4


def test_a_week_more_changes_nothing_of_what_was_found() -> None:
    texts = said("parcel", "refund", "login", "pot", each=20)
    before, after = found(texts[:72]), found(texts)
    assert [theme.name for theme in before.themes] == [theme.name for theme in after.themes]
    assert all(after.placed[one] == number for one, number in before.placed.items())


def test_texts_stay_where_they_were_and_new_ones_join_what_is_known() -> None:
    known = found(said("parcel", "refund", "login", "pot"))
    later = found(said("parcel", each=3), known, prefix="n")
    assert [theme.number for theme in later.themes] == [theme.number for theme in known.themes]
    assert {later.placed[f"n{n}"] for n in range(3)} == {known.placed["t0"]}
    moved = Known(known.themes, {"n0": known.placed["t1"]})
    assert found(said("parcel", each=1), moved, prefix="n").placed["n0"] == known.placed["t1"]


def test_what_fits_nowhere_becomes_a_theme_of_its_own_once_there_is_enough_of_it() -> None:
    known = found(said("parcel", "refund"))
    strange = [f"your newsletter never stops coming {n}" for n in range(FEWEST - 1)]
    assert set(found(strange, known, prefix="n").placed.values()) == {0}
    enough = [f"your newsletter never stops coming {n}" for n in range(3 * FEWEST)]
    later = found(enough, known, prefix="n")
    new = later.themes[len(known.themes) :]
    assert new
    assert "newsletter" in new[0].name
    assert {theme.number for theme in new}.isdisjoint(theme.number for theme in known.themes)


def test_the_text_nearest_to_its_middle_shows_a_theme() -> None:
    texts = [*said("parcel", each=7), "the parcel came late again"]
    (theme, *_) = found(texts).themes
    assert nearest_to_middle(theme, vectors(texts), 1) == [7]


@pytest.mark.parametrize("texts", [[], ["alone"], ["", ""], ["same"] * 40, ["\ud800", "😀"]])
def test_few_empty_and_equal_texts_are_no_trouble(texts: list[str]) -> None:
    themes = found(texts)
    assert set(themes.placed) == set(ids(texts))
    assert len({theme.name for theme in themes.themes}) == len(themes.themes)


def test_a_phrase_that_everybody_says_names_nothing() -> None:
    texts = ["thunderbird calendar broken", "thunderbird password lost"] * 20
    first, second = names_of(texts, np.array([0, 1] * 20))
    assert "calendar" in first
    assert "password" in second
    assert "thunderbird" not in (first.split(", ") + second.split(", "))
