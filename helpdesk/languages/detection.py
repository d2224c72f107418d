"""In which language a message is written, where that can be told from its words."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# What a model of so many languages would otherwise see in a few English words is left out.
CANDIDATES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ro", "hu", "tr", "sv", "da", "fi",
    "el", "ru", "uk", "ar", "zh", "ja", "ko",
)  # fmt: skip
NO_LANGUAGE = "zxx"  # numbers, links, lines of a program
SURE = 0.9
FEW_WORDS = 3


def written_in(text: str) -> str | None:
    """The language such as `de`, or None where the words are too few or could be of another.

    Two words of the Latin alphabet are common to too many languages to tell anything.
    """
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    if len(words) < FEW_WORDS and text.isascii():
        return None
    language, certainty = _identifier().classify(text.lower())
    return language if certainty >= SURE and language != NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    """Read when it is first needed: a second, and 90 MB that stay."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*CANDIDATES, NO_LANGUAGE])
    return identifier
