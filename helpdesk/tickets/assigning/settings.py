"""What an admin may change about giving tickets to people."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from helpdesk.accounts.teams.choosing import Way
from helpdesk.accounts.teams.settings import ChosenWay
from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Days, Unfit


class Absent(StrEnum):
    """What becomes of the tickets of somebody who is out of office."""

    KEEP = "keep"
    GIVE_ON = "give_on"


def _absent(value: object) -> Absent:
    if value not in set(Absent):
        raise Unfit("Choose one of those that this page offers.")
    return Absent(str(value))


class Assignment(Section):
    """Who gets a new ticket."""

    key: ClassVar[str] = "assignment"
    title: ClassVar[str] = N_("Assignment")
    about: ClassVar[str] = N_("Whether new tickets find somebody by themselves.")
    way: Annotated[
        ChosenWay,
        Setting(
            N_("New tickets"),
            N_(
                "They wait until somebody takes them, or are given to those of their team who are "
                "at the desk and not out of office, in turn or to whoever has least to do: first "
                "to who speaks the customer's language."
            ),
            "HEED_ASSIGNMENT",
            Control.OPTION,
            choices=tuple(Way),
        ),
    ] = Way.BY_HAND
    capacity: Annotated[
        Days,
        Setting(
            N_("Open tickets of one person"),
            N_("Who has so many to do gets no more by themselves."),
            "HEED_CAPACITY",
            Control.NUMBER,
        ),
    ] = 20
    absent: Annotated[
        Absent,
        BeforeValidator(_absent),
        Setting(
            N_("Tickets of somebody out of office"),
            N_("Where a customer waits for their answer: they keep it, or it goes to others."),
            "HEED_ABSENT",
            Control.OPTION,
            choices=tuple(Absent),
        ),
    ] = Absent.KEEP
