"""What an admin may change about answers from the help centre."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Share


class Answers(Section):
    """When the bot answers and when it leaves it to the customer or a person."""

    key: ClassVar[str] = "answers"
    title: ClassVar[str] = N_("Answers")
    about: ClassVar[str] = N_("When the bot answers by itself.")
    target_precision: Annotated[
        Share,
        Setting(
            N_("Target precision"),
            N_(
                "The share of the bot's answers that should be right, from 0.5 to 0.99. What it is "
                "less sure of is offered as a choice or handed over. Search learns the new target "
                "within a minute."
            ),
            "HEED_TARGET_PRECISION",
            Control.NUMBER,
        ),
    ] = 0.8
