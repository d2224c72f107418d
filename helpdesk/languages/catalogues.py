"""Sentences in the reader's language; each is named by its English words.

Whose turn it is says so with `speaking`: a request for its reader, a job for each recipient. What
is not translated is said in English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

SOURCE = "en"
CUSTOMERS = (SOURCE, "de", "fr", "es")
AGENTS = (SOURCE, "de")
DOMAINS = ("customers", "console")
FOLDER = Path(__file__).parents[1] / "translations"
# Dates as Europe writes them: the day before the month.
_WRITTEN_AS = {SOURCE: "en_GB"}
_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def language_of(tag: str) -> str:
    """The language of a tag such as `de-AT` or `fr_CA`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def current() -> str:
    """The language that is spoken now, such as `de`."""
    return _current.get()


def speak(language: str) -> None:
    """Speak this language from now on."""
    _current.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language for a while, and then the one before."""
    before = current()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def locale() -> Locale:
    """What Babel knows of the language that is spoken now."""
    return _locale(current())


def N_(sentence: str) -> str:  # noqa: N802 # gettext's own name for it
    """Mark a sentence that is translated later, where it is read."""
    return sentence


def translated(sentence: str) -> str:
    """The sentence in the reader's language, as it stands in the catalogue."""
    return _catalogue(current()).gettext(sentence) if sentence else ""


def translated_form(one: str, many: str, number: int) -> str:
    """The form of the sentence that goes with the number."""
    return _catalogue(current()).ngettext(one, many, number)


def gettext(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with each `%(name)s` filled in."""
    return _filled(translated(sentence), values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The form of the sentence that goes with the number, which it calls `%(num)s`."""
    return _filled(translated_form(one, many, number), {"num": number, **values})


def _filled(words: str, values: dict[str, object]) -> str:
    if not values:
        return words
    return words % {
        name: format_decimal(value, locale=locale()) if isinstance(value, int) else value
        for name, value in values.items()
    }


@cache
def _locale(language: str) -> Locale:
    """Kept, since a page asks a hundred times and more, and Babel reads the tag anew each time."""
    return Locale.parse(_WRITTEN_AS.get(language, language))


@cache
def _catalogue(language: str) -> NullTranslations:
    """Compiled when it is first needed, so that no built file can be older than its source."""
    found = NullTranslations()
    for domain in DOMAINS:
        file = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
        if file.is_file():
            compiled = BytesIO()
            with file.open("rb") as source:
                write_mo(compiled, read_po(source, locale=language))
            compiled.seek(0)
            found.add_fallback(Translations(compiled))
    return found
