"""Macros beside an answer, with what their variables stand for."""

from uuid import UUID

from flask import Blueprint, render_template, url_for

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.customers.models import Customer
from helpdesk.macros import queries
from helpdesk.macros.places import Place, beside_conversation, beside_ticket
from helpdesk.macros.rules import filled_in, said_to, why_not_offered
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company

blueprint = Blueprint("macros_beside", __name__, url_prefix="/console")


@blueprint.get("/macros/for-conversation/<uuid:conversation_id>")
@staff()
def for_conversation(conversation_id: UUID) -> str:
    """What may be said here, with the variables filled in."""
    place = beside_conversation(database(), conversation_id)
    return _offered(place, url_for("macros.index", conversation=conversation_id))


@blueprint.get("/macros/for-ticket/<number>")
@staff()
def for_ticket(number: str) -> str:
    """What may be said here, with the variables filled in."""
    place = beside_ticket(database(), number)
    return _offered(place, url_for("macros.index", ticket=place.number))


def _offered(place: Place, why: str) -> str:
    known = queries.macros_for(database(), current_agent().id)
    fitting = [each for each in known if not why_not_offered(each.words, place.beside, place.seen)]
    values = _values(place.customer, place.number)
    offered = [
        (macro, filled_in(said_to(macro.words, place.seen.language), values)) for macro in fitting
    ]
    return render_template(
        "console/macros/offered.html", offered=offered, others=len(known) - len(fitting), why=why
    )


def _values(customer: Customer, number: str | None) -> dict[str, str | None]:
    return {
        "customer": None if customer.erased_at else customer.name,
        "number": number,
        "agent": current_agent().name,
        "company": current(Company).name,
    }
