"""What an earlier turn offers a follow-up to mean."""

import pytest

from knowledge_base.following.phrases import LONGEST, phrases_of, words_of


@pytest.mark.parametrize(
    ("said", "phrases"),
    [
        ("Where is my parcel?", {"parcel"}),
        ("What is it?", set()),
        ("Does delivery to Norway cost?", {"delivery", "delivery to Norway", "Norway", "cost"}),
        ("the shop’s address", {"shop", "shop’s address", "address"}),
        ("Red lamps, blue lamps", {"Red", "Red lamps", "lamps", "blue", "blue lamps"}),
    ],
)
def test_phrases_begin_and_end_with_words_of_content(said: str, phrases: set[str]) -> None:
    found = {phrase.text for phrase in phrases_of([said])}
    assert phrases <= found
    assert all(phrase == phrase.strip() for phrase in found)
    assert not any("," in phrase for phrase in found)


def test_a_phrase_is_as_it_was_said_last() -> None:
    parcels = [
        p for p in phrases_of(["my Parcel", "a parcel please"]) if p.words[0].key == "parcel"
    ]
    assert [(phrase.text, phrase.turn, phrase.before) for phrase in parcels] == [("parcel", 1, "a")]


def test_no_phrase_is_longer_than_a_search_needs() -> None:
    assert max(len(phrase.words) for phrase in phrases_of(["word " * 50])) == LONGEST


@pytest.mark.parametrize(
    ("word", "stem"),
    [("batteries", "battery"), ("lamps", "lamp"), ("glass", "glass"), ("gas", "gas")],
)
def test_a_word_is_known_in_its_plural(word: str, stem: str) -> None:
    assert words_of(word)[0].stem == stem
