"""The checklist beside a ticket, and the checklists that those who lead keep."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import HelpdeskError, RuleBroken
from helpdesk.tickets.checklists import queries, service
from helpdesk.tickets.checklists.models import ChecklistTemplate
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import get_ticket
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import in_place, refused, refused_part

blueprint = Blueprint("checklists", __name__, url_prefix="/console")
BESIDE = "/tickets/<number>/checklist"


@blueprint.get(BESIDE)
@staff()
def beside(number: str) -> str:
    """What is to be done on a ticket, in order."""
    return _beside(get_ticket(database(), number))


@blueprint.post(BESIDE)
@staff()
def add(number: str) -> ResponseReturnValue:
    """Steps that were typed, one a line, or those of a checklist."""
    begun, typed = request.form.get("template"), request.form.get("steps", "")

    def act(ticket: Ticket) -> None:
        if begun:
            template = service.get_template(database(), id_of(begun))
            service.begin(database(), ticket, template, actor=_actor())
        else:
            service.add_steps(database(), ticket, typed, actor=_actor())

    return _change(number, act, typed)


@blueprint.post(f"{BESIDE}/<int:step_id>/done")
@staff()
def tick(number: str, step_id: int) -> ResponseReturnValue:
    """Tick it off, or take that back."""
    done = request.form.get("done") == "1"

    def act(ticket: Ticket) -> None:
        step = service.get_step(database(), ticket, step_id)
        service.tick(database(), ticket, step, done=done, agent=current_agent())

    return _change(number, act)


@blueprint.post(f"{BESIDE}/<int:step_id>/up")
@staff()
def move_up(number: str, step_id: int) -> ResponseReturnValue:
    """Before the one that stood before it."""

    def act(ticket: Ticket) -> None:
        step = service.get_step(database(), ticket, step_id)
        service.move_up(database(), ticket, step, actor=_actor())

    return _change(number, act)


@blueprint.post(f"{BESIDE}/<int:step_id>/remove")
@staff()
def remove(number: str, step_id: int) -> ResponseReturnValue:
    """Take it off the list."""

    def act(ticket: Ticket) -> None:
        step = service.get_step(database(), ticket, step_id)
        service.remove(database(), ticket, step, actor=_actor())

    return _change(number, act)


@blueprint.get("/settings/checklists")
@staff(EDITORS)
def index() -> str:
    """Every checklist with its steps."""
    return render_template(
        "console/tickets/checklists.html", templates=queries.templates(database())
    )


@blueprint.get("/settings/checklists/new")
@staff(EDITORS)
def new() -> str:
    """An empty checklist."""
    return _form(None, "", "")


@blueprint.post("/settings/checklists/new")
@staff(EDITORS)
def keep() -> ResponseReturnValue:
    """Keep a new checklist; a refusal keeps what was typed."""
    name, steps = request.form.get("name", ""), request.form.get("steps", "")
    try:
        service.add_template(database(), name, steps, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, name, steps, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.get("/settings/checklists/<int:template_id>")
@staff(EDITORS)
def edit(template_id: int) -> str:
    """One checklist, to be changed."""
    template = service.get_template(database(), template_id)
    return _form(template, template.name, "\n".join(template.steps))


@blueprint.post("/settings/checklists/<int:template_id>")
@staff(EDITORS)
def change(template_id: int) -> ResponseReturnValue:
    """Other steps for tickets that begin it from now on."""
    template = service.get_template(database(), template_id)
    wanted = request.form.get("name", ""), request.form.get("steps", "")
    try:
        seen = id_of(request.form.get("seen"))
        service.change_template(database(), template, wanted, seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(template, *wanted, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/settings/checklists/<int:template_id>/delete")
@staff(EDITORS)
def delete(template_id: int) -> ResponseReturnValue:
    """Nobody begins it any more."""
    service.delete_template(
        database(), service.get_template(database(), template_id), actor=_actor()
    )
    return redirect(url_for(".index"), 303)


def _change(number: str, act: Callable[[Ticket], None], typed: str = "") -> ResponseReturnValue:
    """Do it and show the list; a refusal stands there beside what was typed."""
    ticket = get_ticket(database(), number)
    try:
        act(ticket)
    except HelpdeskError as fault:
        page = _beside(ticket, str(fault), typed)
        return refused_part(page) if in_place() else refused(fault, page)
    if in_place():
        return _beside(ticket)
    return redirect(url_for("tickets.show", number=ticket.number, _anchor="checklist"), 303)


def _beside(ticket: Ticket, fault: str | None = None, typed: str = "") -> str:
    steps = queries.steps_of(database(), ticket)
    page = "checklist_beside" if in_place() else "checklist"
    return render_template(
        f"console/tickets/{page}.html",
        ticket=ticket,
        steps=steps,
        done=sum(step.done_at is not None for step in steps),
        writable=ticket.state is not TicketState.CLOSED,
        templates=queries.templates(database()),
        fault=fault,
        typed=typed,
    )


def _form(
    template: ChecklistTemplate | None, name: str, steps: str, fault: str | None = None
) -> str:
    return render_template(
        "console/tickets/checklist_template.html",
        template=template,
        name=name,
        steps=steps,
        fault=fault,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
