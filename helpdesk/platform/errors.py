"""The kinds of refusal; each message tells the reader what is missing and what to do."""

import math
from datetime import timedelta
from enum import StrEnum

from helpdesk.languages.catalogues import N_, gettext
from helpdesk.languages.formats import any_of
from helpdesk.languages.terms import term


class HelpdeskError(Exception):
    """A refusal meant for the person who asked; `str(error)` is a sentence in their language.

    It is written in English, with a `%(name)s` for each of the values. A state or a role among
    them, or several to choose from, are put into the reader's words.
    """

    status = 400
    title = N_("That did not work")
    mended_at = ""  # the part of the page, by its id, that the reader has to go to

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def __str__(self) -> str:
        return gettext(self.sentence, **{n: _in_words(value) for n, value in self.values.items()})

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside the sentence, for programs."""
        return {}


def _in_words(value: object) -> object:
    if isinstance(value, StrEnum):
        return gettext(term(value))
    if isinstance(value, frozenset):
        return any_of(sorted(str(_in_words(each)) for each in value))
    return value


class PageTooOld(HelpdeskError):
    """A form came without what its page was given, or with what was given to somebody else."""

    title = N_("This page was open for too long")


class WrongHost(HelpdeskError):
    """The desk was called by a name that is not its own."""

    title = N_("This desk has another name")


class NotFound(HelpdeskError):
    """What was asked for does not exist, or not for this person."""

    status = 404
    title = N_("Not found")


class NotAllowed(HelpdeskError):
    """The caller is known, or unknown, and may not do this."""

    status = 403
    title = N_("Not allowed")


class NotSignedIn(NotAllowed):
    """The caller did not prove who they are."""

    status = 401
    title = N_("Sign in first")


class RuleBroken(HelpdeskError):
    """A business rule says no, or what was sent does not make sense."""

    status = 422
    title = N_("That is not possible")


class Overtaken(RuleBroken):
    """Somebody else did something meanwhile that this would undo or repeat."""

    status = 409
    title = N_("Somebody was faster")


class TooMuch(HelpdeskError):
    """More was sent than the desk reads at once."""

    status = 413
    title = N_("Too much at once")


class TooSlow(HelpdeskError):
    """What was sent did not arrive in time."""

    status = 408
    title = N_("That took too long")


class Unavailable(HelpdeskError):
    """A part that is needed does not answer at the moment."""

    status = 503
    title = N_("Not available at the moment")


class TooSoon(HelpdeskError):
    """It was attempted too often lately, and is possible again after `wait`."""

    status = 429
    title = N_("Wait a moment")

    def __init__(self, sentence: str, wait: timedelta, **values: object) -> None:
        super().__init__(sentence, **values)
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(math.ceil(self.wait.total_seconds()))}
