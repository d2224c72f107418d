"""What is predicted of a ticket, and what of that its page asks a person about."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

SUREST = 0.99  # nothing is told as certain that is only predicted


class Target(StrEnum):
    """What is predicted, each by a classifier of its own."""

    CATEGORY = "category"
    PRIORITY = "priority"


# What the trail calls it when somebody decides it.
DECIDED = {Target.CATEGORY: "category set", Target.PRIORITY: "prioritised"}


@dataclass(frozen=True)
class Standing:
    """How a ticket stands in what is predicted; `usual` is what it has while nobody decided it."""

    target: Target
    value: str
    usual: str
    predicted: str | None
    certainty: float | None
    by_rule: bool


@dataclass(frozen=True)
class Suggestion:
    """What a person confirms or corrects with one key."""

    target: Target
    value: str
    certainty: float
    was_set: bool


def suggestion(standing: Standing, done_by_people: Collection[str]) -> Suggestion | None:
    """What to ask about it, None where nothing is predicted or a person decided.

    `done_by_people` are the actions of the ticket's trail that are not a rule's.
    """
    if standing.predicted is None or standing.certainty is None:
        return None
    found = Suggestion(standing.target, standing.predicted, standing.certainty, standing.by_rule)
    if standing.by_rule:
        return found if standing.value == standing.predicted else None
    decided = DECIDED[standing.target] in done_by_people
    open_ = standing.value == standing.usual and standing.predicted != standing.usual
    return found if open_ and not decided else None
