"""The page on which an agent works on one ticket."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database
from helpdesk.accounts.teams.queries import holders
from helpdesk.platform import clock
from helpdesk.tickets import queries
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.composing.queries import Composed, composed_on
from helpdesk.tickets.deadlines.queries import promised_on
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.queries import fields_beside
from helpdesk.tickets.joining.queries import related
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import AFTER_REPLY, FOLLOWS, Priority, TicketType
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.triage.queries import suggestions_for
from helpdesk.web.presentation import in_place

UNTYPED = {
    "draft": None, "text": "", "inserted": (), "note": False, "then": None, "fault": None,
    "fault_of_change": None, "tags": None, "into": "", "subject": "", "problem": None,
    "until": None, "mended_at": "", "field": None, "value": None,
}  # fmt: skip


def fresh_page(ticket: Ticket) -> ResponseReturnValue:
    """The page; for one that is open already only if it shows something else than this."""
    composed = composed_on(database(), ticket, current_agent().id)
    if in_place() and request.args.get("shown") == _shown_as(ticket, composed):
        return "", 204
    return _page(ticket, composed)


def ticket_page(ticket: Ticket, **typed: object) -> str:
    """Everything about the ticket; `typed` is what a refused form keeps."""
    return _page(ticket, composed_on(database(), ticket, current_agent().id), **typed)


def _page(ticket: Ticket, composed: Composed, **typed: object) -> str:
    session = database()
    history = queries.history_of(session, ticket)
    categories = tree(session)
    policy, deadlines = promised_on(session, ticket)
    shown: dict[str, Any] = {
        "ticket": ticket,
        "entries": queries.entries_of(session, ticket),
        "history": history,
        "suggestions": suggestions_for(ticket, history),
        "policy": policy,
        "deadlines": deadlines,
        "related": related(session, ticket),
        "survey": newest_survey(session, ticket),
        "holders": holders(session),
        "next_states": sorted(FOLLOWS[ticket.state]),
        "after_reply": [state for state in AFTER_REPLY if state is not ticket.state],
        "priorities": list(Priority),
        "types": list(TicketType),
        "categories": categories,
        "category_of": {branch.id: branch for branch in categories},
        "filled": fields_beside(session, ticket),
        "fault_of_field": None,
        "me": current_agent(),
        "now": clock.now(),
        "leaving": composed.leaving,
        "shown_as": _shown_as(ticket, composed),
        "typed": UNTYPED | _begun(composed.draft) | typed,
    }
    return render_template("console/tickets/show.html", **shown)


def _shown_as(ticket: Ticket, composed: Composed) -> str:
    """Differs whenever anything differs that the page shows to everybody."""
    leaving = (str(draft.id) for draft in composed.leaving)
    return " ".join((ticket.updated_at.isoformat(), *leaving))


def _begun(draft: Draft | None) -> dict[str, object]:
    if draft is None:
        return {}
    return {
        "draft": draft.id,
        "text": draft.text,
        "note": draft.note,
        "then": draft.then,
        "fault": draft.fault,
        "inserted": draft.inserted,
    }
