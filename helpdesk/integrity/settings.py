"""What an admin may change about the audit trail."""

from typing import Annotated, ClassVar

from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Section, Setting
from helpdesk.settings.rules import AddressOrNone


class Integrity(Section):
    """Where the head of the audit trail goes beside its file."""

    key: ClassVar[str] = "integrity"
    title: ClassVar[str] = N_("Integrity")
    about: ClassVar[str] = N_("Who keeps, outside this desk, what its records are proved by.")
    letters_to: Annotated[
        AddressOrNone,
        Setting(
            N_("Mail the head of the audit trail to"),
            N_(
                "Once a day a letter with one hash goes there. Choose a mailbox that the "
                "database's administrators cannot change. Empty sends none."
            ),
            "HEED_HEADS_TO",
        ),
    ] = ""
