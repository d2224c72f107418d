"""Taking private words out of a reply: what is left may be sent to somebody else.

A word that is taken out leaves a mark in braces: that of a variable, which is filled in for
whoever is answered next, or that of a blank, which the agent has to fill in.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.errors import RuleBroken
from helpdesk.replies.rules import phrases

CUSTOMER, AGENT, NUMBER = "customer", "agent", "number"
BLANKS = {
    "name": N_("[name]"),
    "email": N_("[e-mail address]"),
    "digits": N_("[number]"),
    "address": N_("[address]"),
    "link": N_("[link]"),
}
MARKS = re.compile(rf"\{{({'|'.join((CUSTOMER, AGENT, NUMBER, *BLANKS))})\}}")
# From so many digits on a number may lead to somebody: an order, a postal code, a telephone.
FEWEST_DIGITS, FEWEST_IN_GROUPS = 4, 5
MOST_LINES_OF_SIGNATURE, LONGEST_LINE_OF_SIGNATURE = 6, 60
_PARTICLES = frozenset({"van", "von", "der", "den", "de", "la", "le", "du", "da", "dos", "and"})


def _one_of(words: Iterable[str]) -> str:
    """The words as a pattern, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NAME = r"[A-ZÀ-Ý](?:[\w'’.-]*\w)?"
