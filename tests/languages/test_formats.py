"""Times and waits as each language writes them, in the reader's zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.languages import formats
from helpdesk.languages.catalogues import CUSTOMERS, speaking

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3600, 86_400))
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _zone_of_nobody() -> Iterator[None]:
    yield
    formats.set_zone(UTC)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (59 * SECOND, ("just now", "gerade eben", "à l’instant", "ahora mismo")),
        (-59 * SECOND, ("just now", "gerade eben", "à l’instant", "ahora mismo")),
        (MINUTE, ("1 minute ago", "vor 1 Minute", "il y a 1 minute", "hace 1 minuto")),
        (119 * MINUTE, ("1 hour ago", "vor 1 Stunde", "il y a 1 heure", "hace 1 hora")),
        (-2 * DAY, ("in 2 days", "in 2 Tagen", "dans 2 jours", "dentro de 2 días")),
        (65 * DAY, ("2 months ago", "vor 2 Monaten", "il y a 2 mois", "hace 2 meses")),
        (800 * DAY, ("2 years ago", "vor 2 Jahren", "il y a 2 ans", "hace 2 años")),
    ],
)
def test_how_long_ago_something_was(since: timedelta, words: tuple[str, ...]) -> None:
    for language, expected in zip(CUSTOMERS, words, strict=True):
        with speaking(language):
            assert formats.ago(NOW - since, NOW) == expected


@pytest.mark.parametrize(
    ("language", "date", "moment", "heading"),
    [
        ("en", "2 March 2026", "2 March 2026, 10:00 UTC", "Friday, 27 February 2026"),
        ("de", "2. März 2026", "2. März 2026, 10:00 UTC", "Freitag, 27. Februar 2026"),
        ("fr", "2 mars 2026", "2 mars 2026, 10:00 TU", "vendredi 27 février 2026"),
        ("es", "2 de marzo de 2026", "2 de marzo de 2026, 10:00 UTC", "viernes, 27 de febrero"),
    ],
)
def test_dates_as_each_language_writes_them(
    language: str, date: str, moment: str, heading: str
) -> None:
    with speaking(language):
        assert formats.date(NOW) == date
        assert formats.date_and_time(NOW) == moment
        assert formats.day(NOW - 3 * DAY, NOW).startswith(heading)


@pytest.mark.parametrize(
    ("zone", "then", "heading"),
    [
        ("UTC", NOW - 10 * HOUR, "Today"),
        ("UTC", NOW - 10 * HOUR - SECOND, "Yesterday"),
        ("America/New_York", NOW - 10 * HOUR, "Yesterday"),
        ("Pacific/Auckland", NOW - 23 * HOUR, "Today"),
        ("Pacific/Auckland", NOW - 23 * HOUR - SECOND, "Yesterday"),
    ],
)
def test_a_day_begins_where_its_reader_is(zone: str, then: datetime, heading: str) -> None:
    formats.set_zone(ZoneInfo(zone))
    assert formats.day(then, NOW) == heading


def test_a_time_is_told_in_the_readers_zone() -> None:
    formats.set_zone(ZoneInfo("Europe/Berlin"))
    with speaking("de"):
        assert formats.date_and_time(NOW) == "2. März 2026, 11:00 MEZ"


def test_the_year_is_told_where_it_is_another_one() -> None:
    with speaking("fr"):
        assert formats.day_of_year(NOW, NOW) == "2 mars"
        assert formats.day_of_year(NOW - 365 * DAY, NOW) == "2 mars 2025"


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(0), "0 seconds"),
        (SECOND / 10, "1 second"),
        (59 * SECOND, "59 seconds"),
        (MINUTE, "1 minute"),
        (MINUTE + SECOND, "2 minutes"),
        (HOUR - SECOND, "60 minutes"),
        (HOUR, "1 hour"),
        (3 * HOUR + SECOND, "4 hours"),
    ],
)
def test_a_wait_is_never_said_to_be_shorter_than_it_is(wait: timedelta, words: str) -> None:
    assert formats.duration(wait) == words


def test_a_wait_in_other_languages() -> None:
    for language, words in (("de", "2 Stunden"), ("fr", "2\xa0heures"), ("es", "2 horas")):
        with speaking(language):
            assert formats.duration(2 * HOUR) == words


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("en", "Mon-Fri 9-17, Sat 10-13:30"),
        ("de", "Mo-Fr 9-17, Sa 10-13:30"),
        ("fr", "lun-ven 9-17, sam 10-13:30"),
        ("es", "lun-vie 9-17, sáb 10-13:30"),
    ],
)
def test_opening_hours_name_the_days_as_their_reader_does(language: str, hours: str) -> None:
    with speaking(language):
        assert formats.with_own_days("Mon-Fri 9-17, Saturday 10-13:30") == hours


def test_a_language_is_called_by_its_readers_name_for_it() -> None:
    with speaking("de"):
        assert formats.language_name("fr") == "Französisch"
        assert formats.language_name("xx") == "xx"
