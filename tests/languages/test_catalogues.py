"""Sentences in the language that is spoken now."""

from threading import Thread

import pytest

from helpdesk.languages.catalogues import current, gettext, ngettext, speak, speaking
from helpdesk.platform.errors import NotFound, RuleBroken

AGAIN = (
    "Please look at this again. What you typed is kept.",
    "Please look at these again. What you typed is kept.",
)


def test_a_sentence_is_said_in_the_language_of_whoever_reads_it() -> None:
    said = []
    for language in ("en", "de", "fr", "es"):
        with speaking(language):
            said.append(gettext("My requests"))
    assert said == ["My requests", "Meine Anfragen", "Mes demandes", "Mis solicitudes"]


def test_afterwards_the_language_is_the_one_before() -> None:
    with speaking("de"):
        with pytest.raises(KeyError), speaking("fr"):
            gettext("Try again in %(wait)s.", other=1)
        assert current() == "de"
    assert current() == "en"


def test_what_is_not_translated_is_said_in_english() -> None:
    for language in ("de", "nowhere"):
        with speaking(language):
            assert gettext("Nobody translated this.") == "Nobody translated this."


def test_values_stand_where_the_language_puts_them() -> None:
    with speaking("de"):
        assert gettext("Try again in %(wait)s.", wait="1 Minute") == (
            "Versuchen Sie es in 1 Minute noch einmal."
        )


def test_numbers_are_written_as_the_language_writes_them() -> None:
    written = {}
    for language in ("en", "de", "fr", "es"):
        with speaking(language):
            written[language] = gettext("%(number)s", number=20_000)
    assert written == {"en": "20,000", "de": "20.000", "fr": "20\u202f000", "es": "20.000"}


@pytest.mark.parametrize(("language", "none"), [("en", 1), ("de", 1), ("es", 1), ("fr", 0)])
def test_nothing_is_one_in_french_and_many_elsewhere(language: str, none: int) -> None:
    with speaking(language):
        forms = [ngettext(*AGAIN, number) for number in (0, 1, 2)]
    assert forms[0] == forms[1 if language == "fr" else 2]
    assert (forms[0] == forms[1], forms[1] == forms[2]) == (none == 0, False)


def test_a_refusal_is_told_in_the_language_of_whoever_reads_it() -> None:
    refusal = RuleBroken("Try again in %(wait)s.", wait="2 h")
    assert str(refusal) == "Try again in 2 h."
    with speaking("es"):
        assert str(refusal) == "Inténtelo de nuevo en 2 h."
        assert gettext(refusal.title) == "No es posible"
    assert gettext(NotFound.title) == "Not found"


def test_a_sentence_of_nothing_stays_nothing() -> None:
    with speaking("de"):
        assert gettext("") == ""


def test_each_thread_speaks_for_itself() -> None:
    heard = []
    with speaking("de"):
        other = Thread(target=lambda: heard.append(current()))
        other.start()
        other.join()
        assert current() == "de"
    assert heard == ["en"]


def test_to_speak_lasts_until_another_language_is_spoken() -> None:
    with speaking("en"):
        speak("fr")
        assert gettext("Language") == "Langue"
