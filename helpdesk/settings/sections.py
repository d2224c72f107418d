"""The settings that belong to the whole desk."""

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays
from pydantic import ValidationInfo, field_validator

from helpdesk.languages.catalogues import CUSTOMERS, N_, SOURCE
from helpdesk.languages.formats import with_own_days
from helpdesk.platform import clock
from helpdesk.settings import rules
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.hours import spans_of
from helpdesk.settings.rules import (
    TIME_ZONES,
    Address,
    Colour,
    Dates,
    Days,
    Holidays,
    Hours,
    Line,
    Logo,
    Origins,
    Zone,
)
from helpdesk.settings.telling import back_after, place_of
from helpdesk.settings.working_time import WorkingTime

NO_BREAK = "\N{NON-BREAKING HYPHEN}"  # a narrow page would part `9-` and `17`


class Company(Section):
    """Whose desk this is."""

    key: ClassVar[str] = "company"
    title: ClassVar[str] = N_("Company")
    about: ClassVar[str] = N_("How customers and agents see whose desk this is.")
    name: Annotated[
        Line,
        Setting(
            N_("Name"),
            N_("Stands in the portal, the widget and the console, and below every letter."),
            "HEED_COMPANY",
        ),
    ] = "Fernhill"
    accent: Annotated[
        Colour,
        Setting(
            N_("Accent colour"),
            N_(
                "For buttons and links. Where a text in it would be hard to read, it is made "
                "darker or lighter."
            ),
            "HEED_ACCENT",
            Control.COLOUR,
        ),
    ] = "#0f766e"
    logo: Annotated[
        Logo,
        Setting(
            N_("Logo"),
            N_(
                "A PNG, JPEG or WebP image of at most 200 KB, shown 32 pixels high in the portal, "
                "the widget and the console's sign-in."
            ),
            control=Control.IMAGE,
        ),
    ] = ""

    @property
    def logo_path(self) -> str | None:
        """Where browsers find the logo; None without one."""
        return f"/logo/{self.logo}" if self.logo else None


