"""What an admin may change about suggested replies."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import number_up_to


class SuggestedReplies(Section):
    """How many replies are suggested."""

    key: ClassVar[str] = "replies"
    title: ClassVar[str] = N_("Suggested replies")
    about: ClassVar[str] = N_("Whether agents see what was answered before.")
    most: Annotated[
        int,
        number_up_to(5),
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
