"""The pages that agents and customers open on a busy desk, and which one each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.views.models import TicketView

MANY = 200  # places of each page, so that not one of them alone is warm


@dataclass(frozen=True)
class Page:
    """A kind of page: `often` beside the others, and the addresses that are opened in turn.

    `reader` is the key of the customer who may read it; nobody means an agent.
    """

    name: str
    often: int
    addresses: Sequence[str]
    reader: str | None = None


def pages(session: Session) -> list[Page]:
    """What is asked for; about as often as agents do."""
    tickets = some(session, Ticket.number)
    chats = some(session, cast(Conversation.id, Text))
    customers = some(session, cast(Customer.id, Text))
    return [
        Page("inbox", 4, [f"/console?tab={tab}" for tab in ("waiting", "mine", "team", "bot")]),
        Page("inbox, resolved", 1, ["/console?tab=resolved"]),
        Page("tickets", 4, ["/console/tickets", "/console/tickets?order=due"]),
        Page("tickets, filtered", 3, _filtered(session)),
        Page("tickets, a view", 2, _views(session)),
        Page("ticket", 6, [f"/console/tickets/{number}" for number in tickets]),
        Page("conversation", 4, [f"/console/conversations/{key}" for key in chats]),
        Page("customer", 2, [f"/console/complaints/of-customer/{key}" for key in customers]),
        *searches(session, tickets),
        *_portal(session),
    ]


def searches(session: Session, tickets: Sequence[str]) -> list[Page]:
    """By number, by words that few or many cases hold, by address, and with a typing error."""
    addresses = some(session, Customer.email)
    sought: Mapping[str, Sequence[str]] = {
        "a number": tickets,
        "words": ["torn leaf warranty", "carrier depot", "return label box", "saucer frost"],
        "a common word": ["order", "plants", "thank"],
        "an address": addresses,
        "a typing error": ["watrering", "monstra", "retrun lable", "warrenty"],
    }
    return [
        Page(f"search for {what}", 1, [f"/console/search?q={quote(each)}" for each in typed])
        for what, typed in sought.items()
    ]


def _filtered(session: Session) -> list[str]:
    category = session.scalar(select(func.min(Category.id)).where(Category.parent_id.is_(None)))
    asked = (
        "state=closed", "state=resolved", "state=new", "holder=me", "holder=nobody&order=due",
        "type=incident", f"category={category}", f"state=closed&category={category}",
        "state=closed&tag=carrier+strike", "state=closed&holder=me&order=due", "snoozed=1",
    )  # fmt: skip
    return [f"/console/tickets?{each}" for each in asked]


def _views(session: Session) -> list[str]:
    views = session.scalars(select(TicketView).order_by(TicketView.id))
    return ["/console/tickets?" + "&".join(f"{k}={quote(v)}" for k, v in view.asked.items())
            for view in views]  # fmt: skip


def _portal(session: Session) -> list[Page]:
    """One customer with many requests."""
    number = func.count(Ticket.id)
    theirs = select(Ticket.customer_id).join(Customer).where(Customer.email.is_not(None))
    busiest = theirs.group_by(Ticket.customer_id).order_by(number.desc(), Ticket.customer_id)
    reader = session.scalars(busiest.limit(1)).one()
    numbers = session.scalars(select(Ticket.number).where(Ticket.customer_id == reader))
    return [
        Page("portal, my requests", 1, ["/requests"], str(reader)),
        Page("portal, a request", 1, [f"/requests/{each}" for each in numbers], str(reader)),
    ]


def some(session: Session, column: Any) -> list[str]:
    """Values of that column from all over the table, the same ones each time."""
    known: ColumnElement[bool] = column.is_not(None)
    scattered = select(column).where(known).order_by(func.md5(cast(column, Text))).limit(MANY)
    return [str(value) for value in session.scalars(scattered)]
