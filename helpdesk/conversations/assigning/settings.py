"""What an admin may change about giving chats to people."""

from typing import Annotated, ClassVar

from helpdesk.accounts.teams.choosing import Way
from helpdesk.accounts.teams.settings import ChosenWay
from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import number_up_to

Number = Annotated[int, number_up_to(240)]


class Chats(Section):
    """Who gets a waiting chat, and how long they may let it wait."""

    key: ClassVar[str] = "chats"
    title: ClassVar[str] = N_("Chats")
    about: ClassVar[str] = N_("Whether waiting chats find somebody by themselves.")
    way: Annotated[
        ChosenWay,
        Setting(
            N_("Waiting chats"),
            N_(
                "They wait until somebody takes them, or are given to those of their team who are "
                "at the desk and not out of office, in turn or to whoever has fewest: first to who "
                "speaks the customer's language."
            ),
            "HEED_CHATS",
            Control.OPTION,
            choices=tuple(Way),
        ),
    ] = Way.BY_HAND
    capacity: Annotated[
        Number,
        Setting(
            N_("Chats of one person at once"),
            N_("Who has so many gets no more by themselves."),
            "HEED_CHAT_CAPACITY",
            Control.NUMBER,
        ),
    ] = 3
    minutes: Annotated[
        Number,
        Setting(
            N_("Minutes until a chat goes back"),
            N_(
                "A customer who waits for an answer so long, in working time, waits for somebody "
                "else from then on; 0 for never."
            ),
            "HEED_CHAT_MINUTES",
            Control.NUMBER,
        ),
    ] = 0
