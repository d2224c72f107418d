"""What an admin may change about suggested replies."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Unfit

MOST = 5


def _few(value: object) -> int:
    typed = str(value).strip()
    if typed not in {str(number) for number in range(MOST + 1)}:
        raise Unfit("Write a number from 0 to %(most)s, not %(typed)r.", most=MOST, typed=typed)
    return int(typed)


class SuggestedReplies(Section):
    """How many replies are suggested."""

    key: ClassVar[str] = "replies"
    title: ClassVar[str] = N_("Suggested replies")
    about: ClassVar[str] = N_("Whether agents see what was answered before.")
    most: Annotated[
        int,
        BeforeValidator(_few),
        Setting(
            N_("Replies beside an answer"),
            N_(
                "From 0 to 5. Agents see so many replies that this desk gave to questions like the "
                "one they answer, without the words that led to somebody. With 0 none are learned "
                "or suggested."
            ),
            "HEED_SUGGESTED_REPLIES",
            Control.NUMBER,
        ),
    ] = 3
