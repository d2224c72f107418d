"""Background work of deadlines: watching them, telling agents in time, reckoning them anew."""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.languages.catalogues import N_, SOURCE, gettext
from helpdesk.languages.formats import date_and_time
from helpdesk.languages.terms import term
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import forget
from helpdesk.settings.mail import post, writing
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.keeping import reckon
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.rules import action_of
from helpdesk.tickets.models import Ticket

NEAR = N_("%(number)s is due soon"), N_("%(what)s is due on %(when)s.")
MISSED = N_("%(number)s is late"), N_("%(what)s was due on %(when)s.")


def watch_deadlines(timestamp: int) -> None:
    """Each minute: remind who has a ticket that is due soon, and say what was missed."""
    while True:
        with transaction() as session:
            missed = queries.just_missed(session, clock.now())
            for deadline in missed:
                _miss(session, deadline)
            soon = queries.due_for_warning(session, clock.now())
            for deadline in soon:
                _remind(session, deadline)
        if not missed and not soon:
            return


def _remind(session: Session, deadline: Deadline) -> None:
    deadline.warned_at = clock.now()
    if holder := deadline.ticket.agent_id:
        enqueue(session, "mail_deadline_near", deadline_id=deadline.id, agent_id=holder)


def _miss(session: Session, deadline: Deadline) -> None:
    """Who has the ticket is told, and whom the policy names for that."""
    now, ticket = clock.now(), deadline.ticket
    deadline.missed_at, deadline.warned_at = now, deadline.warned_at or now
    action = action_of(deadline.metric, "missed")
    audit.record(session, SYSTEM, audit.Change("ticket", ticket.id, action))
    policy = session.get(DeadlinePolicy, ticket.policy_id) if ticket.policy_id else None
    named = policy.escalate_to_id if policy else None
    for agent_id in {ticket.agent_id, named} - {None}:
        enqueue(session, "mail_deadline_missed", deadline_id=deadline.id, agent_id=agent_id)


def mail_deadline_near(deadline_id: int, agent_id: int) -> None:
    """To who has the ticket: what is owed, and by when."""
    _mail(deadline_id, agent_id, *NEAR)


def mail_deadline_missed(deadline_id: int, agent_id: int) -> None:
    """To who has the ticket, and to whom the policy names: what is late."""
    _mail(deadline_id, agent_id, *MISSED)


def _mail(deadline_id: int, agent_id: int, title: str, told: str) -> None:
    """Unless it was done meanwhile, or its reader left the desk."""
    with transaction() as session:
        deadline, agent = session.get_one(Deadline, deadline_id), session.get_one(Agent, agent_id)
        if deadline.ended_at or deadline.due_at is None or agent.deactivated_at:
            return
        with writing(agent.language or SOURCE):
            what, when = gettext(term(deadline.metric)), date_and_time(deadline.due_at)
            subject = gettext(title, number=deadline.ticket.number)
            text = f"{gettext(told, what=what, when=when)}\n{_where(deadline.ticket)}"
            letter = Letter(agent.email, subject, text)
    post(letter)


def _where(ticket: Ticket) -> str:
    """Without the customer's words: a mailbox is kept less well than the desk."""
    holder = gettext("Who has it: %(name)s", name=ticket.agent.name if ticket.agent else "–")
    return f"{holder}\n\n{Settings.from_env().base_url}/console/tickets/{ticket.number}"


def reckon_deadlines(timestamp: int = 0) -> None:
    """Every ticket that is not done gets its dates by the policies and hours of now."""
    forget()  # this process may not have seen yet what was just changed
    last = 0
    while True:
        with transaction() as session:
            tickets = queries.unfinished_after(session, last)
            for ticket in tickets:
                reckon(session, ticket)
                last = ticket.id
        if not tickets:
            return
