"""Custom fields: defined by those who lead, filled in beside a ticket."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform.errors import Overtaken, RuleBroken
from helpdesk.tickets.console.pages import actor, change, seen
from helpdesk.tickets.describing.fields import Filling, fill_in
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields import queries, service
from helpdesk.tickets.fields.rules import Asked, Field, FieldKind, Terms, When
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketType
from helpdesk.tickets.service import get_ticket
from helpdesk.web.forms import chosen, id_of
from helpdesk.web.presentation import in_place, refused, refused_part

blueprint = Blueprint("ticket_fields", __name__, url_prefix="/console")


@blueprint.post("/tickets/<number>/fields/<int:field_id>")
@staff()
def fill(number: str, field_id: int) -> ResponseReturnValue:
    """What a ticket has in one field; in place, so that an answer half written stays."""
    field, typed = service.get_field(database(), field_id), request.form.get("value", "")

    def act(ticket: Ticket) -> None:
        fill_in(database(), ticket, Filling(field, typed, seen()), actor=actor())

    if not in_place():
        return change(number, act, field=field_id, value=typed)
    ticket = get_ticket(database(), number)
    try:
        act(ticket)
    except Overtaken as fault:
        return refused_part(_beside(ticket, field_id, str(fault)))
    except RuleBroken as fault:
        return refused_part(_beside(ticket, field_id, str(fault), value=typed))
    return _beside(ticket, field_id)


@blueprint.get("/settings/fields")
@staff(EDITORS)
def index() -> str:
    """Every field in its order, how many open tickets lack it, and every change."""
    fields = queries.all_fields(database())
    return render_template(
        "console/tickets/fields.html",
        fields=fields,
        lack=queries.open_without(database(), fields),
        history=queries.changes_of_fields(database()),
    )


@blueprint.get("/settings/fields/new")
@staff(EDITORS)
def new() -> str:
    """An empty field."""
    return _form(None, Terms())


@blueprint.post("/settings/fields/new")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """A field behind all others; a refusal keeps what was typed."""
    terms = _terms()
    return _keep(None, terms, lambda: service.add_field(database(), terms, actor=actor()))


@blueprint.get("/settings/fields/<int:field_id>")
@staff(EDITORS)
def edit(field_id: int) -> str:
    """One field, to be changed."""
    field = service.get_field(database(), field_id)
    return _form(field, field)


@blueprint.post("/settings/fields/<int:field_id>")
@staff(EDITORS)
def redefine(field_id: int) -> ResponseReturnValue:
    """Other terms for the field; what tickets have in it stays."""
    field, terms = service.get_field(database(), field_id), _terms()
    version = id_of(request.form.get("seen"))
    return _keep(
        field,
        terms,
        lambda: service.change_field(database(), field, terms, seen=version, actor=actor()),
    )


@blueprint.post("/settings/fields/<int:field_id>/up")
@staff(EDITORS)
def move_up(field_id: int) -> ResponseReturnValue:
    """Before the one that stood before it."""
    service.move_up(database(), service.get_field(database(), field_id), actor=actor())
    return redirect(url_for(".index"), 303)


@blueprint.post("/settings/fields/<int:field_id>/retire")
@staff(EDITORS)
def retire(field_id: int) -> ResponseReturnValue:
    """Nobody fills it in any more; tickets keep what they have in it."""
    return _set_retired(field_id, retired=True)


@blueprint.post("/settings/fields/<int:field_id>/restore")
@staff(EDITORS)
def restore(field_id: int) -> ResponseReturnValue:
    """It is filled in again."""
    return _set_retired(field_id, retired=False)


def _set_retired(field_id: int, *, retired: bool) -> ResponseReturnValue:
    field = service.get_field(database(), field_id)
    service.retire_field(database(), field, retired=retired, actor=actor())
    return redirect(url_for(".index"), 303)


def _beside(
    ticket: Ticket, field_id: int, fault: str | None = None, *, value: str | None = None
) -> str:
    """All fields of the ticket, at this one why it was refused, with the `value` to be mended."""
    return render_template(
        "console/tickets/fields_beside.html",
        ticket=ticket,
        filled=queries.fields_beside(database(), ticket),
        fault_of_field=fault,
        typed={"field": field_id, "value": value, "mended_at": ""},
    )


def _keep(field: Field | None, terms: Terms, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except RuleBroken as fault:
        return refused(fault, _form(field, terms, str(fault)))
    return redirect(url_for(".index"), 303)


def _form(field: Field | None, terms: Terms, fault: str | None = None) -> str:
    known = queries.all_fields(database())
    return render_template(
        "console/tickets/field.html",
        field=field,
        terms=terms,
        fault=fault,
        kinds=list(FieldKind),
        asked=list(Asked),
        types=list(TicketType),
        categories=tree(database()),
        others=[each for each in known if field is None or each.id != field.id],
    )


def _terms() -> Terms:
    """What was typed; a choice that there is not is none."""
    typed = request.form.get
    return Terms(
        name=typed("name", ""),
        kind=chosen(typed("kind"), FieldKind) or FieldKind.TEXT,
        help=typed("help", ""),
        choices=tuple(typed("choices", "").splitlines()),
        asked=chosen(typed("asked"), Asked) or Asked.NOT_ASKED,
        shown_when=_when("shown"),
        required=typed("required") == "1",
        required_when=_when("required"),
    )


def _when(part: str) -> When:
    types = (chosen(each, TicketType) for each in request.form.getlist(f"{part}_types"))
    other = request.form.get(f"{part}_field")
    return When(
        frozenset(each for each in types if each),
        frozenset(id_of(each) for each in request.form.getlist(f"{part}_categories")),
        id_of(other) if other else None,
        request.form.get(f"{part}_value", ""),
    )
