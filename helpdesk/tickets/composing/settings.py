"""What an admin may change about sending replies."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Unfit, whole_number
from helpdesk.tickets.composing.rules import LONGEST_PAUSE


def _seconds(value: object) -> int:
    seconds = whole_number(value, LONGEST_PAUSE)
    if seconds is None:
        raise Unfit("Write whole seconds from 0 to %(most)s.", most=LONGEST_PAUSE)
    return seconds


class Sending(Section):
    """How long a reply on a ticket can be taken back."""

    key: ClassVar[str] = "sending"
    title: ClassVar[str] = N_("Sending replies")
    about: ClassVar[str] = N_("How long an agent may take a reply back.")
    pause: Annotated[
        int,
        BeforeValidator(_seconds),
        Setting(
            N_("Seconds before a reply leaves"),
            N_(
                "An agent who sends a reply on a ticket can take it back for so long; then its "
                "customer reads it, and the letter goes out. 0 sends at once. Notes and chats are "
                "never held."
            ),
            "HEED_UNDO_SECONDS",
            Control.NUMBER,
        ),
    ] = 10
