"""Saying what a ticket is about."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import RULE, Actor
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.describing.rules import DescriptionRefused, tags_in
from helpdesk.tickets.models import Tag, Ticket
from helpdesk.tickets.rules import TicketType
from helpdesk.tickets.service import hold, look_again, record


def set_type(
    session: Session, ticket: Ticket, kind: TicketType, *, actor: Actor, seen: str | None = None
) -> None:
    """What kind of work it is; `seen` as for who has the ticket, here and below."""
    hold(session, ticket)
    look_again(session, ticket, ticket.type, seen, "type set")
    before, ticket.type = ticket.type, kind
    _change(session, ticket, actor, "type", [before, kind])


def categorise(
    session: Session,
    ticket: Ticket,
    category_id: int | None,
    *,
    actor: Actor,
    seen: str | None = None,
) -> None:
    """Which category it has, None for none; raise DescriptionRefused for one that is retired."""
    hold(session, ticket)
    look_again(session, ticket, str(ticket.category_id or ""), seen, "category set")
    by_rule = actor == RULE
    if category_id == ticket.category_id:
        ticket.category_by_rule = ticket.category_by_rule and by_rule  # else it is confirmed
        return
    known = {branch.id: branch for branch in tree(session)}
    if category_id and not (category_id in known and known[category_id].offered):
        raise DescriptionRefused("Choose one of the categories that this page offers.")
    before, ticket.category_id = ticket.category_id, category_id
    ticket.category_by_rule = by_rule
    paths = [str(known[each]) if each else "" for each in (before, category_id)]
    _change(session, ticket, actor, "category", paths)


def tag(
    session: Session, ticket: Ticket, typed: str, *, actor: Actor, seen: str | None = None
) -> None:
    """The tags that stand between the commas, and no others; raise DescriptionRefused."""
    hold(session, ticket)
    look_again(session, ticket, written_as(ticket.tags), seen, "tags set")
    before, ticket.tags = ticket.tags, tags_in(typed)
    _suggest(session, ticket.tags)
    _change(session, ticket, actor, "tags", [written_as(before), written_as(ticket.tags)])


def forget_tags(session: Session, ticket: Ticket) -> None:
    """Take them off, also out of the trail, and suggest none that no other ticket carries.

    A tag may say who it was.
    """
    gone, ticket.tags = ticket.tags, []
    session.flush()
    for tag in gone:
        carried = select(Ticket.id).where(Ticket.tags.contains([tag])).limit(1)
        if session.scalar(carried) is None:
            session.execute(delete(Tag).where(Tag.name == tag))
    audit.blank(session, "ticket", [ticket.id], actions=("tags set",))


def written_as(tags: Sequence[str]) -> str:
    """Tags as they are typed."""
    return ", ".join(tags)


def _suggest(session: Session, tags: Sequence[str]) -> None:
    """Whoever tags the next ticket finds them in the list."""
    if not tags:
        return
    used = insert(Tag).values([{"name": tag, "used_at": clock.now()} for tag in sorted(tags)])
    latest = {"used_at": used.excluded.used_at}
    session.execute(used.on_conflict_do_update(index_elements=[Tag.name], set_=latest))


def _change(
    session: Session, ticket: Ticket, actor: Actor, what: str, values: Sequence[str]
) -> None:
    before, after = values
    if before == after:
        return
    change = audit.Change("ticket", ticket.id, f"{what} set", {what: before}, {what: after})
    record(session, ticket, actor, change)
    events.publish(session, events.TicketChanged(ticket.id, what, before, after))
