"""What a rule does to a ticket."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRun
from helpdesk.automation.rules.terms import Terms
from helpdesk.automation.service.answering import answer
from helpdesk.automation.service.handing_over import hand_over
from helpdesk.platform import clock
from helpdesk.platform.audit import RULE
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.settings.sections import OpeningHours
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.queries import is_offered
from helpdesk.tickets.joining.service import snooze
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.service import prioritise


def do(session: Session, run: AutomationRun, ticket: Ticket, terms: Terms) -> None:
    """In the order of the form; what is offered no more is left out."""
    actions = terms.actions
    if actions.category_id and is_offered(session, actions.category_id):
        describing.categorise(session, ticket, actions.category_id, actor=RULE)
    if actions.priority and actions.priority is not ticket.priority:
        prioritise(session, ticket, actions.priority, actor=RULE)
    if actions.tag and actions.tag not in ticket.tags:
        typed = describing.written_as([*ticket.tags, actions.tag])
        describing.tag(session, ticket, typed, actor=RULE)
    hand_over(session, ticket, actions)
    if actions.note:
        text, now = f"{terms.name}: {actions.note}", clock.now()
        session.add(TicketEntry(ticket_id=ticket.id, text=text, note=True, created_at=now))
    if actions.answer_id:
        answer(session, run, ticket, terms)
    if actions.snooze and ticket.state not in DONE:
        today = clock.now().astimezone(current(OpeningHours).clock).date()
        day = today + timedelta(days=actions.snooze)
        snooze(session, ticket, day.isoformat(), actor=RULE)
    if actions.tell_id:
        tell, rule = actions.tell_id, terms.name
        enqueue(session, "mail_rule_acted", ticket_id=ticket.id, agent_id=tell, rule=rule)
