"""What an admin may change about predicting where tickets belong and how urgent they are."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Share


class Triage(Section):
    """When a predicted category or priority is set without asking."""

    key: ClassVar[str] = "triage"
    title: ClassVar[str] = N_("Triage")
    about: ClassVar[str] = N_("When a predicted category or priority is set by itself.")
    certainty: Annotated[
        Share,
        Setting(
            N_("Certainty of the category"),
            N_(
                "From 0.5 to 0.99. A ticket that comes in gets its predicted category by itself "
                "where it is at least so certain; otherwise agents see it as a suggestion. Look "
                "at how often it was right under Settings, Categories."
            ),
            "HEED_TRIAGE_CERTAINTY",
            Control.NUMBER,
        ),
    ] = 0.9
    priority_certainty: Annotated[
        Share,
        Setting(
            N_("Certainty of the priority"),
            N_(
                "From 0.5 to 0.99, for its predicted priority likewise. Nothing is predicted "
                "unless it is right more often than saying the commonest one would be."
            ),
            "HEED_TRIAGE_PRIORITY_CERTAINTY",
            Control.NUMBER,
        ),
    ] = 0.9
