"""What a view may be called, what it may ask for, and who may take it away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from helpdesk.platform.errors import RuleBroken

LONGEST_NAME, LONGEST_VALUE, MOST = 40, 200, 20
ASKED = (
    "state", "holder", "order", "type", "category", "tag", "language", "snoozed",
    "field", "how", "value", "team", "columns",
)  # fmt: skip
MY_TEAMS = "mine"  # what an address asks for instead of one team


class ViewRefused(RuleBroken):
    """A view cannot be kept in that way."""


@dataclass(frozen=True)
class Whose:
    """Who sees a view: an agent, the members of a team, or everybody where neither is named."""

    owner_id: int | None = None
    team_id: int | None = None


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


def check_may_change(whose: Whose, agent_id: int, *, leads: bool, teams: Collection[int]) -> None:
    """Raise ViewRefused unless it is theirs, their team's, or everybody's and they lead.

    `teams` are those that the agent is in.
    """
    if whose.team_id is not None:
        may = whose.team_id in teams
    else:
        may = whose.owner_id == agent_id or (whose.owner_id is None and leads)
    if not may:
        raise ViewRefused(
            "This view is not yours. Members change their team's, and whoever leads everybody's."
        )


def asked_for(typed: Mapping[str, str]) -> dict[str, str]:
    """What of an address makes the list, without what is empty or unknown."""
    values = {name: typed.get(name, "").replace("\x00", "")[:LONGEST_VALUE] for name in ASKED}
    return {name: value for name, value in values.items() if value.strip()}
