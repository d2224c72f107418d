"""A greeting or thanks is told from what the message is about, and nothing else is cut away."""

from __future__ import annotations

import pytest

from bot.languages.courtesies import without_courtesy


@pytest.mark.parametrize(
    ("text", "courtesy", "rest"),
    [
        ("hi! how long do returns take?", "greet", "how long do returns take?"),
        ("hi how long does it take", "greet", "how long does it take"),
        ("Good morning, is the shop open?", "greet", "is the shop open?"),
        ("thanks, that helped. and gift cards?", "thank", "and gift cards?"),
        ("great, thanks. do they expire?", "thank", "do they expire?"),
        ("hey there, thanks! can I pay by card", "thank", "can I pay by card"),
        ("Hallo, wie lange dauert das?", "greet", "wie lange dauert das?"),
        ("Vielen Dank, das hat geholfen. Was kostet es?", "thank", "Was kostet es?"),
        ("Merci beaucoup ! Et les cartes ?", "thank", "Et les cartes ?"),
        ("¡Hola! ¿Cuánto cuesta?", "greet", "¿Cuánto cuesta?"),
    ],
)
def test_what_a_message_begins_with(text: str, courtesy: str, rest: str) -> None:
    assert without_courtesy(text) == (courtesy, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "Thanks!",
        "hello there",
        "thanks for nothing, where is my parcel",
        "hi-vis jackets?",
        "hello kitty pots",
        "how do I say thanks?",
        "history of my orders",
    ],
)
def test_what_is_no_courtesy_or_nothing_else_stays_whole(text: str) -> None:
    assert without_courtesy(text) == (None, text)
