"""The language of a message is told only where its words tell it."""

import pytest

from helpdesk.languages.catalogues import language_of
from helpdesk.languages.detection import written_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wo finde ich meine letzte Rechnung", "de"),
        ("WIE KANN ICH MEINE BESTELLUNG STORNIEREN", "de"),
        ("je veux parler à quelqu'un", "fr"),
        ("quiero hablar con una persona", "es"),
        ("where can I change my delivery address", "en"),
        ("dove si trova il mio pacco", "it"),
        ("gdzie jest moja paczka", "pl"),
        ("где моя посылка", "ru"),
        ("荷物はどこですか", "ja"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert written_in(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "refund", "no", "T-2026-000123", "4711 0815", "🙂 🙂 🙂"]
)
def test_a_word_or_a_number_tells_nothing(text: str) -> None:
    assert written_in(text) is None


def test_a_tag_names_its_language() -> None:
    assert [language_of(tag) for tag in ("de-AT", "fr_CA", "ES", "")] == ["de", "fr", "es", ""]