class OpeningHours(Section):
    """When people answer, by the clock where they are."""

    key: ClassVar[str] = "hours"
    title: ClassVar[str] = N_("Opening hours")
    about: ClassVar[str] = N_("When people answer, as customers are told.")
    hours: Annotated[
        Hours,
        Setting(
            N_("Hours"),
            N_(
                "Such as Mon-Fri 9-17, Sat 10-13:30. Portal and widget show them, and whoever "
                "asks for a person while nobody is there is told when somebody will be."
            ),
            "HEED_HOURS",
        ),
    ] = "Mon-Fri 9-17"
    zone: Annotated[
        Zone,
        Setting(
            N_("Time zone"),
            N_(
                "Whose clock the hours are read by. Letters tell times by it, and pages until "
                "they know the reader's own."
            ),
            "HEED_TIME_ZONE",
            Control.CHOICE,
            choices=TIME_ZONES,
        ),
    ] = "UTC"
    holidays: Annotated[
        Holidays,
        Setting(
            N_("Public holidays"),
            N_(
                "Nobody works on the public holidays of this country, or of this region of it: DE "
                "or DE-BY. Empty for none."
            ),
            "HEED_HOLIDAYS",
        ),
    ] = ""
    days_off: Annotated[
        Dates,
        Setting(
            N_("Other days off"),
            N_("When nobody works either, one a line, such as 2026-12-24."),
            control=Control.LINES,
        ),
    ] = ()

    @field_validator("days_off")
    @classmethod
    def _leave_working_time(
        cls, days_off: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        """A calendar without any working hour is refused, or nothing would ever be due."""
        if {"hours", "zone", "holidays"} <= info.data.keys():
            _working_time(days_off=days_off, **info.data).opens_next(clock.now())
        return days_off

    @cached_property
    def working_time(self) -> WorkingTime:
        """When people work, to reckon with."""
        return _working_time(self.hours, self.zone, self.holidays, self.days_off)

    @property
    def clock(self) -> ZoneInfo:
        """The desk's own clock."""
        return ZoneInfo(self.zone)

    @property
    def words(self) -> str:
        """The hours for customers, who may live by another clock."""
        together = with_own_days(self.hours).replace("-", NO_BREAK)
        return f"{together} ({self.place})"

    @property
    def place(self) -> str:
        """Whose clock that is: `Berlin time`."""
        return place_of(self.zone)

    def back_after(self, moment: datetime) -> str | None:
        """When people are there again, `on Monday at 9:00 (Berlin time)`; None during the hours."""
        return back_after(moment, self.working_time)


def _working_time(hours: str, zone: str, holidays: str, days_off: tuple[str, ...]) -> WorkingTime:
    country, _, region = holidays.partition("-")
    free = country_holidays(country, subdiv=region or None) if country else HolidayBase()
    free.append([date.fromisoformat(day) for day in days_off])
    return WorkingTime(ZoneInfo(zone), spans_of(hours), free)


class Languages(Section):
    """Which languages are spoken with customers."""

    key: ClassVar[str] = "languages"
    title: ClassVar[str] = N_("Languages")
    about: ClassVar[str] = N_(
        "In which languages portal, widget, letters and bot speak with customers: what they chose, "
        "else the language of the site's page, else their browser's."
    )
    default: Annotated[
        rules.Language,
        Setting(
            N_("The desk's own language"),
            N_("For whoever asks for none that is offered. It is always offered itself."),
            "HEED_LANGUAGE",
            Control.LANGUAGE,
            choices=CUSTOMERS,
        ),
    ] = SOURCE
    offered: Annotated[
        rules.Languages,
        Setting(
            N_("Languages that customers are offered"),
            N_("A customer who reads another is spoken with in the desk's own."),
            "HEED_LANGUAGES",
            Control.LANGUAGES,
            choices=CUSTOMERS,
        ),
    ] = CUSTOMERS

    @property
    def spoken(self) -> tuple[str, ...]:
        """What customers may choose from, the desk's own first."""
        return tuple(dict.fromkeys((self.default, *self.offered)))

    def spoken_with(self, language: str | None) -> str:
        """The language for somebody of this one: theirs if it is offered, else the desk's own."""
        return language if language in self.spoken else self.default


class Widget(Section):
    """Where customers meet the chat."""

    key: ClassVar[str] = "widget"
    title: ClassVar[str] = N_("Widget")
    about: ClassVar[str] = N_("Which of your websites may show the chat.")
    sites: Annotated[
        Origins,
        Setting(
            N_("Sites that may show it"),
            N_(
                "One address a line, such as https://shop.example, without a path. The desk's own "
                "pages always may."
            ),
            "HEED_ALLOWED_SITES",
            Control.LINES,
        ),
    ] = ()


class Mail(Section):
    """What letters to customers and agents look like."""

    key: ClassVar[str] = "mail"
    title: ClassVar[str] = N_("Mail")
    about: ClassVar[str] = N_("How letters leave: codes, acknowledgements, answers to tickets.")
    sender: Annotated[
        Address,
        Setting(
            N_("Sender"),
            N_(
                "The address that letters come from, and where an answer to one goes. Your mail "
                "server must be allowed to send for it."
            ),
            "HEED_MAIL_FROM",
        ),
    ] = "support@localhost"


class Retention(Section):
    """How long words are kept."""

    key: ClassVar[str] = "retention"
    title: ClassVar[str] = N_("Retention")
    about: ClassVar[str] = N_("How long the desk keeps what customers said.")
    conversations: Annotated[
        Days,
        Setting(
            N_("Days to keep resolved conversations"),
            N_(
                "In the night after that many days what was said in one is erased for good. Dates, "
                "states and ratings stay, and so do tickets, complaints, feedback, and questions "
                "from which search learned its answers. 0 keeps all of it."
            ),
            "HEED_KEEP_CONVERSATIONS",
            Control.NUMBER,
        ),
    ] = 0
