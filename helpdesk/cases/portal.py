"""What became of a customer's requests and complaints, on one page of theirs."""

from flask import Blueprint, render_template

from helpdesk.accounts.auth import database
from helpdesk.authentication.sign_ins import sign_ins_of
from helpdesk.cases.queries import cases_of
from helpdesk.customers.browser import current_sign_in, customer_only, signed_in_customer
from helpdesk.platform.audit import Actor

blueprint = Blueprint("my_cases", __name__)
MOST_CASES = 500


@blueprint.get("/requests")
@customer_only
def listed() -> str:
    """Every ticket and complaint of the proven address, newest first, and where it is signed in."""
    customer = signed_in_customer()
    return render_template(
        "portal/cases/listed.html",
        customer=customer,
        cases=cases_of(database(), customer, limit=MOST_CASES),
        sign_ins=sign_ins_of(database(), Actor.customer(customer.id)),
        here=current_sign_in(),
    )
