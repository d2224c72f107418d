"""What a checklist may hold."""

from collections.abc import Collection, Sequence

from helpdesk.platform.errors import RuleBroken

LONGEST_STEP, LONGEST_NAME, MOST_STEPS, MOST_TEMPLATES = 200, 60, 50, 50


class ChecklistRefused(RuleBroken):
    """A checklist cannot be so."""


def steps_in(typed: str) -> list[str]:
    """A step for each line that says something; raise ChecklistRefused.

    >>> steps_in("Call the  carrier\\n\\nRefund")
    ['Call the carrier', 'Refund']
    """
    steps = [" ".join(line.replace("\x00", "").split()) for line in typed.splitlines()]
    found = [step for step in steps if step]
    if not found:
        raise ChecklistRefused("Write what is to be done, one step on each line.")
    if any(len(step) > LONGEST_STEP for step in found):
        raise ChecklistRefused(
            "Shorten each step to %(most)s characters or less.", most=LONGEST_STEP
        )
    check_number(len(found))
    return found


def check_number(steps: int) -> None:
    """Raise ChecklistRefused for more than anybody works through."""
    if steps > MOST_STEPS:
        raise ChecklistRefused("A checklist has %(most)s steps at most.", most=MOST_STEPS)


def check_name(name: str, others: Collection[str]) -> str:
    """A template's name as it is kept beside the others; raise ChecklistRefused."""
    kept = " ".join(name.replace("\x00", "").split())
    if not kept or len(kept) > LONGEST_NAME:
        raise ChecklistRefused(
            "Give the checklist a name of %(most)s characters at most.", most=LONGEST_NAME
        )
    if kept.casefold() in {other.casefold() for other in others}:
        raise ChecklistRefused("There is a checklist “%(name)s” already.", name=kept)
    if len(others) >= MOST_TEMPLATES:
        raise ChecklistRefused(
            "There are %(most)s checklists. Delete one that nobody begins.", most=MOST_TEMPLATES
        )
    return kept


def those_missing(steps: Sequence[str], there: Collection[str]) -> list[str]:
    """The steps that are not there yet, so that beginning a checklist twice is as once.

    >>> those_missing(["Call", "Refund"], {"Call"})
    ['Refund']
    """
    return [step for step in steps if step not in there]
