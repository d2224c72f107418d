"""Answering a customer with a macro, in the desk's name."""

from dataclasses import replace

from sqlalchemy.orm import Session

from helpdesk.automation import queries
from helpdesk.automation.models import AutomationRun
from helpdesk.automation.rules.answering import Addressed, why_unsaid
from helpdesk.automation.rules.terms import Terms
from helpdesk.macros.queries import shared_macro
from helpdesk.macros.rules import filled_in, said_to
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company
from helpdesk.tickets.composing.automatic import answer_automatically
from helpdesk.tickets.composing.queries import anything_leaves
from helpdesk.tickets.conditions.looking import categories_above, seen_of
from helpdesk.tickets.models import Ticket


def answer(session: Session, run: AutomationRun, ticket: Ticket, terms: Terms) -> None:
    """Write what the rule's macro says, or keep with the run why not."""
    macro = shared_macro(session, terms.actions.answer_id or 0)
    words = macro.words if macro else None
    run.unsaid = why_unsaid(words, _addressed(session, run, ticket))
    if words is None or run.unsaid:
        return
    values = {
        # What somebody called themselves goes to no address that they only typed.
        "customer": ticket.customer.name if ticket.customer.verified else None,
        "number": ticket.number,
        "company": current(Company).name,
    }
    text = filled_in(said_to(words, ticket.speaks), values)
    run.entry_id = answer_automatically(session, ticket, text, by=terms.name).id


def _addressed(session: Session, run: AutomationRun, ticket: Ticket) -> Addressed:
    seen = seen_of(session, ticket, categories_above(session))
    return Addressed(
        replace(seen, language=ticket.speaks),
        leaving=anything_leaves(session, ticket),
        answered=queries.has_the_last_word(session, run.rule_id, ticket),
    )
