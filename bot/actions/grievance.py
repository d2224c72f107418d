"""Tells a mere wish to complain from a message that already says what happened (pure)."""

import re

from bot.languages.glossary import in_english

# What people frame a complaint with: small words, how to voice it and to whom, and their anger.
_FRAMING = """
a about again against all also am an and any anybody anyone are as at back be been being but by
can can't cannot could day days dear did do does don't dont else ever first for from get go
going good got had has have having hello here hey hi him his how i i'd i'll i'm i've if in into
is it it's its just last let like long lot madam many may me month months more morning much must
my need never no not now of ok okay on one ones only or our out please pls possible really right
say second sir so some someone somebody something sorry such sure tell thank thanks that that's
the their them there there's these they thing things third this those time times to today
together too very wanna want was way we week weeks well were what what's when where which who
whom why will wish with would year years yes yesterday yet you your yours
accept call claim claims complaint complaints contact department email e-mail file filed filing
form formal formally handle handled help assistance know letter lodge make making mail
matter message official officially phone procedure process raise reclamation record register
report responsible send speak speaking submit take talk treated voice write writing
calling lodging trying try ur
agent agents boss brand business company consumer customer employee employees firm management
manager organisation organization people person service services staff supervisor team
he s scandal shame she
absolutely ain't angry annoyed awful bad bloody damn disappointed disgusted dissatisfied
experience extremely fucking furious goddamn happy horrible outrageous poor ridiculous terrible
terribly unacceptable unhappy unsatisfied upset
"""
FRAMING = frozenset(_FRAMING.split())
WISH = re.compile(r"compl(ai|ia)n\w*|^claims?$|^reclamations?$", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# Where one statement ends and the next one begins.
BREAK = re.compile(
    r"[.,;:!?()\n]+|\s[-–—]+\s|\b(?:and|because(?! of)|since|as|that|which|who|when|but)\b",
    re.IGNORECASE,
)
# Names the subject of a complaint, which says nothing yet of what happened to it.
SUBJECT = re.compile(
    r"\b(?:about|against|regarding|concerning|because of|due to"
    r"|(?:un|dis)?(?:happy|satisfied) with)\b.*",
    re.IGNORECASE | re.DOTALL,
)
TOLD = 2
LONG_SUBJECT = 4
STATEMENT = 3


def tells_what_happened(text: str) -> bool:
    """Whether the message holds a statement beyond the wish to complain and its subject."""
    words = in_english(text.replace("’", "'"))
    return any(_tells(part) for part in BREAK.split(words) if part)


def says_several_things(text: str) -> bool:
    """Whether it says more than one thing, of which one may be a question."""
    return sum(bool(part.strip()) for part in BREAK.split(in_english(text))) > 1


def _tells(part: str) -> bool:
    wishes = any(WISH.search(word) for word in WORD.findall(part))
    subject = SUBJECT.search(part)
    if wishes and subject and _substance(subject.group()) >= LONG_SUBJECT:
        return True
    rest = SUBJECT.sub("", part)
    enough = 1 if not wishes and len(WORD.findall(rest)) >= STATEMENT else TOLD
    return _substance(rest) >= enough


def _substance(words: str) -> int:
    """How many words say something of their own."""
    said = (word.lower() for word in WORD.findall(words))
    return sum(not (word in FRAMING or word.isdecimal() or WISH.search(word)) for word in said)
