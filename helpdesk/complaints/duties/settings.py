"""What an admin may change about complaints."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator

from helpdesk.complaints.duties.rules import Targets, bands_in, targets_in
from helpdesk.complaints.rules import Gravity
from helpdesk.languages.catalogues import N_
from helpdesk.settings.declaring import Control, Section, Setting
from helpdesk.settings.rules import Days, Unfit, number_up_to

MOST_MONEY = 1_000_000
LONGEST_ROUTE = 500
HOW = N_(
    "Working time from the reception until a person takes it on, has assessed it, tells how it "
    "stands (and then again and again), and until the decision: four numbers of hours or days."
)


def _targets(typed: str) -> str:
    if targets_in(typed) is None:
        raise Unfit(
            "Write four numbers with h for hours or d for days, such as 1 h, 4 h, 1 d, 3 d."
        )
    return typed


def _bands(typed: str) -> str:
    if bands_in(typed) is None:
        raise Unfit("Write four growing numbers with commas between, such as 1, 5, 20, 50.")
    return typed


def _route(typed: object) -> str:
    words = " ".join(str(typed).replace("\x00", "").split())
    if len(words) > LONGEST_ROUTE:
        raise Unfit("Shorten this to %(most)s characters.", most=LONGEST_ROUTE)
    return words


Line = Annotated[str, AfterValidator(_targets)]
Percent = Annotated[int, number_up_to(100)]
Minutes = Annotated[int, number_up_to(24 * 60)]
Money = Annotated[int, number_up_to(MOST_MONEY)]


class Complaints(Section):
    """When what is owed, and who decides how much."""

    key: ClassVar[str] = "complaints"
    title: ClassVar[str] = N_("Complaints")
    about: ClassVar[str] = N_("By when what is owed to those who complain, and who decides it.")
    critical: Annotated[
        Line, Setting(N_("Critical complaints"), HOW, "HEED_COMPLAINTS_CRITICAL")
    ] = "1 h, 4 h, 1 d, 3 d"
    major: Annotated[Line, Setting(N_("Major complaints"), HOW, "HEED_COMPLAINTS_MAJOR")] = (
        "1 d, 1 d, 5 d, 10 d"
    )
    minor: Annotated[Line, Setting(N_("Minor complaints"), HOW, "HEED_COMPLAINTS_MINOR")] = (
        "1 d, 2 d, 10 d, 15 d"
    )
    bands: Annotated[
        str,
        AfterValidator(_bands),
        Setting(
            N_("How often is often"),
            N_(
                "From how many complaints of the same nature among 1,000 conversations and tickets "
                "of 90 days their occurrence counts as 2, 3, 4 and 5."
            ),
            "HEED_COMPLAINTS_BANDS",
        ),
    ] = "1, 5, 20, 50"
    agents_limit: Annotated[
        Money,
        Setting(
            N_("What agents may grant"),
            N_("The dearest remedy that an agent decides without a second person."),
            "HEED_REMEDY_AGENTS",
            Control.NUMBER,
        ),
    ] = 50
    leads_limit: Annotated[
        Money,
        Setting(
            N_("What leads may grant"),
            N_("The dearest remedy that a lead decides; beyond it a quality manager or an admin."),
            "HEED_REMEDY_LEADS",
            Control.NUMBER,
        ),
    ] = 500
    silence: Annotated[
        Days,
        Setting(
            N_("Days to wait for a reply"),
            N_(
                "After so many days without a word to our decision the customer is reminded, and "
                "after as many again the complaint may be closed."
            ),
            "HEED_COMPLAINTS_SILENCE",
            Control.NUMBER,
        ),
    ] = 10
    outside: Annotated[
        str,
        BeforeValidator(_route),
        Setting(
            N_("Where customers may turn to outside"),
            N_(
                "The independent body and its address, as the letter with a decision names it. "
                "While this is empty no complaint can be closed whose decision was rejected."
            ),
            "HEED_COMPLAINTS_OUTSIDE",
        ),
    ] = ""

    sureness: Annotated[
        Percent,
        Setting(
            N_("How surely a complaint in a chat"),
            N_(
                "A chat that ends without anybody filing the complaint in it becomes one by "
                "itself from so much certainty of the bot, in percent."
            ),
            "HEED_COMPLAINTS_SURENESS",
            Control.NUMBER,
        ),
    ] = 22
    quiet: Annotated[
        Minutes,
        Setting(
            N_("Minutes until a chat was left"),
            N_(
                "A chat with the bot in which nobody wrote for so long has ended for that; 0 to "
                "wait until it is resolved."
            ),
            "HEED_COMPLAINTS_QUIET",
            Control.NUMBER,
        ),
    ] = 30

    def targets_of(self, gravity: Gravity) -> Targets:
        """By when what is owed for a complaint of that gravity."""
        return targets_in(getattr(self, gravity)) or {}

    @property
    def rates(self) -> tuple[float, ...]:
        """The bands of the occurrence."""
        return bands_in(self.bands) or ()

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """What agents and leads may grant."""
        return Decimal(self.agents_limit), Decimal(self.leads_limit)

    @property
    def surely(self) -> float:
        """The certainty from 0 to 1 from which a chat's complaint is received."""
        return self.sureness / 100
