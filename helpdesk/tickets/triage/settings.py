"""What an admin may change about predicting where tickets belong."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Share


class Triage(Section):
    """When a predicted category is set without asking."""

    key: ClassVar[str] = "triage"
    title: ClassVar[str] = N_("Triage")
    about: ClassVar[str] = N_("When a predicted category is set by itself.")
    certainty: Annotated[
        Share,
        Setting(
            N_("Certainty"),
            N_(
                "From 0.5 to 0.99. A ticket that comes in gets its predicted category by itself "
                "where it is at least so certain; otherwise agents see it as a suggestion. Look "
                "at how often it was right under Settings, Categories."
            ),
            "HEED_TRIAGE_CERTAINTY",
            Control.NUMBER,
        ),
    ] = 0.9
