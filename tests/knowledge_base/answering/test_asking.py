"""What a question asks for is read off its words, in four languages."""

import pytest

from knowledge_base.answering.asking import Asked, Kind


@pytest.mark.parametrize(
    ("question", "kind", "holding", "lacking"),
    [
        ("how many backup codes do i get", "number", "You get ten codes.", "Keep them safe."),
        ("wie viele Codes bekomme ich?", "number", "Sie erhalten 10 Codes.", "Gut aufheben."),
        ("combien de codes ?", "number", "Vous recevez dix codes.", "Gardez-les."),
        ("¿cuántos códigos?", "number", "Recibe diez códigos.", "Guárdelos."),
        ("how long does it take", "duration", "It takes five days.", "It is sent by post."),
        ("wann kommt mein Geld", "duration", "Nach drei Tagen.", "Auf Ihr Konto."),
        ("how much is delivery", "money", "It costs €4.", "It comes by van."),
        ("can i return it", "yes_no", "You cannot return it.", "Returns go to Berlin."),
        ("kann ich es zurückgeben", "yes_no", "Das ist nicht möglich.", "Berlin."),
        ("how do i reset it", "steps", "1. Hold the button.", "It has a button."),
    ],
)
def test_a_kind_is_asked_for_and_held(
    question: str, kind: Kind, holding: str, lacking: str
) -> None:
    asked = Asked.of(question)
    assert kind in asked.kinds
    assert asked.held(kind, holding) == 1
    assert asked.held(kind, lacking) == 0


def test_what_is_not_asked_for_counts_nowhere() -> None:
    assert Asked.of("where is my parcel").held("number", "It is 3 km away.") == 0


def test_a_code_counts_where_it_stands_letter_for_letter() -> None:
    asked = Asked.of("what does E-1042 mean beside E-7?")
    assert asked.codes_in("E-1042 | The lid is open") == pytest.approx(0.5)
    assert asked.codes_in("E-104 | The lid is shut") == 0
    assert Asked.of("what does it mean").codes_in("E-1042") == 0
