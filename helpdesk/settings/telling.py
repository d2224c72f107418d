"""What customers are told of the opening hours, in their language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import weekday
from helpdesk.settings.hours import is_open, opens_next, spans_of


def place_of(zone: str) -> str:
    """Whose clock that is: `Berlin time`."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return zone if city == zone else gettext("%(city)s time", city=city)


def back_after(moment: datetime, hours: str, zone: str) -> str | None:
    """When people are there again, `on Monday at 9:00 (Berlin time)`; None during the hours."""
    spans, here = spans_of(hours), moment.astimezone(ZoneInfo(zone))
    if is_open(spans, here):
        return None
    opening = opens_next(spans, here)
    told = {"time": f"{opening:%-H:%M}", "place": place_of(zone)}
    if opening.date() == here.date():
        return gettext("today at %(time)s (%(place)s)", **told)
    return gettext("on %(day)s at %(time)s (%(place)s)", day=weekday(opening), **told)
