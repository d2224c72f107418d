"""Opening, assigning, answering and closing tickets."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import last_to_change
from helpdesk.accounts.service import tell_mentioned
from helpdesk.articles.evidence import answering
from helpdesk.customers.letters import may_be_mailed
from helpdesk.platform import audit, clock, events, live
from helpdesk.platform.audit import RULE, Actor
from helpdesk.platform.errors import NotFound
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.numbering import next_number
from helpdesk.tickets.fields.service import check_filled
from helpdesk.tickets.linking import case_of
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import (
    SERIES,
    Priority,
    TicketState,
    TicketType,
    changed_by,
    check_entry,
    check_seen,
    check_state,
    check_ticket,
    way_to,
)


@dataclass(frozen=True)
class Request:
    """What a customer wants from us; `network` is where they typed it, None for the desk itself.

    `fields` are values of custom fields by the field's number.
    """

    subject: str
    text: str
    channel: str
    email: str | None = None
    conversation_id: UUID | None = None
    network: str | None = None
    fields: dict[str, object] = field(default_factory=dict)


def open_ticket(session: Session, customer_id: UUID, request: Request, *, actor: Actor) -> Ticket:
    """A new ticket with the next number."""
    check_ticket(request.subject, request.text)
    now = clock.now()
    ticket = Ticket(
        number=next_number(session, SERIES),
        subject=request.subject.strip(),
        state=TicketState.NEW,
        priority=Priority.NORMAL,
        type=TicketType.QUESTION,
        customer_id=customer_id,
        email=request.email,
        conversation_id=request.conversation_id,
        channel=request.channel,
        fields=dict(request.fields),
        created_at=now,
        updated_at=now,
    )
    session.add(ticket)
    session.flush()
    session.add(TicketEntry(ticket_id=ticket.id, text=request.text.strip(), created_at=now))
    known = {"number": ticket.number, "state": ticket.state, "priority": ticket.priority}
    change = audit.Change("ticket", ticket.id, "opened", after=known)
    audit.record(session, actor, change)
    events.publish(session, events.TicketOpened(ticket.id))
    tell_pages(session, ticket)
    to = ticket.address
    if to and may_be_mailed(session, ticket.customer, to, request.network):
        enqueue(session, "mail_ticket_opened", ticket_id=ticket.id)
    return ticket


def get_ticket(session: Session, number: str) -> Ticket:
    """The ticket with this number, or NotFound."""
    ticket = session.scalar(select(Ticket).where(Ticket.number == number.strip().upper()))
    if ticket is None:
        raise NotFound(
            "There is no ticket %(number)s. A number looks like T-2026-000123.", number=number
        )
    return ticket


def assign(
    session: Session, ticket: Ticket, agent: Agent | None, *, actor: Actor, seen: str | None = None
) -> None:
    """Give the ticket to somebody, or to nobody; a new one is open from then on.

    `seen` is what stood there when it was chosen, here and below: what a colleague did meanwhile
    is not undone unread.
    """
    hold(session, ticket)
    look_again(session, ticket, str(ticket.agent_id or ""), seen, "assigned")
    before = ticket.agent_id
    ticket.agent = agent
    ticket.agent_id = agent.id if agent else None
    ticket.queued_at = None
    record(session, ticket, actor, audit.Change(
        "ticket", ticket.id, "assigned", {"agent": before}, {"agent": ticket.agent_id}
    ))  # fmt: skip
    events.publish(session, events.TicketAssigned(ticket.id, ticket.agent_id, actor))
    if agent and ticket.state is TicketState.NEW:
        change_state(session, ticket, TicketState.OPEN, actor=actor)


def prioritise(
    session: Session, ticket: Ticket, priority: Priority, *, actor: Actor, seen: str | None = None
) -> None:
    """How soon the ticket wants attention."""
    hold(session, ticket)
    look_again(session, ticket, ticket.priority, seen, "prioritised")
    by_rule = actor == RULE
    if priority is ticket.priority:
        ticket.priority_by_rule = ticket.priority_by_rule and by_rule  # else it is confirmed
        return
    ticket.priority_by_rule = by_rule
    before, ticket.priority = ticket.priority, priority
    record(session, ticket, actor, audit.Change(
        "ticket", ticket.id, "prioritised", {"priority": before}, {"priority": priority}
    ))  # fmt: skip
    events.publish(session, events.TicketChanged(ticket.id, "priority", before, priority))


def write_entry(
    session: Session,
    ticket: Ticket,
    text: str,
    *,
    agent: Agent | None,
    note: bool = False,
) -> TicketEntry:
    """An agent answers or notes, or the customer writes; the customer's words reopen the ticket.

    Who answers a ticket that nobody has takes it.
    """
    hold(session, ticket)
    words = check_entry(ticket.state, text)
    entry = TicketEntry(
        ticket_id=ticket.id,
        agent_id=agent.id if agent else None,
        text=words,
        note=note,
        created_at=clock.now(),
    )
    session.add(entry)
    ticket.updated_at = entry.created_at
    if agent is None and ticket.state in {TicketState.PENDING_CUSTOMER, TicketState.RESOLVED}:
        change_state(session, ticket, TicketState.OPEN, actor=Actor.customer(ticket.customer_id))
    session.flush()
    tell_pages(session, ticket)
    if agent is None:
        events.publish(session, events.TicketWritten(ticket.id, entry.id))
    elif not note:
        _answered(session, ticket, entry, agent)
    else:
        tell_mentioned(session, words, by=agent, ticket_id=ticket.id)
    return entry


def _answered(session: Session, ticket: Ticket, entry: TicketEntry, agent: Agent) -> None:
    actor = Actor.agent(agent.id)
    if ticket.agent_id is None:
        assign(session, ticket, agent, actor=actor)
    events.publish(session, events.TicketAnswered(ticket.id, entry.id))
    answering.mark_links(session, case_of(session, ticket), entry.text, actor=actor)
    if ticket.address:
        enqueue(session, "mail_ticket_reply", entry_id=entry.id)


def change_state(
    session: Session, ticket: Ticket, state: TicketState, *, actor: Actor, seen: str | None = None
) -> None:
    """Move the ticket on; closing it is final and becomes feedback.

    The customer hears that it is resolved. Raises FieldsMissing where that needs a field.
    """
    hold(session, ticket)
    look_again(session, ticket, ticket.state, seen, "state changed")
    _move(session, ticket, state, actor=actor)
    if state is TicketState.RESOLVED and ticket.address:
        enqueue(session, "mail_ticket_resolved", ticket_id=ticket.id)


def _move(session: Session, ticket: Ticket, state: TicketState, *, actor: Actor) -> None:
    check_state(ticket.state, state)
    if state is TicketState.RESOLVED and ticket.merged_into_id is None:
        check_filled(session, ticket)
    before, ticket.state = ticket.state, state
    record(session, ticket, actor, audit.Change(
        "ticket", ticket.id, "state changed", {"state": before}, {"state": state}
    ))  # fmt: skip
    events.publish(session, events.TicketChanged(ticket.id, "state", before, state))
    answering.weigh(session, case_of(session, ticket))
    if state is TicketState.CLOSED:
        ticket.closed_at = clock.now()
        events.publish(session, events.TicketClosed(ticket.id))


def leave_in(session: Session, ticket: Ticket, state: TicketState, *, actor: Actor) -> None:
    """The state that an answer leaves the ticket in, whatever lies between; its letter tells it."""
    hold(session, ticket)
    for step in way_to(ticket.state, state):
        _move(session, ticket, step, actor=actor)


def mark_answer(session: Session, ticket: Ticket, article_id: int, *, actor: Actor) -> None:
    """This article answers the ticket."""
    hold(session, ticket)
    answering.mark(session, case_of(session, ticket), article_id, actor=actor)


def unmark_answer(session: Session, ticket: Ticket, article_id: int, *, actor: Actor) -> None:
    """It does not answer the ticket, after all."""
    hold(session, ticket)
    answering.unmark(session, case_of(session, ticket), article_id, actor=actor)


def move_tickets(session: Session, fact: events.CustomerMerged) -> None:
    """The visitor's tickets belong to the customer they turned out to be."""
    for ticket in session.scalars(select(Ticket).where(Ticket.customer_id == fact.visitor_id)):
        ticket.customer_id = fact.customer_id


def hold(session: Session, ticket: Ticket) -> None:
    """Read the ticket as it is now and hold it until commit: colleagues change it one by one."""
    session.flush()  # a refresh would forget what this transaction changed already
    session.refresh(ticket, with_for_update={"of": Ticket})


def look_again(session: Session, ticket: Ticket, now: str, seen: str | None, action: str) -> None:
    """Raise Overtaken when a colleague changed what that action changes since it was `seen`."""
    by = last_to_change(session, "ticket", ticket.id, action=action)
    check_seen(now, seen, what=changed_by(action), by=by)


def record(session: Session, ticket: Ticket, actor: Actor, change: audit.Change) -> None:
    """Keep the change in the trail, as the ticket's newest."""
    ticket.updated_at = clock.now()
    audit.record(session, actor, change)
    tell_pages(session, ticket)


def tell_pages(session: Session, ticket: Ticket) -> None:
    """Open pages of the desk read anew what they show of it."""
    live.announce(session, live.INBOX, kind=live.TICKET, id=f"ticket:{ticket.id}")
