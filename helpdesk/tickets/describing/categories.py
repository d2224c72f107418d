"""Adding, renaming and retiring categories; none is ever deleted, since tickets carry it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from helpdesk.accounts.queries import last_to_change
from helpdesk.accounts.teams.queries import skills
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.describing.queries import CATEGORY, tree
from helpdesk.tickets.describing.rules import (
    Branch,
    DescriptionRefused,
    check_name,
    check_place,
)
from helpdesk.tickets.models import Category
from helpdesk.tickets.rules import check_seen


def get_category(session: Session, category_id: int) -> Category:
    """The category, held until commit; or NotFound."""
    category = session.get(Category, category_id, with_for_update=True)
    if category is None:
        raise NotFound("There is no such category.")
    return category


def add_category(session: Session, name: str, parent_id: int | None, *, actor: Actor) -> Category:
    """A category below the one named, or on top; raise DescriptionRefused or NotFound."""
    one_at_a_time(session, CATEGORY)
    parent = get_category(session, parent_id) if parent_id else None
    known = tree(session)
    above = next((len(each.path) for each in known if parent and each.id == parent.id), 0)
    check_place(above + 1, len(known))
    category = Category(name=check_name(name, _beside(known, parent_id)), parent_id=parent_id)
    session.add(category)
    session.flush()
    _record(session, actor, category, "created", ("", category.name))
    return category


def rename_category(
    session: Session, category: Category, name: str, *, seen: str, actor: Actor
) -> None:
    """Another name, also on the tickets that carry it; raise Overtaken or DescriptionRefused."""
    one_at_a_time(session, CATEGORY)
    by = last_to_change(session, CATEGORY, category.id)
    check_seen(category.name, seen, what=f"“{seen}”", by=by)
    before = category.name
    others = [each for each in tree(session) if each.id != category.id]
    category.name = check_name(name, _beside(others, category.parent_id))
    _record(session, actor, category, "renamed", (before, category.name))


def retire_category(session: Session, category: Category, *, retired: bool, actor: Actor) -> None:
    """Whether it is offered for tickets; those that carry it keep it. Twice is as once."""
    if (category.retired_at is not None) is retired:
        return
    category.retired_at = clock.now() if retired else None
    if retired:
        _record(session, actor, category, "retired", (category.name, ""))
    else:
        _record(session, actor, category, "restored", ("", category.name))


def ask_for_skill(
    session: Session, category: Category, skill: str, *, seen: str, actor: Actor
) -> None:
    """What whoever gets its tickets by themselves must have, empty for nothing of its own.

    Raise DescriptionRefused for a skill that the desk has not, or Overtaken as for its name.
    """
    by = last_to_change(session, CATEGORY, category.id)
    check_seen(category.skill or "", seen, what=f"“{category.name}”", by=by)
    if skill and skill not in skills(session):
        raise DescriptionRefused(
            "Choose one of the skills that this page offers. Somebody may have deleted it."
        )
    before, category.skill = category.skill or "", skill or None
    if before != skill:
        change = audit.Change(
            CATEGORY, category.id, "skill set", {"skill": before}, {"skill": skill}
        )
        audit.record(session, actor, change)


def _beside(known: Sequence[Branch], parent_id: int | None) -> list[str]:
    """The names of the categories directly below that one."""
    above = next((each.path for each in known if each.id == parent_id), ())
    return [each.name for each in known if each.path[:-1] == above]


def _record(
    session: Session, actor: Actor, category: Category, action: str, names: tuple[str, str]
) -> None:
    """What it was called before and after; nothing while it is not offered."""
    before, after = ({"name": name} for name in names)
    audit.record(session, actor, audit.Change(CATEGORY, category.id, action, before, after))
