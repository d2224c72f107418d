"""What a view may be called, what it may ask for, and who may take it away."""

from collections.abc import Mapping

from helpdesk.platform.errors import RuleBroken

LONGEST_NAME, LONGEST_VALUE, MOST = 40, 200, 20
ASKED = (
    "state", "holder", "order", "type", "category", "tag", "language", "snoozed",
    "field", "how", "value",
)  # fmt: skip


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


def check_may_change(owner_id: int | None, agent_id: int, *, leads: bool) -> None:
    """Raise ViewRefused for a colleague's own view, and for everybody's unless they lead."""
    if owner_id != agent_id and not (owner_id is None and leads):
        raise ViewRefused("This view is not yours: whoever leads deletes everybody's.")


def asked_for(typed: Mapping[str, str]) -> dict[str, str]:
    """What of an address makes the filter, without what is empty or unknown."""
    return {name: typed[name][:LONGEST_VALUE] for name in ASKED if typed.get(name, "").strip()}
