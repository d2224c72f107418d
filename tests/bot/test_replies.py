"""How answers inside a form are read."""

from __future__ import annotations

import pytest

from bot.actions.feedback import kind_of, only_announces
from bot.actions.forms.replies import hear
from bot.actions.tickets import case_number_in


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "step", "meaning"),
    [
        ("it fell apart", "file_complaint", 0.9, None, "answer"),
        ("skip", "deny", 0.9, None, "skip"),
        ("I'd rather not say", "deny", 0.9, None, "skip"),
        ("no parcel came", "file_complaint", 0.9, None, "answer"),
        ("/deny", "deny", 1.0, "skip", "skip"),
        ("stop", "stop", 0.99, None, "stop"),
        ("/stop", "stop", 1.0, None, "stop"),
        ("stop", "stop", 0.4, None, "answer"),
        ("a person, please", "talk_to_human", 0.95, None, "person"),
        (
            "I asked for a person and then he told me to stop calling",
            "talk_to_human",
            0.95,
            None,
            "answer",
        ),
        ("anna@example.com", "talk_to_human", 0.95, None, "answer"),
        ("0170 1234567", "talk_to_human", 0.95, None, "answer"),
        ("change the last answer", "deny", 0.5, None, "back"),
        ("go back", "stop", 0.5, None, "back"),
        ("/deny", "deny", 1.0, "back", "back"),
        ("Überspringen bitte", "deny", 0.5, None, "skip"),
        ("lieber nicht", "deny", 0.5, None, "skip"),
        ("je préfère ne pas le dire", "deny", 0.5, None, "skip"),
        ("prefiero no decirlo", "deny", 0.5, None, "skip"),
        ("nichts hat funktioniert", "file_complaint", 0.9, None, "answer"),
        ("rien ne marche", "file_complaint", 0.9, None, "answer"),
        ("nada funciona", "file_complaint", 0.9, None, "answer"),
        ("letzte Antwort ändern", "deny", 0.5, None, "back"),
        ("modifier ma dernière réponse", "deny", 0.5, None, "back"),
        ("cambiar mi ultima respuesta", "deny", 0.5, None, "back"),
        ("abbrechen", "stop", 0.9, None, "stop"),
        ("einen Menschen bitte", "talk_to_human", 0.9, None, "person"),
    ],
)
def test_an_answer_means(
    text: str, intent: str, confidence: float, step: str | None, meaning: str
) -> None:
    assert hear(text, intent=intent, confidence=confidence, step=step).meaning == meaning


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no, I meant the blue one", "the blue one"),
        ("I meant to say it was Tuesday", "it was Tuesday"),
        ("sorry, make that two", "two"),
        ("nein, ich meinte die blaue", "die blaue"),
        ("pardon, je voulais dire mardi", "mardi"),
        ("perdón, quería decir el azul", "el azul"),
    ],
)
def test_a_correction_keeps_only_the_corrected_words(text: str, words: str) -> None:
    heard = hear(text, intent="deny", confidence=0.5, step=None)
    assert (heard.meaning, heard.words) == ("correction", words)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("T-2026-000123", "T-2026-000123"),
        ("it is c-2026-000007.", "C-2026-000007"),
        ("t2026000123", "T-2026-000123"),
        ("order 2026", None),
        ("T-2026-1", None),
    ],
)
def test_a_case_number_is_found_however_it_is_written(text: str, number: str | None) -> None:
    assert case_number_in(text) == number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("your driver was so friendly", "compliment"),
        ("great app, but you should add a dark mode", "suggestion"),
        ("the photo of the lamp shows a chair", "enquiry_insight"),
        ("euer Fahrer war sehr nett", "compliment"),
        ("es wäre toll, wenn man filtern könnte", "suggestion"),
        ("das Bild passt nicht zur Beschreibung", "enquiry_insight"),
        ("le livreur a été adorable", "compliment"),
        ("vous devriez accepter paypal", "suggestion"),
        ("su repartidor fue muy amable", "compliment"),
        ("deberían ofrecer un modo oscuro", "suggestion"),
    ],
)
def test_feedback_gets_the_kind_it_sounds_like(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("announced", "told"),
    [
        ("I have a suggestion for your app", "I have a suggestion: print the size on the box"),
        ("Ich habe eine Idee für euch", "Ich habe eine Idee: druckt die Größe auf die Schachtel"),
        ("J'ai une suggestion", "J'ai une suggestion : plus de couleurs"),
        ("quiero dar mi opinión", "mi opinión: me encanta su tienda"),
    ],
)
def test_an_announcement_is_told_from_the_feedback_itself(announced: str, told: str) -> None:
    assert only_announces(announced)
    assert not only_announces(told)
