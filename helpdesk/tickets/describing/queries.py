"""The tree of categories and the tags in use."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.describing.rules import BETWEEN, Branch, Node, branches
from helpdesk.tickets.models import Category, Tag

CATEGORY = "ticket category"  # as the trail names it
MOST_SUGGESTED, MOST_CHANGES = 100, 100


def tree(session: Session) -> list[Branch]:
    """Every category in its place."""
    return branches(
        Node(one.id, one.parent_id, one.name, one.retired_at is not None, one.skill)
        for one in session.scalars(select(Category))
    )


def skills_asked_for(session: Session) -> dict[int, str]:
    """Which categories ask for a skill themselves, and which."""
    query = select(Category.id, Category.skill).where(Category.skill.is_not(None))
    return {category_id: skill for category_id, skill in session.execute(query) if skill}


def is_offered(session: Session, category_id: int) -> bool:
    """May a ticket get that category?"""
    return any(branch.id == category_id and branch.offered for branch in tree(session))


def category_at(session: Session, path: str) -> int:
    """The category with that path, whatever its case; raise NotFound."""
    wanted = [name.strip().casefold() for name in path.split(BETWEEN.strip())]
    for branch in tree(session):
        if [name.casefold() for name in branch.path] == wanted:
            return branch.id
    raise NotFound("There is no category “%(path)s”.", path=path)


def tags_in_use(session: Session) -> list[str]:
    """The tags that were given last, by letter."""
    lately = select(Tag.name).order_by(Tag.used_at.desc()).limit(MOST_SUGGESTED)
    return sorted(session.scalars(lately))


def changes_of_tree(session: Session) -> list[AuditEvent]:
    """The newest changes of any category, newest first."""
    query = select(AuditEvent).where(AuditEvent.subject_type == CATEGORY)
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(MOST_CHANGES)))
