"""What a setting may be; each refusal says what to type instead."""

import re
from datetime import date
from typing import Annotated
from zoneinfo import available_timezones

import email_validator
from holidays import list_supported_countries
from pydantic import AfterValidator, BeforeValidator

from helpdesk.languages.catalogues import CUSTOMERS
from helpdesk.origins import is_origin
from helpdesk.platform.errors import Overtaken, RuleBroken
from helpdesk.settings.hours import spans_of

LONGEST_LINE = 100
MOST_DAYS = 3650
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LOGO = re.compile(r"[0-9a-f]{64}\.(png|jpeg|webp)")


class Unfit(RuleBroken, ValueError):
    """What was typed cannot be this setting; a ValueError, which pydantic gathers by field."""


class SettingsRefused(RuleBroken):
    """Some fields cannot be what was typed; `faults` has a sentence for each of them."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class SettingsChanged(Overtaken):
    """Somebody else changed the section since the page was opened."""


def check_seen(seen: int, latest: int) -> None:
    """Raise SettingsChanged unless the page showed the version that is the latest."""
    if seen != latest:
        raise SettingsChanged("These settings were changed meanwhile, so yours were not saved.")


def _line(value: str) -> str:
    """One line of words."""
    words = " ".join(value.replace("\x00", "").split())
    if not words:
        raise Unfit("Write something: this cannot be empty.")
    if len(words) > LONGEST_LINE:
        raise Unfit(
            "Use %(most)s characters at most; these are %(number)s.",
            most=LONGEST_LINE,
            number=len(words),
        )
    return words


def _colour(value: str) -> str:
    """A colour as web pages write it."""
    colour = value.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise Unfit("Write a colour as # and six digits or letters from a to f, like #0f766e.")
    return colour


def _logo(value: str) -> str:
    """What a stored image is called, or nothing."""
    if value and not _LOGO.fullmatch(value):
        raise Unfit("Choose an image of yours.")
    return value


def _address(value: str) -> str:
    """A mail address, with or without the name of whose it is."""
    written = " ".join(value.replace("\x00", "").split())
    try:
        email_validator.validate_email(
            written,
            allow_display_name=True,
            check_deliverability=False,
            globally_deliverable=False,  # a desk of one machine writes from support@localhost
        )
    except email_validator.EmailNotValidError as fault:
        raise Unfit(
            "Write an address such as support@shop.example, or Shop <support@shop.example>."
        ) from fault
    return written


def _address_or_none(value: str) -> str:
    """A mail address, or nothing."""
    return _address(value) if value.strip() else ""


def _entries(value: object) -> object:
    """What was typed one entry a line, or separated by commas; anything else is none of text."""
    if not isinstance(value, str):
        return value
    entries = (entry.strip() for entry in re.split(r"[,\s]+", value.replace("\x00", "")))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _origins(sites: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(site.rstrip("/") for site in sites)
    for site in found:
        if not is_origin(site):
            raise Unfit("List origins such as https://shop.example, not %(typed)r.", typed=site)
    return found


def _share(value: object) -> float:
    try:
        share = float(str(value).replace(",", "."))
    except ValueError:
        share = 0.0
    if not 0.5 <= share < 1:
        raise Unfit("Write a share from 0.5 to 0.99, not %(typed)r.", typed=str(value))
    return share


def whole_number(value: object, most: int) -> int | None:
    """What was typed as a whole number from 0 to `most`; None for anything else."""
    typed = str(value).strip()
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(most)):
        return None
    return int(typed) if int(typed) <= most else None


def number_up_to(most: int) -> BeforeValidator:
    """Reads such a number for a setting."""

    def read(value: object) -> int:
        number = whole_number(value, most)
        if number is None:
            typed = str(value).strip()
            raise Unfit("Write a number from 0 to %(most)s, not %(typed)r.", most=most, typed=typed)
        return number

    return BeforeValidator(read)


def _days(value: object) -> int:
    number = whole_number(value, MOST_DAYS)
    if number is None:
        typed = str(value).strip()
        raise Unfit(
            "Write a number of days from 0 to %(most)s, not %(typed)r.", most=MOST_DAYS, typed=typed
        )
    return number


def _zone(value: str) -> str:
    zone = value.strip()
    if zone not in TIME_ZONES:
        raise Unfit("Choose a time zone such as Europe/Berlin, not %(typed)r.", typed=zone)
    return zone


def _language(value: str) -> str:
    language = value.strip().lower()
    if language not in CUSTOMERS:
        raise Unfit(
            "Choose one of %(codes)s, not %(typed)r.", codes=", ".join(CUSTOMERS), typed=language
        )
    return language


def _languages(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """In the order in which they are offered, however they were typed."""
    wanted = {_language(each) for each in chosen}
    return tuple(language for language in CUSTOMERS if language in wanted)


def _holidays(value: str) -> str:
    """A country or a region of one, or nothing."""
    place = value.strip()
    if place and place.lower() not in PLACES:
        raise Unfit(
            "Write a country, or a country and its region, such as DE or DE-BY, not %(typed)r.",
            typed=place,
        )
    return PLACES.get(place.lower(), "")


def _dates(written: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(sorted({date.fromisoformat(each).isoformat() for each in written}))
    except ValueError as fault:
        raise Unfit("Write each day as year, month and day, such as 2026-12-24.") from fault


def _hours(value: str) -> str:
    hours = _line(value)
    spans_of(hours)
    return hours


# Inside a company such names are real, as in support@desk.local.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
TIME_ZONES = tuple(sorted(available_timezones()))
PLACES = {  # whose public holidays are known, as ISO 3166 calls them
    place.lower(): place
    for country, regions in list_supported_countries(include_aliases=False).items()
    for place in (country, *(f"{country}-{region}" for region in regions))
}
Address = Annotated[str, AfterValidator(_address)]
AddressOrNone = Annotated[str, AfterValidator(_address_or_none)]
Colour = Annotated[str, AfterValidator(_colour)]
Dates = Annotated[tuple[str, ...], BeforeValidator(_entries), AfterValidator(_dates)]
Days = Annotated[int, BeforeValidator(_days)]
Holidays = Annotated[str, AfterValidator(_holidays)]
Logo = Annotated[str, AfterValidator(_logo)]
Hours = Annotated[str, AfterValidator(_hours)]
Language = Annotated[str, AfterValidator(_language)]
Languages = Annotated[tuple[str, ...], BeforeValidator(_entries), AfterValidator(_languages)]
Line = Annotated[str, AfterValidator(_line)]
Origins = Annotated[tuple[str, ...], BeforeValidator(_entries), AfterValidator(_origins)]
Share = Annotated[float, BeforeValidator(_share)]
Zone = Annotated[str, AfterValidator(_zone)]
