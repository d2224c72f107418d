"""Erasing a customer, asked for twice because nothing brings them back."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.customers.rules import check_erasure
from helpdesk.customers.service import erase_customer, get_customer
from helpdesk.errors import RuleBroken
from helpdesk.presentation import refused

blueprint = Blueprint("customers", __name__, url_prefix="/console/customers")


@blueprint.get("/<uuid:customer_id>/erase")
@staff(ADMINS)
def ask(customer_id: UUID) -> str:
    """What will be gone, and what stays."""
    return _page(customer_id)


@blueprint.post("/<uuid:customer_id>/erase")
@staff(ADMINS)
def erase(customer_id: UUID) -> ResponseReturnValue:
    """Erase the customer, once the word was typed."""
    try:
        check_erasure(request.form.get("confirmation", ""))
    except RuleBroken as fault:
        return refused(fault, _page(customer_id, str(fault)))
    customer = erase_customer(database(), customer_id, actor=f"agent:{current_agent().id}")
    return redirect(url_for("complaints.cases", customer_id=customer.id), 303)


def _page(customer_id: UUID, fault: str | None = None) -> str:
    customer = get_customer(database(), customer_id)
    return render_template("console/customers/erase.html", customer=customer, fault=fault)
