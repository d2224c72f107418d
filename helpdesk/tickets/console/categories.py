"""The tree of categories, for those who lead."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.teams.queries import skills
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.describing import categories
from helpdesk.tickets.describing.queries import changes_of_tree, skills_asked_for, tree
from helpdesk.tickets.triage.queries import reports
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("categories", __name__, url_prefix="/console/settings/categories")


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """The whole tree, and every change of it."""
    return _page()


@blueprint.post("")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """A category below another one or on top; a refusal keeps what was typed."""
    name, below = request.form.get("name", ""), request.form.get("below")

    def act() -> None:
        parent = id_of(below) if below else None
        categories.add_category(database(), name, parent, actor=_actor())

    return _change(act, name=name, below=below)


@blueprint.post("/<int:category_id>/name")
@staff(EDITORS)
def rename(category_id: int) -> ResponseReturnValue:
    """Another name, also where tickets carry it."""
    category = categories.get_category(database(), category_id)
    name, seen = request.form.get("name", ""), request.form.get("seen", "?")
    return _change(
        lambda: categories.rename_category(database(), category, name, seen=seen, actor=_actor())
    )


@blueprint.post("/<int:category_id>/skill")
@staff(EDITORS)
def ask_for_skill(category_id: int) -> ResponseReturnValue:
    """What whoever gets its tickets must have; an empty choice means nothing of its own."""
    category = categories.get_category(database(), category_id)
    skill, seen = request.form.get("skill", ""), request.form.get("seen", "?")
    return _change(
        lambda: categories.ask_for_skill(database(), category, skill, seen=seen, actor=_actor())
    )


@blueprint.post("/<int:category_id>/retire")
@staff(EDITORS)
def retire(category_id: int) -> ResponseReturnValue:
    """It is offered no more, and neither is what lies below it."""
    return _set_retired(category_id, retired=True)


@blueprint.post("/<int:category_id>/restore")
@staff(EDITORS)
def restore(category_id: int) -> ResponseReturnValue:
    """It is offered again."""
    return _set_retired(category_id, retired=False)


def _set_retired(category_id: int, *, retired: bool) -> ResponseReturnValue:
    category = categories.get_category(database(), category_id)
    categories.retire_category(database(), category, retired=retired, actor=_actor())
    return redirect(url_for(".index"), 303)


def _change(act: Callable[[], None], **typed: str | None) -> ResponseReturnValue:
    try:
        act()
    except RuleBroken as fault:
        return refused(fault, _page(str(fault), **typed))
    return redirect(url_for(".index"), 303)


def _page(fault: str | None = None, **typed: str | None) -> str:
    return render_template(
        "console/tickets/categories.html",
        categories=tree(database()),
        skills=skills(database()),
        asks_itself=skills_asked_for(database()),
        history=changes_of_tree(database()),
        reports=reports(database()),
        fault=fault,
        typed=typed,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
