"""For agents: one search over all cases, and a customer's tickets and complaints side by side."""

from uuid import UUID

from flask import Blueprint, render_template, request

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.cases.finding import find_cases
from helpdesk.cases.queries import cases_of
from helpdesk.customers.service import get_customer
from helpdesk.web.presentation import in_place

LONGEST_SEARCH = 200
blueprint = Blueprint("cases", __name__, url_prefix="/console")


@blueprint.get("/search")
@staff()
def search() -> str:
    """Tickets, conversations and complaints by number, words, name or address."""
    typed = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    after = request.args.get("after")
    found = find_cases(database(), typed, after=after)
    return render_template("console/cases/search.html", typed=typed, found=found)


@blueprint.get("/complaints/of-customer/<uuid:customer_id>")
@staff()
def of_customer(customer_id: UUID) -> str:
    """A customer's tickets and complaints, as a page or as part of one."""
    customer = get_customer(database(), customer_id)
    return render_template(
        "console/cases/cases.html" if in_place() else "console/cases/of_customer.html",
        customer=customer,
        cases=cases_of(database(), customer),
        may_erase=current_agent().role in ADMINS and not customer.erased_at,
    )
