"""Merging, splitting, linking and snoozing tickets."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound
from helpdesk.settings.current import current
from helpdesk.settings.sections import OpeningHours
from helpdesk.tickets.joining.queries import incidents_of, overslept
from helpdesk.tickets.joining.rules import (
    JoiningRefused,
    Standing,
    check_link,
    check_merge,
    wakes_at,
)
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.rules import TicketState, TicketType
from helpdesk.tickets.service import (
    Request,
    hold,
    leave_in,
    open_ticket,
    record,
    write_entry,
)

SPLIT, MERGED, LINKED, SNOOZED, WOKEN = "split", "merged", "linked", "snoozed", "woken"


def merge(session: Session, ticket: Ticket, into: Ticket, *, actor: Actor) -> None:
    """Everything written on the first is read on the second from now on, and the first is closed.

    The entries stay where they were written. What was merged into the first goes along. Raises
    JoiningRefused.
    """
    for each in sorted({ticket, into}, key=lambda one: one.id):  # one order, so no deadlock
        hold(session, each)
    check_merge(_standing(ticket), _standing(into))
    earlier = update(Ticket).where(Ticket.merged_into_id == ticket.id)
    session.execute(earlier.values(merged_into_id=into.id))
    into.conversation_id = into.conversation_id or ticket.conversation_id
    before, into.tags = into.tags, list(dict.fromkeys([*into.tags, *ticket.tags]))
    into.fields = ticket.fields | into.fields
    ticket.merged_into_id, ticket.snoozed_until = into.id, None
    record(session, into, actor, _change(into, MERGED, ticket.number))
    record(session, ticket, actor, _change(ticket, MERGED, into.number))
    if before != into.tags:
        tags = (", ".join(each) for each in (before, into.tags))
        events.publish(session, events.TicketChanged(into.id, "tags", *tags))
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        if ticket.state is not state:
            leave_in(session, ticket, state, actor=actor)


def split(session: Session, ticket: Ticket, entry_id: int, subject: str, *, actor: Actor) -> Ticket:
    """A ticket of its own for what the customer wrote there; the words stay here, too."""
    hold(session, ticket)
    written = {entry.id: entry for entry in entries_of(session, ticket)}
    entry = written.get(entry_id)
    if entry is None:
        raise NotFound("There is no such entry on this ticket.")
    if not entry.by_customer:
        raise JoiningRefused("Only what the customer wrote becomes a ticket of its own.")
    wanted = Request(subject, entry.text, ticket.channel, ticket.email, ticket.conversation_id)
    new = open_ticket(session, ticket.customer_id, wanted, actor=actor)
    record(session, ticket, actor, _change(ticket, SPLIT, new.number))
    record(session, new, actor, _change(new, SPLIT, ticket.number))
    return new


def link(session: Session, ticket: Ticket, problem: Ticket | None, *, actor: Actor) -> None:
    """The problem that is behind it, or none; raise JoiningRefused."""
    hold(session, ticket)
    if problem is not None:
        check_link(_standing(ticket), _standing(problem))
    ticket.problem_id = problem.id if problem else None
    record(session, ticket, actor, _change(ticket, LINKED, problem.number if problem else ""))


def snooze(session: Session, ticket: Ticket, typed: str, *, actor: Actor) -> None:
    """Leave it out of what is to be done until that day, or bring it back; raise JoiningRefused.

    What the customer writes brings it back at once.
    """
    hold(session, ticket)
    zone = current(OpeningHours).clock
    ticket.snoozed_until = wakes_at(typed, clock.now(), zone) if typed.strip() else None
    record(session, ticket, actor, _change(ticket, SNOOZED, typed.strip()))


def wake(session: Session, now: datetime) -> int:
    """Bring back what was snoozed until now; how many came."""
    due = overslept(session, now)
    for ticket in due:
        ticket.snoozed_until = None
        record(session, ticket, audit.SYSTEM, _change(ticket, WOKEN, ""))
        events.publish(session, events.TicketWoken(ticket.id))
    return len(due)


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """Once a problem is resolved, each of its incidents has a note of that."""
    problem = session.get_one(Ticket, fact.ticket_id)
    solved = fact.field == "state" and fact.after == TicketState.RESOLVED
    if not solved or problem.type is not TicketType.PROBLEM:
        return
    change = audit.latest(session, "ticket", problem.id, action="state changed")
    by = change.actor.removeprefix("agent:") if change else ""
    agent = session.get(Agent, int(by)) if by.isdecimal() else problem.agent
    for ticket in incidents_of(session, problem) if agent else ():
        words = gettext(
            "The problem %(number)s, “%(subject)s”, is resolved. Tell the customer, and resolve "
            "this ticket if nothing else is open.",
            number=problem.number,
            subject=problem.subject,
        )
        write_entry(session, ticket, words, agent=agent, note=True)


def on_written(session: Session, fact: events.TicketWritten) -> None:
    """The customer wrote: it is to be done again."""
    session.get_one(Ticket, fact.ticket_id).snoozed_until = None


def _standing(ticket: Ticket) -> Standing:
    return Standing(ticket.number, ticket.customer_id, ticket.state, ticket.type)


def _change(ticket: Ticket, action: str, other: str) -> audit.Change:
    return audit.Change("ticket", ticket.id, action, {"ticket": ""}, {"ticket": other})
