"""Giving tickets to somebody who is there."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.choosing import Lack, Need, Way, choose
from helpdesk.accounts.teams.explaining import CHOSEN, WAITS, explanation
from helpdesk.accounts.teams.queries import candidates, members_of, skills, take_turn
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import RULE
from helpdesk.platform.db import Json, one_at_a_time
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.tickets.assigning.queries import waiting_for_absent
from helpdesk.tickets.assigning.settings import Absent, Assignment
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import TO_DO
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.service import assign

QUEUE = "giving tickets"
AT_ONCE = 200


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """A worker looks for somebody, where tickets are not given by hand."""
    _look_for_somebody(session, fact.ticket_id)


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """So it does once another team is to have it."""
    if fact.field == "team":
        _look_for_somebody(session, fact.ticket_id)


def give_ticket(session: Session, ticket: Ticket) -> None:
    """To whoever is next; it waits where nobody fits, unless somebody was quicker."""
    one_at_a_time(session, QUEUE)  # else two at once would go to the same person
    session.refresh(ticket)
    if ticket.agent_id is not None or ticket.state in DONE:
        ticket.queued_at = None
        return
    _give(session, ticket, need_of(session, ticket))


def give_waiting(session: Session) -> None:
    """Look again for those that wait longest; what one lacks the others like it lack, too."""
    if current(Assignment).way is Way.BY_HAND:
        return
    one_at_a_time(session, QUEUE)
    waiting = select(Ticket).where(Ticket.queued_at.is_not(None)).order_by(Ticket.queued_at)
    lacking: set[Need] = set()
    for ticket in session.scalars(waiting.limit(AT_ONCE).with_for_update(of=Ticket)).all():
        need = need_of(session, ticket)
        if ticket.state in DONE:
            ticket.queued_at = None
        elif need not in lacking and not _give(session, ticket, need):
            lacking.add(need)


def return_of_absent(session: Session) -> None:
    """Where a customer waits for somebody out of office, somebody else is looked for."""
    if current(Assignment).absent is Absent.KEEP:
        return
    for ticket in waiting_for_absent(session):
        agent_id = ticket.agent_id
        assign(session, ticket, None, actor=RULE)
        if agent_id:
            events.publish(session, events.TicketReturned(ticket.id, agent_id))
        _look_for_somebody(session, ticket.id)


def need_of(session: Session, ticket: Ticket) -> Need:
    """Its customer's language, its team, and the skills that its category and tags ask for."""
    asked = {branch.skill for branch in tree(session) if branch.id == ticket.category_id}
    return Need(
        ticket.language or ticket.customer.speaks,
        frozenset(skill for skill in skills(session) if skill in asked or skill in ticket.tags),
        members_of(session, ticket.team_id),
    )


def _look_for_somebody(session: Session, ticket_id: int) -> None:
    """After what a worker reads in it, which says what it asks for."""
    if current(Assignment).way is not Way.BY_HAND:
        enqueue(session, "give_ticket", lock=f"ticket:{ticket_id}", ticket_id=ticket_id)


def _give(session: Session, ticket: Ticket, need: Need) -> bool:
    """Did somebody get it? The trail says why, or once why it waits."""
    wanted = current(Assignment)
    if wanted.way is Way.BY_HAND:
        return False
    found = choose(wanted.way, need, candidates(session, _loads(session)), wanted.capacity)
    why = explanation(wanted.way, need, ticket.team, found)
    if isinstance(found, Lack):
        if ticket.queued_at is None:
            ticket.queued_at = clock.now()
            _note(session, ticket, WAITS, why)
        return False
    agent = session.get_one(Agent, found.agent_id)
    take_turn(session, agent)
    assign(session, ticket, agent, actor=RULE)
    _note(session, ticket, CHOSEN, why)
    return True


def _loads(session: Session) -> dict[int, int]:
    """How many tickets each has still to do."""
    work = select(Ticket.agent_id, func.count()).where(Ticket.agent_id.is_not(None), *TO_DO)
    found = session.execute(work.group_by(Ticket.agent_id))
    return {agent_id: number for agent_id, number in found if agent_id}


def _note(session: Session, ticket: Ticket, action: str, why: Json) -> None:
    audit.record(session, RULE, audit.Change("ticket", ticket.id, action, after=why))
