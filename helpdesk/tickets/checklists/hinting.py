"""Telling whoever resolves a ticket what was left open."""

from flask import flash
from sqlalchemy.orm import Session

from helpdesk.languages.catalogues import ngettext
from helpdesk.tickets.checklists.queries import open_steps
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState


def hint_at_open_steps(session: Session, ticket: Ticket, state: str) -> None:
    """A line on the next page, also where the reply that resolves it can still be taken back."""
    steps = open_steps(session, ticket) if state == TicketState.RESOLVED else 0
    if steps:
        flash(
            ngettext(
                "Resolved with %(num)s step of its checklist open.",
                "Resolved with %(num)s steps of its checklist open.",
                steps,
            )
        )
