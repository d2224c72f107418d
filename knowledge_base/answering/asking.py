"""What kind of thing a question asks for, and which sentences hold such a thing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge_base.documents.identifiers import terms_of

Kind = Literal["number", "duration", "money", "yes_no", "steps"]
KINDS: tuple[Kind, ...] = ("number", "duration", "money", "yes_no", "steps")

ITEM = re.compile(r"^\s*(?:-|\d+\.) ")
"""How a list's item begins."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# In English, German, French and Spanish at once: a word of one rarely misleads in another.
_ASKED: dict[Kind, re.Pattern[str]] = {
    "number": _any(
        r"\bhow (?:many|much|long|often|big|large|fast|far|old|soon|late|high|heavy|wide|tall)\b",
        r"\b(?:number|limit|maximum|max|minimum|min|size|voltage|speed|version|amount|weight)\b",
        r"\bwie ?(?:viele?|lange|oft|groß|schnell|weit|alt|hoch|schwer|spät)\b|\banzahl\b",
        r"\bcombien\b|\bquel(?:le)? (?:nombre|taille|limite|montant|délai)\b",
        r"\bcuánt[oa]s?\b|\bqué (?:número|tamaño|límite|importe|plazo)\b",
    ),
    "duration": _any(
        r"\bhow (?:long|soon|quickly|fast|late|often)\b|\bwhen\b|\bdeadline\b|\bexpir",
        r"\bhow many (?:minutes|hours|days|weeks|months|years)\b|\bstill\b.*\bafter\b",
        r"\bwie (?:lange|bald|schnell|spät|oft)\b|\bwann\b|\bfrist\b",
        r"\bcombien de (?:temps|jours|semaines|mois|minutes|heures)\b|\bquand\b|\bdélai\b",
        r"\bcuánto (?:tiempo|tarda)|\bcuántos (?:días|meses|años)\b|\bcuándo\b|\bplazo\b",
    ),
    "money": _any(
        r"\bhow much\b|\b(?:costs?|prices?|fees?|charged?|pay|free|expensive)\b",
        r"\bkoste[nt]?\b|\bpreis|\bgebühr|\bbezahl|\bkostenlos|\bgratis\b",
        r"\bcoût|\bprix\b|\bfrais\b|\bpayer\b|\bgratuit",
        r"\bcuesta|\bprecio|\bcoste\b|\bpagar\b",
    ),
    "yes_no": re.compile(
        r"^(?:(?:so|and|but|hi|hello|hey|ok|well|also|und|et|y)[, ]+)*"
        r"(?:can|could|do|does|did|is|are|was|will|would|should|may|must|has|have|am|any"
        r"|kann|können|darf|muss|ist|sind|gibt|habt|hat|wird|werden|geht"
        r"|est-ce|puis-je|peut-on|dois-je|faut-il|avez-vous"
        r"|¿?\s*(?:puedo|se puede|hay|tengo|tienen|es|debo|hacéis|aceptan))\b",
        re.IGNORECASE,
    ),
    "steps": _any(
        r"\bhow (?:do|can|to|would|should|could)\b|\bwhat do i (?:have|need) to do\b|\bsteps?\b",
        r"\bwie (?:kann|mache?|muss|geht|lässt|ändere|richte)\b|\bcomment\b|\bcómo\b",
    ),
}
_NUMBERS = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|sixty|ninety|hundred|thousand|once|twice|half|first|single|both"
    r"|ein(?:en|em|er)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|einmal|zweimal"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|trente"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|treinta)\b"
)
_HELD: dict[Kind, re.Pattern[str]] = {
    "number": _any(_NUMBERS),
    "duration": _any(
        r"\b(?:second|minute|hour|day|week|month|year|night)s?\b|\b(?:immediately|instantly|daily)\b",
        r"\b(?:annual|weekly|monthly|until|within|before|after|expires?|forever|never)\b",
        r"\b(?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|sofort|innerhalb)\b",
        r"\b(?:heures?|jours?|semaines?|mois|ans?|années?|immédiatement|avant|après)\b",
        r"\b(?:segundos?|minutos?|horas?|días?|semanas?|mes|meses|años?|inmediatamente|antes)\b",
    ),
    "money": _any(
        r"[€$£%]|\b(?:euros?|dollars?|cents?|usd|eur|percent|free|costs?|prices?|fees?|charged?)\b",
        r"\b(?:kostenlos|kostet|gebühr|preis|prozent|gratuit|frais|prix|gratis|precio|coste)\b",
    ),
    "yes_no": _any(
        r"\b(?:yes|no|not|cannot|can't|don't|doesn't|isn't|aren't|won't|never|only|can|may|must)\b",
        r"\b(?:able|possible|allowed|required|need|support(?:s|ed)?|available|unable|always)\b",
        r"\b(?:ja|nein|nicht|kein(?:e|en|er)?|nur|kann|können|dürfen|muss|müssen|möglich|immer)\b",
        r"\b(?:oui|non|pas|jamais|seulement|peut|peuvent|pouvez|doit|possible|toujours)\b",
        r"\b(?:sí|nunca|solo|puede|pueden|debe|posible|siempre)\b",
    ),
    "steps": ITEM,
}


@dataclass(frozen=True)
class Asked:
    """A question's kinds and codes."""

    kinds: frozenset[Kind]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, question: str) -> "Asked":
        """Read off the question's words.

        >>> sorted(Asked.of("how long does it take?").kinds)
        ['duration', 'number']
        """
        kinds = frozenset(kind for kind in KINDS if _ASKED[kind].search(question.strip()))
        codes = tuple(code.lower() for code in terms_of(question).identifiers)
        return cls(kinds, codes)

    def held(self, kind: Kind, sentence: str) -> float:
        """1 when that kind is asked for and the sentence holds such a thing, else 0."""
        return float(kind in self.kinds and kind in _kinds_in(sentence))

    def codes_in(self, sentence: str) -> float:
        """The share of the question's codes that stand in the sentence letter for letter."""
        if not self.codes:
            return 0.0
        lowered = sentence.lower()
        return sum(code in lowered for code in self.codes) / len(self.codes)


# The same passages are found again and again.
@lru_cache(maxsize=5_000)
def _kinds_in(sentence: str) -> frozenset[Kind]:
    return frozenset(kind for kind in KINDS if _HELD[kind].search(sentence))
