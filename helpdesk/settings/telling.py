"""What customers are told of the opening hours, in their language."""

from datetime import UTC, datetime

from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import date, times_in, weekday
from helpdesk.settings.working_time import WorkingTime

A_WEEK = 7


def place_of(zone: str) -> str:
    """Whose clock that is: `Berlin time`."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return zone if city == zone else gettext("%(city)s time", city=city)


def back_after(moment: datetime, working_time: WorkingTime) -> str | None:
    """When people are there again, `on Monday at 9:00 (Berlin time)`; None during the hours."""
    if working_time.is_open(moment):
        return None
    here = moment.astimezone(working_time.zone)
    opening = working_time.opens_next(moment).astimezone(working_time.zone)
    told = {"time": f"{opening:%-H:%M}", "place": place_of(working_time.zone.key)}
    days = (opening.date() - here.date()).days
    if not days:
        return gettext("today at %(time)s (%(place)s)", **told)
    day = weekday(opening) if days < A_WEEK else _date(opening)
    return gettext("on %(day)s at %(time)s (%(place)s)", day=day, **told)


def _date(there: datetime) -> str:
    """The date by the clock of the place, not by the reader's."""
    with times_in(there.tzinfo or UTC):
        return date(there)
