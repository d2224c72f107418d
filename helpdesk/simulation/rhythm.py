"""When customers write: by the hour, by the day of the week, and more in a bad week."""

from datetime import datetime, timedelta
from random import Random

BY_HOUR = (1, 1, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 8, 8, 9, 9, 8, 7, 7, 8, 8, 6, 4, 2)
BY_WEEKDAY = (1.3, 1.1, 1.0, 1.0, 1.0, 0.7, 0.6)
WEEK_OF_DELAYS = range(56, 61)  # the days, from the first, on which parcels lay at the carrier's
MORE_IN_DELAYS = 2.2


def arrivals(start: datetime, end: datetime, *, number: int, chance: Random) -> list[datetime]:
    """About so many moments from `start` to before `end`, in order."""
    days = (end - start).days
    weights = [_weight(start + timedelta(days=day), day) for day in range(days)]
    found: list[datetime] = []
    for day in chance.choices(range(days), weights, k=number):
        (hour,) = chance.choices(range(24), BY_HOUR)
        midnight = (start + timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(hours=hour, seconds=chance.randrange(3600))
        if start <= moment < end:
            found.append(moment)
    return sorted(found)


def is_delayed(moment: datetime, start: datetime) -> bool:
    """Did parcels lie at the carrier's then?"""
    return (moment - start).days in WEEK_OF_DELAYS


def _weight(day: datetime, number: int) -> float:
    return BY_WEEKDAY[day.weekday()] * (MORE_IN_DELAYS if number in WEEK_OF_DELAYS else 1)
