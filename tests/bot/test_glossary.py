"""Words of other languages become English ones, English stays as it is."""

from __future__ import annotations

import pytest

from bot.languages.glossary import LANGUAGES, in_english, rows


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Wo ist mein Paket?", "where is my parcel package?"),
        ("moechte", "want"),
        ("möchte", "want"),
        ("Mitarbeiterinnen", "employee agent"),
        ("je veux annuler", "i want cancel"),
        ("ou est mon colis", "where is my parcel package"),
        ("¿dónde está mi paquete?", "¿where is my parcel package?"),
        ("where is my parcel", "where is my parcel"),
        ("mein Kühlschrank 4711", "my Kühlschrank 4711"),
        ("", ""),
    ],
)
def test_a_message_is_put_into_english_word_by_word(text: str, english: str) -> None:
    assert in_english(text) == english


def test_every_row_has_a_meaning_and_words_for_it() -> None:
    for row in rows():
        assert len(row) == 1 + len(LANGUAGES), row
        assert row[0], row
        assert any(row[1:]), row