_QUOTED = re.compile(
    r">.*|-{2,} ?(?:original|forwarded|ursprüngliche|weitergeleitete).*"
    r"|(?:on|am|le|el) .{6,120}(?:wrote|schrieb|écrit|escribió).{0,60}:",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"(?P<greets>(?i:{_one_of(phrases.GREETINGS)}))[ \t]+"
    rf"(?P<whom>[^\W\d_][\w'’.-]*(?:[ \t]+{_NAME}\.?){{0,4}}?)(?P<ends>[ \t]*(?:[,!:;]|[-–—]|\.?$))"
)
_FAREWELL = re.compile(
    rf"(?P<says>(?:{_one_of(phrases.FAREWELLS)})[ \t]*[,.!]?|-{{2,}})[ \t]*"
    r"(?:(?<=[,.!])[ \t]*(?P<name>[^.!?]{1,40}))?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w.-]{1,255}\w")
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']{1,2000}", re.IGNORECASE)
_OPENS_SOMETHING = re.compile(r"[?#@=&]|[^/.-]{20}")  # a question, a key, or what looks like one
_TITLED = re.compile(rf"\b(?:{_one_of(phrases.TITLES)})\b\.?(?:[ \t]+{_NAME}){{1,2}}")
_TOWN = r"[A-ZÀ-Ý][\w'’-]+(?:[ \t][A-ZÀ-Ý][\w'’-]+)?"
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_POSTCODE = rf"(?:(?:[A-Z]{{1,2}}-)?\d{{4,5}}(?:-\d{{4}})?|{_BRITISH})"
_THEN_TOWN = (
    rf"(?:[ \t]*[,\n][ \t]*(?:{_POSTCODE}[ \t]+{_TOWN}|{_TOWN},?[ \t]+{_POSTCODE}|{_POSTCODE}))?"
)
_STREETS = (
    rf"\b\d{{1,5}}[a-z]?,?[ \t]+(?:{_NAME}[ \t]+){{1,3}}(?:{_one_of(phrases.STREETS_AFTER)})\b",
    rf"\b(?:[A-ZÄÖÜ][\w.]{{0,30}}[ \t-]){{0,3}}\w{{0,30}}(?i:{_one_of(phrases.STREETS_GERMAN)})"
    r"[ \t]+\d{1,4}[ \t]?[a-z]?\b",
    r"\b\d{1,4},?[ \t]+(?i:(?:(?:bis|ter),?[ \t]+)?"
    rf"(?:{_one_of(phrases.STREETS_BEFORE_WITH_NUMBER_FIRST)}))[ \t]+[^\n,.;]{{2,40}}",
    rf"\b(?i:{_one_of(phrases.STREETS_BEFORE)})[ \t]*[^\n,.;\d]{{2,40}},?[ \t]*"
    r"(?i:n[º°.o]{0,2}[ \t]*)?\d{1,4}\b",
)
_ADDRESSES = tuple(re.compile(street + _THEN_TOWN) for street in _STREETS)
_TOWN_ALONE = re.compile(rf"\b(?:[A-Z]{{1,2}}-)?\d{{5}}[ \t]+{_TOWN}|\b{_BRITISH}\b")
_NUMBERED = re.compile(
    rf"(?P<what>(?:\b(?:{_one_of(phrases.NUMBERED)})(?:[ \t]+(?:number|code|id|no|nr|nº|numéro"
    r"|número))?[.:]?[ \t]*#?|#))(?P<number>[\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"[+(]?\d[\d \u00a0().\-/]{2,60}\d")
_TOKEN = re.compile(r"\w[\w./-]*")
_YEAR = re.compile(r"(?:19|20)\d\d\.?")


class BlankLeft(RuleBroken):
    """A reply was to be sent before its blanks were filled in."""


Values = Mapping[str, str | None]


@dataclass(frozen=True)
class Known:
    """What is known to be private in a reply: who wrote to whom, and about which ticket."""

    customer: str = ""
    agent: str = ""
    addresses: tuple[str, ...] = ()
    number: str = ""
    colleagues: tuple[str, ...] = ()


def without_private_words(text: str, known: Known) -> str:
    """The reply with marks for names, addresses, numbers and links that lead to somebody."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    said = [line for line in lines if not _QUOTED.fullmatch(line.strip())]
    words = "\n".join(_signed([_greeted(line) for line in said]))
    for address in sorted(filter(None, known.addresses), key=len, reverse=True):
        words = re.sub(re.escape(address), "{email}", words, flags=re.IGNORECASE)
    words = _EMAIL.sub("{email}", words)
    words = _outside_links(words, lambda part: _without_names_and_numbers(part, known))
    words = re.sub(r"(\{\w+\})(?:[ \t,]*\1)+", r"\1", words)
    return re.sub(r"\n{3,}", "\n\n", words).strip()


def filled(text: str, values: Values, blanks: Mapping[str, str]) -> str:
    """The reply for somebody else; a name that nobody knows goes with the space before it.

    `blanks` says how each blank is shown; where there is no ticket, its number is a blank, too.

    >>> filled("Hello {customer}, ask {name}.", {"customer": None}, {"name": "[name]"})
    'Hello, ask [name].'
    """

    def value(found: re.Match[str]) -> str:
        known = values.get(found[2]) or blanks.get(_blank(found[2]))
        return f"{found[1]}{known}" if known else ""

    return re.sub(rf"(\s?){MARKS.pattern}", value, text)


def shown_blanks() -> dict[str, str]:
    """How the reader sees each blank."""
    return {mark: gettext(words) for mark, words in BLANKS.items()}


def blanks_in(text: str, values: Values, blanks: Mapping[str, str]) -> list[str]:
    """How the blanks of the reply are shown, the first one first."""
    left = [_blank(mark) for mark in MARKS.findall(text) if not values.get(mark)]
    return [blanks[mark] for mark in left if mark in blanks]


def check_filled_in(text: str, blanks: Iterable[str]) -> None:
    """Raise BlankLeft when one of these blanks still stands in the text."""
    left = next((blank for blank in blanks if blank in text), None)
    if left:
        raise BlankLeft(
            "Fill in %(blank)s, or take it out: there stood what was another customer's.",
            blank=left,
        )


def _blank(mark: str) -> str:
    return "digits" if mark == NUMBER else mark


def _greeted(line: str) -> str:
    """Whoever was greeted: the next one is greeted by their own name."""
    found = _GREETING.match(line.strip())
    if found is None or found["whom"].lower() in phrases.EVERYBODY:
        return line
    return f"{found['greets']} {{{CUSTOMER}}}{found['ends']}{line.strip()[found.end() :]}"


def _signed(lines: list[str]) -> list[str]:
    """What stands below the last words of farewell is who wrote it."""
    for place in range(len(lines) - 1, -1, -1):
        found = _FAREWELL.fullmatch(lines[place].strip())
        if found is None:
            continue
        below = [line for line in lines[place + 1 :] if line.strip()]
        short = all(len(line) <= LONGEST_LINE_OF_SIGNATURE for line in below)
        if len(below) > MOST_LINES_OF_SIGNATURE or not short or not (below or found["name"]):
            return lines
        kept = [] if found["says"].startswith("--") else [found["says"].rstrip()]
        return [*lines[:place], *kept, f"{{{AGENT}}}"]
    return lines


def _outside_links(text: str, change: Callable[[str], str]) -> str:
    """The text changed between its links, with a mark for each that could open something."""
    parts, end = [], 0
    for found in _URL.finditer(text):
        address = found[0].rstrip(".,;:!?)]}")
        private = _OPENS_SOMETHING.search(address) or _digits(address) >= FEWEST_DIGITS
        parts += [change(text[end : found.start()]), "{link}" if private else address]
        end = found.start() + len(address)
    return "".join([*parts, change(text[end:])])


def _without_names_and_numbers(text: str, known: Known) -> str:
    if known.number:
        text = re.sub(re.escape(known.number), f"{{{NUMBER}}}", text, flags=re.IGNORECASE)
    text = _named(text, [known.customer], CUSTOMER)
    text = _named(text, [known.agent], AGENT)
    text = _named(text, known.colleagues, "name")
    text = _TITLED.sub("{name}", text)
    for pattern in (*_ADDRESSES, _TOWN_ALONE):
        text = pattern.sub("{address}", text)
    text = _NUMBERED.sub(lambda found: f"{found['what']}{{digits}}", text)
    text = _GROUPS.sub(lambda found: _hidden(found[0], FEWEST_IN_GROUPS), text)
    return _TOKEN.sub(lambda found: _hidden(found[0], FEWEST_DIGITS), text)


def _named(text: str, names: Iterable[str], mark: str) -> str:
    """A mark for each name and each part of one, in whatever letters."""
    parts = {part.strip(".,") for name in names for part in (name, *re.split(r"[\s,]+", name))}
    told = [part for part in parts if len(part) > 1 and part.lower() not in _PARTICLES]
    if not told:
        return text
    whole = rf"(?<![\w{{])(?:{_one_of(told)})(?![\w}}])"
    return re.sub(whole, f"{{{mark}}}", text, flags=re.IGNORECASE)


def _hidden(word: str, fewest: int) -> str:
    """A mark for a number; a year is nobody's."""
    if _digits(word) < fewest or _YEAR.fullmatch(word.strip()):
        return word
    return f"{{digits}}{word[len(word.rstrip(' .-/(')) :]}"


def _digits(word: str) -> int:
    return sum(letter.isdigit() for letter in word)
