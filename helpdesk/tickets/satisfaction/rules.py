"""Who is asked how a request went, and what an answer may be."""

from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.comments import LONGEST
from helpdesk.languages.catalogues import N_
from helpdesk.platform.errors import RuleBroken

ASKED_FOR = timedelta(days=30)
SCORES = {
    1: N_("very dissatisfied"),
    2: N_("dissatisfied"),
    3: N_("neither"),
    4: N_("satisfied"),
    5: N_("very satisfied"),
}


class RatingReason(StrEnum):
    """What made the difference, in the customer's eyes."""

    SPEED = "speed"
    SOLUTION = "solution"
    MANNER = "manner"
    EFFORT = "effort"


REASONS = {
    RatingReason.SPEED: N_("How fast it went"),
    RatingReason.SOLUTION: N_("Whether it was solved"),
    RatingReason.MANNER: N_("How I was treated"),
    RatingReason.EFFORT: N_("How much I had to do"),
}


class RatingRefused(RuleBroken):
    """The request cannot be rated in that way, or not any more."""


def may_ask(now: datetime, last_asked: datetime | None, pause: timedelta) -> bool:
    """Is it long enough since this customer was asked? A pause of nothing asks nobody."""
    return bool(pause) and (last_asked is None or now - last_asked >= pause)


def check_open(now: datetime, expires_at: datetime, rated_at: datetime | None) -> None:
    """Raise RatingRefused once it was answered, or asked too long ago."""
    if rated_at:
        raise RatingRefused("You rated this request already. Thank you!")
    if now >= expires_at:
        raise RatingRefused(
            "This question was open for 30 days and is closed now. Write to us if you want to add "
            "something."
        )


def score_in(typed: str) -> int:
    """The score that was chosen; raise RatingRefused for none."""
    if typed not in {str(score) for score in SCORES}:
        raise RatingRefused("Choose how satisfied you are, from 1 to 5.")
    return int(typed)


def comment_in(typed: str) -> str | None:
    """The words as they are kept, None for none; raise RatingRefused for too many."""
    words = typed.replace("\x00", "").strip()
    if len(words) > LONGEST:
        raise RatingRefused("Shorten your words to %(most)s characters.", most=LONGEST)
    return words or None
