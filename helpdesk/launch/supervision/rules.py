"""When a part is started again, when it counts as hung, and when it is given up."""

from collections.abc import Sequence

LONGEST_PAUSE = 30.0
TOO_OFTEN = 5
WITHIN = 60.0
CALM = 120.0  # longer than the longest pause and the slowest usual start together
STARTED_WITHIN = 180.0  # Rasa takes 20 s, and several times that on a busy machine
ANSWERS_WITHIN = 30.0


def pause_after(deaths: Sequence[float]) -> float | None:
    """Seconds until a part that just died is started again; None when it is given up.

    `deaths` are the moments of its deaths in seconds, the newest last. The pause doubles with each
    death and begins anew after a calm time.
    """
    newest = deaths[-1]
    if sum(newest - death < WITHIN for death in deaths) >= TOO_OFTEN:
        return None
    return min(2.0 ** (_in_a_row(deaths) - 1), LONGEST_PAUSE)


def _in_a_row(deaths: Sequence[float]) -> int:
    count = 1
    for earlier, later in zip(deaths[-2::-1], deaths[:0:-1], strict=True):
        if later - earlier > CALM:
            break
        count += 1
    return count


def is_hung(silent_for: float, *, has_answered: bool) -> bool:
    """Is a part that lives, but was asked in vain for so many seconds, to be started again?"""
    return silent_for > (ANSWERS_WITHIN if has_answered else STARTED_WITHIN)
