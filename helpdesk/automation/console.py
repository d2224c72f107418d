"""The rules of automation, for those who lead: written, tried, switched, and what they did."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.automation import queries
from helpdesk.automation.models import AutomationRule
from helpdesk.automation.reading import terms_in, terms_of
from helpdesk.automation.rules.answering import can_answer, told_of
from helpdesk.automation.rules.terms import Moment, Terms
from helpdesk.automation.service import keeping
from helpdesk.automation.service.trying import Tried, would_have_acted
from helpdesk.macros.queries import shared
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.conditions.queries import offered
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("automation", __name__, url_prefix="/console/settings/automation")


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """The rules in the order in which they act, and what they did lately."""
    rules = queries.all_rules(database())
    return render_template(
        "console/automation/index.html",
        rules=rules,
        names={rule.id: rule.name for rule in rules},
        runs=queries.runs(database()),
        told_of=told_of,
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
    terms = terms_in(request.form)
    if request.form.get("act") == "try":
        return _form(None, terms, tried=would_have_acted(database(), terms))
    try:
        keeping.add_rule(database(), terms, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, terms, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:rule_id>")
@staff(EDITORS)
def edit(rule_id: int) -> str:
    """One rule, to be changed."""
    rule = _rule(rule_id)
    return _form(rule, terms_of(rule))


@blueprint.post("/<int:rule_id>")
@staff(EDITORS)
def change(rule_id: int) -> ResponseReturnValue:
    """Keep the rule as it was typed, or say what it would have done."""
    rule, terms = _rule(rule_id), terms_in(request.form)
    if request.form.get("act") == "try":
        return _form(rule, terms, tried=would_have_acted(database(), terms))
    try:
        seen = id_of(request.form.get("seen"))
        keeping.change_rule(database(), rule, terms, seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(rule, terms, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rule_id>/switch")
@staff(EDITORS)
def switch(rule_id: int) -> ResponseReturnValue:
    """Let it act, or not."""
    rule = _rule(rule_id)
    active = request.form.get("active") == "1"
    keeping.switch_rule(database(), rule, active=active, actor=_actor())
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rule_id>/up")
@staff(EDITORS)
def move_up(rule_id: int) -> ResponseReturnValue:
    """Let it act before the one above it."""
    return _move(rule_id, up=True)


@blueprint.post("/<int:rule_id>/down")
@staff(EDITORS)
def move_down(rule_id: int) -> ResponseReturnValue:
    """Let it act after the one below it."""
    return _move(rule_id, up=False)


@blueprint.post("/<int:rule_id>/delete")
@staff(EDITORS)
def delete(rule_id: int) -> ResponseReturnValue:
    """Nothing of the kind happens by itself any more."""
    keeping.delete_rule(database(), _rule(rule_id), actor=_actor())
    return redirect(url_for(".index"), 303)


def _rule(rule_id: int) -> AutomationRule:
    return keeping.get_rule(database(), rule_id, current_agent())


def _move(rule_id: int, *, up: bool) -> ResponseReturnValue:
    keeping.move_rule(database(), _rule(rule_id), up=up, actor=_actor())
    return redirect(url_for(".index"), 303)


def _form(
    rule: AutomationRule | None,
    terms: Terms,
    fault: str | None = None,
    tried: list[Tried] | None = None,
) -> str:
    return render_template(
        "console/automation/rule.html",
        rule=rule,
        terms=terms,
        fault=fault,
        tried=tried,
        told_of=told_of,
        offered=offered(database()),
        macros=[macro for macro in shared(database()) if can_answer(macro.words)],
        moments=list(Moment),
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
