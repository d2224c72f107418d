"""The agents' API for tickets: list, read, open, change, write on."""

from apiflask import APIBlueprint
from flask import g
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.articles.schemas import Answer, Answers, answers_shown
from helpdesk.customers.service import check_address, create_visitor
from helpdesk.platform.audit import Actor
from helpdesk.tickets import reading, service
from helpdesk.tickets.assigning.teams import give_to_team_named
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.describing import fields
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.queries import category_at, tree
from helpdesk.tickets.linking import case_of
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.schemas import (
    EntryShown,
    NewEntry,
    NewTicket,
    TicketChange,
    TicketShown,
    TicketWindow,
    WholeTicket,
)
from helpdesk.web.api_lists import Listed, newest_first

blueprint = APIBlueprint("tickets_api", __name__, url_prefix="/api/v1/tickets", tag="Tickets")


@blueprint.get("")
@program()
@blueprint.input(TicketWindow, location="query")
@blueprint.output(Listed[TicketShown])
def listed(query_data: TicketWindow) -> Listed[TicketShown]:
    """Tickets, newest first."""
    query = select(Ticket)
    if query_data.state:
        query = query.where(Ticket.state == query_data.state)
    page = newest_first(database(), query, Ticket.created_at, key=Ticket.id, window=query_data)
    names = _paths(), fields.names_of_fields(database())
    return Listed(items=[_shown(ticket, *names) for ticket in page.items], next=page.next)


@blueprint.get("/<number>")
@program()
@blueprint.output(WholeTicket)
def read(number: str) -> WholeTicket:
    """One ticket with its entries."""
    return _whole(service.get_ticket(database(), number))


@blueprint.post("")
@program()
@blueprint.input(NewTicket)
@blueprint.output(WholeTicket, status_code=201)
def create(json_data: NewTicket) -> WholeTicket:
    """Open a ticket for the customer with that address."""
    session = database()
    email = check_address(session, json_data.email)
    customer = reading.requester(session, email) or create_visitor(session)
    values = fields.values_named(session, json_data.fields)
    wanted = service.Request(json_data.subject, json_data.text, "api", email=email, fields=values)
    return _whole(service.open_ticket(session, customer.id, wanted, actor=_actor()))


@blueprint.patch("/<number>")
@program()
@blueprint.input(TicketChange)
@blueprint.output(WholeTicket)
def change(number: str, json_data: TicketChange) -> WholeTicket:
    """Change what is named and leave the rest."""
    session = database()
    ticket = service.get_ticket(session, number)
    if "agent" in json_data.model_fields_set:
        agent = reading.assignee(session, json_data.agent) if json_data.agent else None
        service.assign(session, ticket, agent, actor=_actor())
    if "team" in json_data.model_fields_set:
        give_to_team_named(session, ticket, json_data.team, actor=_actor())
    if json_data.priority:
        service.prioritise(session, ticket, json_data.priority, actor=_actor())
    _describe(ticket, json_data)
    if json_data.state and json_data.state is not ticket.state:
        service.change_state(session, ticket, json_data.state, actor=_actor())
    return _whole(ticket)


@blueprint.post("/<number>/entries")
@program()
@blueprint.input(NewEntry)
@blueprint.output(EntryShown, status_code=201)
def write(number: str, json_data: NewEntry) -> EntryShown:
    """Answer the customer, or leave a note; who answers a ticket that nobody has takes it."""
    session = database()
    ticket = service.get_ticket(session, number)
    entry = service.write_entry(session, ticket, json_data.text, agent=g.agent, note=json_data.note)
    if json_data.state:
        service.leave_in(session, ticket, json_data.state, actor=_actor())
    return _entry(entry)


@blueprint.post("/<number>/articles")
@program()
@blueprint.input(Answer)
@blueprint.output(Answers, status_code=201)
def mark(number: str, json_data: Answer) -> Answers:
    """This article answers the ticket; marking it again changes nothing."""
    ticket = service.get_ticket(database(), number)
    service.mark_answer(database(), ticket, json_data.article_id, actor=_actor())
    return _answers(ticket)


@blueprint.delete("/<number>/articles/<int:article_id>")
@program()
@blueprint.output(Answers)
def unmark(number: str, article_id: int) -> Answers:
    """The article does not answer the ticket, after all."""
    ticket = service.get_ticket(database(), number)
    service.unmark_answer(database(), ticket, article_id, actor=_actor())
    return _answers(ticket)


def _describe(ticket: Ticket, wanted: TicketChange) -> None:
    session = database()
    if wanted.type:
        describing.set_type(session, ticket, wanted.type, actor=_actor())
    if "category" in wanted.model_fields_set:
        category = category_at(session, wanted.category) if wanted.category else None
        describing.categorise(session, ticket, category, actor=_actor())
    if wanted.tags is not None:
        describing.tag(session, ticket, ",".join(wanted.tags), actor=_actor())
    fields.fill_in_named(session, ticket, wanted.fields, actor=_actor())


def _actor() -> Actor:
    return Actor.agent(g.agent.id)


def _paths() -> dict[int, str]:
    return {branch.id: str(branch) for branch in tree(database())}


def _plain(ticket: Ticket, paths: dict[int, str], names: dict[str, str]) -> dict[str, object]:
    plain = set(TicketShown.model_fields) - {"agent", "category", "fields", "team"}
    return {
        **{name: getattr(ticket, name) for name in plain},
        "category": paths.get(ticket.category_id) if ticket.category_id else None,
        "fields": {names[key]: value for key, value in ticket.fields.items()},
        "customer_id": str(ticket.customer_id),
        "agent": ticket.agent.email if ticket.agent else None,
        "team": ticket.team.name if ticket.team else None,
    }


def _shown(ticket: Ticket, paths: dict[int, str], names: dict[str, str]) -> TicketShown:
    return TicketShown.model_validate(_plain(ticket, paths, names))


def _whole(ticket: Ticket) -> WholeTicket:
    session = database()
    return WholeTicket.model_validate(
        {
            **_plain(ticket, _paths(), fields.names_of_fields(session)),
            "entries": [_entry(entry) for entry in entries_of(session, ticket)],
            "deadlines": deadlines_of(session, ticket),
            "articles": _answers(ticket).articles,
        }
    )


def _answers(ticket: Ticket) -> Answers:
    session = database()
    return Answers(articles=answers_shown(session, case_of(session, ticket)))


def _entry(entry: TicketEntry) -> EntryShown:
    return EntryShown(
        id=entry.id,
        agent=entry.agent.email if entry.agent else None,
        text=entry.text,
        note=entry.note,
        automatic=entry.automatic,
        created_at=entry.created_at,
    )
