"""Where a customer can be reached, and erasing one: asked twice, as nothing brings them back."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS
from helpdesk.customers.rules import check_erasure
from helpdesk.customers.service import erase_customer, get_customer, note_contact
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.presentation import address_of, refused
from helpdesk.web.security import is_below

blueprint = Blueprint("customers", __name__, url_prefix="/console/customers")


@blueprint.get("/<uuid:customer_id>/contact")
@staff()
def reach(customer_id: UUID) -> str:
    """Where the customer can be reached, to add or correct."""
    return _contact_page(customer_id)


@blueprint.post("/<uuid:customer_id>/contact")
@staff()
def save_contact(customer_id: UUID) -> ResponseReturnValue:
    """Keep what the agent knows; a refusal keeps what was typed."""
    contact = request.form.get("contact", "")
    customer = get_customer(database(), customer_id)
    try:
        note_contact(database(), customer, contact, actor=Actor.agent(current_agent().id))
    except RuleBroken as fault:
        return refused(fault, _contact_page(customer_id, contact, str(fault)))
    return redirect(_way_back(customer_id), 303)


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
    customer = erase_customer(database(), customer_id, actor=Actor.agent(current_agent().id))
    return redirect(address_of("customer_cases", customer_id=customer.id), 303)


def _contact_page(customer_id: UUID, typed: str | None = None, fault: str | None = None) -> str:
    customer = get_customer(database(), customer_id)
    return render_template(
        "console/customers/contact.html",
        customer=customer,
        contact=(customer.contact or "") if typed is None else typed,
        fault=fault,
        next=_way_back(customer_id),
    )


def _way_back(customer_id: UUID) -> str:
    """The page of the console that the agent came from, or the customer's cases."""
    wanted = request.values.get("next", "")
    cases = address_of("customer_cases", customer_id=customer_id)
    return wanted if is_below(wanted, "/console") else cases


def _page(customer_id: UUID, fault: str | None = None) -> str:
    customer = get_customer(database(), customer_id)
    return render_template("console/customers/erase.html", customer=customer, fault=fault)
