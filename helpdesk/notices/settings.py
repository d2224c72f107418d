"""What an admin may change about the notices of agents."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Days


class Notices(Section):
    """How long notices are kept."""

    key: ClassVar[str] = "notices"
    title: ClassVar[str] = N_("Notices")
    about: ClassVar[str] = N_("How long agents find again what they were told.")
    days: Annotated[
        Days,
        Setting(
            N_("Days to keep notices"),
            N_(
                "In the night after that many days a notice is deleted, read or not. What it was "
                "about stays. 0 keeps all of them."
            ),
            "HEED_KEEP_NOTICES",
            Control.NUMBER,
        ),
    ] = 30
