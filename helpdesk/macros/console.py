"""The page on which macros are written."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.languages.catalogues import CUSTOMERS
from helpdesk.macros import queries, service
from helpdesk.macros.models import Macro
from helpdesk.macros.places import Place, beside_conversation, beside_ticket
from helpdesk.macros.rules import VARIABLES, MacroRefused, Where, Words, why_not_offered
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.tickets.conditions.queries import offered
from helpdesk.tickets.conditions.reading import conditions_in
from helpdesk.tickets.rules import AFTER_REPLY, TicketState
from helpdesk.web.forms import chosen, id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("macros", __name__, url_prefix="/console/settings/macros")


@blueprint.get("")
@staff()
def index() -> str:
    """Everybody's macros and one's own; beside a ticket or chat, why one is not offered there."""
    agent, place = current_agent(), _place()
    macros = queries.macros_for(database(), agent.id)
    return render_template(
        "console/macros/index.html",
        macros=macros,
        place=place,
        why_not={
            macro.id: why_not_offered(macro.words, place.beside, place.seen) if place else []
            for macro in macros
        },
        me=agent,
        leads=agent.role in EDITORS,
        uses=queries.uses(database()),
    )


@blueprint.get("/new")
@staff()
def new() -> str:
    """An empty macro."""
    return _form(None, Words("", ""))


@blueprint.post("/new")
@staff()
def add() -> ResponseReturnValue:
    """Keep a new macro; a refusal keeps what was typed."""
    words, shared = _words(), request.form.get("whose") == "everybody"
    try:
        service.add_macro(database(), words, agent=current_agent(), shared=shared)
    except RuleBroken as fault:
        return refused(fault, _form(None, words, str(fault), shared=shared))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:macro_id>")
@staff()
def edit(macro_id: int) -> str:
    """One macro, to be changed."""
    macro = service.get_macro(database(), macro_id, current_agent())
    return _form(macro, macro.words)


@blueprint.post("/<int:macro_id>")
@staff()
def change(macro_id: int) -> ResponseReturnValue:
    """Keep the macro as it was typed."""
    macro, words = service.get_macro(database(), macro_id, current_agent()), _words()
    try:
        seen = id_of(request.form.get("seen"))
        service.change_macro(database(), macro, words, seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(macro, words, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:macro_id>/delete")
@staff()
def delete(macro_id: int) -> ResponseReturnValue:
    """Offer it no more."""
    macro = service.get_macro(database(), macro_id, current_agent())
    service.delete_macro(database(), macro, actor=_actor())
    return redirect(url_for(".index"), 303)


def _form(
    macro: Macro | None, words: Words, fault: str | None = None, *, shared: bool = False
) -> str:
    return render_template(
        "console/macros/form.html",
        macro=macro,
        words=words,
        fault=fault,
        shared=shared,
        leads=current_agent().role in EDITORS,
        places=list(Where),
        states=AFTER_REPLY,
        spoken=CUSTOMERS,
        offered=offered(database()),
        variables=VARIABLES,
    )


def _place() -> Place | None:
    """Beside which answer somebody asks, if they do; NotFound for one that there is not."""
    asked = request.args.get
    if number := asked("ticket"):
        return beside_ticket(database(), number)
    if "conversation" not in request.args:
        return None
    conversation_id = asked("conversation", type=UUID)
    if conversation_id is None:
        raise NotFound("There is no such conversation.")
    return beside_conversation(database(), conversation_id)


def _words() -> Words:
    typed = request.form.get
    then = typed("then")
    state = chosen(then, TicketState)
    if then and state is None:
        raise MacroRefused("Choose one of the states that this page offers.")
    where = chosen(typed("where"), Where) or Where.EVERYWHERE
    said = {code: typed(f"text-{code}", "") for code in CUSTOMERS}
    asked = conditions_in(request.form)
    return Words(typed("name", ""), typed("text", ""), where, state, said, asked)


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
