"""What a view may be called, and what it may ask for."""

from collections.abc import Mapping

from helpdesk.platform.errors import RuleBroken

LONGEST_NAME, LONGEST_VALUE, MOST = 40, 200, 20
ASKED = (
    "state", "holder", "order", "type", "category", "tag", "language", "snoozed",
    "field", "how", "value", "team", "columns",
)  # fmt: skip
MY_TEAMS = "mine"  # what an address asks for instead of one team


class ViewRefused(RuleBroken):
    """A view cannot be kept in that way."""


def check_name(name: str) -> str:
    """The name as it is kept; raise ViewRefused."""
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise ViewRefused("Give the view a name of %(most)s characters at most.", most=LONGEST_NAME)
    return kept


def check_number(existing: int) -> None:
    """Raise ViewRefused where there are more than anybody looks at."""
    if existing >= MOST:
        raise ViewRefused("There are %(most)s views. Delete one that nobody opens.", most=MOST)


def asked_for(typed: Mapping[str, str]) -> dict[str, str]:
    """What of an address makes the list, without what is empty or unknown."""
    values = {name: typed.get(name, "").replace("\x00", "")[:LONGEST_VALUE] for name in ASKED}
    return {name: value for name, value in values.items() if value.strip()}
