"""What the agents' API takes and shows of tickets."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from helpdesk.articles.schemas import AnswerShown
from helpdesk.tickets.deadlines.rules import Metric, Outcome
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.web.api_lists import Shown, Window

FieldValue = Annotated[str, Field(max_length=5_000)] | int | float | bool


class Body(BaseModel):
    """Unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class TicketWindow(Window):
    """Which tickets, and which part of them."""

    state: TicketState | None = None


class NewTicket(Body):
    """A request that reached an agent elsewhere."""

    subject: str = Field(max_length=1000)
    text: str = Field(max_length=100_000)
    email: str = Field(max_length=254)
    fields: dict[str, FieldValue | None] = Field({}, max_length=60)


class TicketChange(Body):
    """What to change; `agent` is an agent's address, or null to give the ticket to nobody.

    `category` is a path as the console writes it, such as "Delivery / Late", or null for none;
    `team` is a team's name, or null for anybody's. `fields` are custom ones by name, each text, a
    number, true or false, or a day such as 2026-03-31; null empties one.
    """

    state: TicketState | None = None
    priority: Priority | None = None
    agent: str | None = Field(None, max_length=254)
    type: TicketType | None = None
    category: str | None = Field(None, max_length=254)
    tags: list[str] | None = Field(None, max_length=100)
    team: str | None = Field(None, max_length=254)
    fields: dict[str, FieldValue | None] = Field({}, max_length=60)


class NewEntry(Body):
    """An answer to the customer, or a note for agents; `state` is what the ticket is left in."""

    text: str = Field(max_length=100_000)
    note: bool = False
    state: TicketState | None = None


class EntryShown(Shown):
    """Something written on a ticket; `agent` is null for the customer's own words.

    It is also null for what a rule wrote: a note, or an `automatic` answer in the desk's name.
    """

    id: int
    agent: str | None
    text: str
    note: bool
    automatic: bool
    created_at: datetime


class TicketShown(Shown):
    """A ticket as it stands."""

    number: str
    subject: str
    state: TicketState
    priority: Priority
    customer_id: str
    email: str | None
    agent: str | None
    channel: str
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    type: TicketType
    category: str | None
    tags: list[str]
    team: str | None
    fields: dict[str, FieldValue]


class DeadlineShown(Shown):
    """One thing owed on a ticket; without `due_at` its clock stands still."""

    metric: Metric
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None


class WholeTicket(TicketShown):
    """A ticket with everything written on it, oldest first, its deadlines, and its articles."""

    deadlines: list[DeadlineShown]
    entries: list[EntryShown]
    articles: list[AnswerShown]
