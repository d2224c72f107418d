"""The letters of notices: what happened and where, in no customer's words.

A mailbox is kept less well than the desk.
"""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties.models import Duty
from helpdesk.complaints.models import Complaint
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.languages.formats import date_and_time
from helpdesk.languages.terms import term
from helpdesk.notices.rules import About, NoticeKind, title
from helpdesk.platform import clock
from helpdesk.platform.config import Settings
from helpdesk.platform.mail import Letter
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.models import Ticket

IS_DUE, WAS_DUE = N_("%(what)s is due on %(when)s."), N_("%(what)s was due on %(when)s.")


def letter_to(session: Session, agent: Agent, kind: NoticeKind, about: About) -> Letter | None:
    """What the agent is told; None where it was done meanwhile."""
    deadline = session.get_one(Deadline, about.deadline_id) if about.deadline_id else None
    if deadline and (deadline.ended_at or deadline.due_at is None):
        return None
    duty = session.get_one(Duty, about.duty_id) if about.duty_id else None
    if duty and (duty.done_at or duty.dropped_at):
        return None
    by = session.get_one(Agent, about.by_id).name if about.by_id else None
    number, path = _place(session, about)
    subject = title(kind, number=number, name=by)
    told = gettext("Read it here:")
    if deadline:
        told = _owed(deadline)
    if duty:
        told = _due(duty)
    return Letter(agent.email, subject, f"{told}\n{Settings.from_env().base_url}/console/{path}")


def _place(session: Session, about: About) -> tuple[str | None, str]:
    """Number and address of what it is about; a conversation has no number."""
    if about.ticket_id:
        number = session.get_one(Ticket, about.ticket_id).number
        return number, f"tickets/{number}"
    if about.complaint_id:
        number = session.get_one(Complaint, about.complaint_id).number
        return number, f"complaints/{number}"
    return None, f"conversations/{about.conversation_id}" if about.conversation_id else "integrity"


def _due(duty: Duty) -> str:
    """What is owed to who complained, by when, and who answers for it."""
    owner = duty.complaint.owner
    told = gettext(
        IS_DUE if duty.due_at > clock.now() else WAS_DUE,
        what=gettext(term(duty.kind)),
        when=date_and_time(duty.due_at),
    )
    who = gettext("Who has it: %(name)s", name=owner.name if owner else "–")
    return f"{told}\n{who}\n"


def _owed(deadline: Deadline) -> str:
    """What is owed, by when, and who has the ticket."""
    due_at, holder = deadline.due_at or clock.now(), deadline.ticket.agent
    told = gettext(
        IS_DUE if due_at > clock.now() else WAS_DUE,
        what=gettext(term(deadline.metric)),
        when=date_and_time(due_at),
    )
    who = gettext("Who has it: %(name)s", name=holder.name if holder else "–")
    return f"{told}\n{who}\n"
