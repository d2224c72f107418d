"""What an admin may change about asking how a request went."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Days


class Satisfaction(Section):
    """Whether customers are asked, and how often."""

    key: ClassVar[str] = "satisfaction"
    title: ClassVar[str] = N_("Satisfaction")
    about: ClassVar[str] = N_("Whether customers are asked how their request went.")
    pause: Annotated[
        Days,
        Setting(
            N_("Days between two questions"),
            N_(
                "Once a request is resolved its customer is asked how satisfied they are, in the "
                "letter that tells so and on the request's page, but nobody twice within so many "
                "days. 0 asks nobody."
            ),
            "HEED_ASK_SATISFACTION",
            Control.NUMBER,
        ),
    ] = 14
