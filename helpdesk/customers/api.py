"""The agents' API for customers: who they are and whether that is proven."""

from datetime import datetime
from uuid import UUID

from apiflask import APIBlueprint
from flask import g
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.accounts.rules import ADMINS
from helpdesk.customers.models import Customer
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.web.api_lists import Listed, Shown, Window, newest_first

blueprint = APIBlueprint("customers_api", __name__, url_prefix="/api/v1/customers", tag="Customers")


class CustomerWindow(Window):
    """Which customers, and which part of them; visitors of whom nothing is known are left out."""

    email: str | None = None
    visitors: bool = False


class CustomerShown(Shown):
    """A customer; `verified_at` is null until somebody proved who they are.

    `contact` says where they can be reached, and proves nothing.
    """

    id: UUID
    external_id: str | None
    email: str | None
    name: str | None
    contact: str | None
    verified_at: datetime | None
    created_at: datetime
    erased_at: datetime | None


@blueprint.get("")
@program()
@blueprint.input(CustomerWindow, location="query")
@blueprint.output(Listed[CustomerShown])
def listed(query_data: CustomerWindow) -> Listed[CustomerShown]:
    """Customers, newest first; one who was merged into another is not listed again."""
    query = select(Customer).where(Customer.merged_into_id.is_(None))
    if query_data.email:
        query = query.where(Customer.email == query_data.email.strip().lower())
    if not query_data.visitors:
        query = query.where(Customer.verified_at.is_not(None))
    page = newest_first(database(), query, Customer.created_at, key=Customer.id, window=query_data)
    return Listed(
        items=[CustomerShown.model_validate(customer) for customer in page.items], next=page.next
    )


@blueprint.delete("/<uuid:customer_id>")
@program(ADMINS)
@blueprint.output(CustomerShown)
def erase(customer_id: UUID) -> CustomerShown:
    """Forget who the customer was and every word of theirs; what is left of the record."""
    customer = erase_customer(database(), customer_id, actor=Actor.agent(g.agent.id))
    return CustomerShown.model_validate(customer)
