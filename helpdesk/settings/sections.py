"""The settings that belong to the whole desk."""

from typing import Annotated, ClassVar

from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Address, Colour, Line


class Company(Section):
    """Whose desk this is."""

    key: ClassVar[str] = "company"
    title: ClassVar[str] = "Company"
    about: ClassVar[str] = "How customers and agents see whose desk this is."
    name: Annotated[
        Line,
        Setting(
            "Name",
            "Stands in the portal, the widget and the console, and below every letter.",
            "HEED_COMPANY",
        ),
    ] = "Fernhill"
    accent: Annotated[
        Colour,
        Setting(
            "Accent colour",
            "For buttons and links. Where a text in it would be hard to read, it is made darker "
            "or lighter.",
            "HEED_ACCENT",
            Control.COLOUR,
        ),
    ] = "#0f766e"


class Mail(Section):
    """What letters to customers and agents look like."""

    key: ClassVar[str] = "mail"
    title: ClassVar[str] = "Mail"
    about: ClassVar[str] = "How letters leave: codes, acknowledgements, answers to tickets."
    sender: Annotated[
        Address,
        Setting(
            "Sender",
            "The address that letters come from, and where an answer to one goes. Your mail "
            "server must be allowed to send for it.",
            "HEED_MAIL_FROM",
        ),
    ] = "support@localhost"
