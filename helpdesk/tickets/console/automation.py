"""The rules of automation, for those who lead: written, tried, switched, and what they did."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.automation import queries, service
from helpdesk.tickets.automation.models import AutomationRule
from helpdesk.tickets.automation.rules import Actions, Conditions, Moment, Terms
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, Priority, TicketState, TicketType
from helpdesk.web.forms import chosen, id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("automation", __name__, url_prefix="/console/settings/automation")


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """The rules in the order in which they act, and what they did lately."""
    rules = queries.all_rules(database())
    return render_template(
        "console/tickets/automation.html",
        rules=rules,
        names={rule.id: rule.name for rule in rules},
        runs=queries.runs(database()),
        retired={field.id: field.name for field in all_fields(database()) if field.retired},
    )


@blueprint.get("/new")
@staff(EDITORS)
def new() -> str:
    """An empty rule."""
    return _form(None, Terms("", Moment.OPENED))


@blueprint.post("/new")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """Keep a new rule, or say what it would have done; a refusal keeps what was typed."""
    terms = _terms()
    if request.form.get("act") == "try":
        return _form(None, terms, tried=queries.would_have_acted(database(), terms))
    try:
        service.add_rule(database(), terms, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, terms, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:rule_id>")
@staff(EDITORS)
def edit(rule_id: int) -> str:
    """One rule, to be changed."""
    rule = service.get_rule(database(), rule_id)
    return _form(rule, queries.terms_of(rule))


@blueprint.post("/<int:rule_id>")
@staff(EDITORS)
def change(rule_id: int) -> ResponseReturnValue:
    """Keep the rule as it was typed, or say what it would have done."""
    rule, terms = service.get_rule(database(), rule_id), _terms()
    if request.form.get("act") == "try":
        return _form(rule, terms, tried=queries.would_have_acted(database(), terms))
    try:
        seen = id_of(request.form.get("seen"))
        service.change_rule(database(), rule, terms, seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(rule, terms, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rule_id>/switch")
@staff(EDITORS)
def switch(rule_id: int) -> ResponseReturnValue:
    """Let it act, or not."""
    rule = service.get_rule(database(), rule_id)
    active = request.form.get("active") == "1"
    service.switch_rule(database(), rule, active=active, actor=_actor())
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rule_id>/delete")
@staff(EDITORS)
def delete(rule_id: int) -> ResponseReturnValue:
    """Nothing of the kind happens by itself any more."""
    service.delete_rule(database(), service.get_rule(database(), rule_id), actor=_actor())
    return redirect(url_for(".index"), 303)


def _form(
    rule: AutomationRule | None,
    terms: Terms,
    fault: str | None = None,
    tried: list[Ticket] | None = None,
) -> str:
    return render_template(
        "console/tickets/automation_rule.html",
        rule=rule,
        terms=terms,
        fault=fault,
        tried=tried,
        moments=list(Moment),
        states=[state for state in TicketState if state not in DONE],
        priorities=list(Priority),
        types=list(TicketType),
        categories=[branch for branch in tree(database()) if branch.offered],
        agents=active_agents(database()),
        fields=all_fields(database()),
    )


def _terms() -> Terms:
    """What was typed; a choice that there is not is none."""
    typed = request.form.get
    hours = typed("hours", "").strip()
    conditions = Conditions(
        state=chosen(typed("state"), TicketState),
        priority=chosen(typed("priority"), Priority),
        type=chosen(typed("type"), TicketType),
        category_id=id_of(typed("category")) if typed("category") else None,
        tag=" ".join(typed("tag", "").split()).casefold(),
        words=tuple(between_commas(typed("words", ""))),
        unassigned=typed("unassigned") == "1",
        field=comparison_in(*(typed(name, "") for name in ("field", "how", "value"))),
    )
    actions = Actions(
        category_id=id_of(typed("then_category")) if typed("then_category") else None,
        priority=chosen(typed("then_priority"), Priority),
        tag=" ".join(typed("then_tag", "").split()).casefold(),
        agent_id=id_of(typed("then_agent")) if typed("then_agent") else None,
        note=typed("then_note", ""),
    )
    moment = chosen(typed("moment"), Moment) or Moment.OPENED
    number = int(hours) if hours.isdecimal() and len(hours) < 6 else 0
    return Terms(typed("name", ""), moment, conditions, actions, number)


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
