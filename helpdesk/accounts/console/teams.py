"""Teams, for those who lead."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.teams import queries, service
from helpdesk.accounts.teams.explaining import in_words
from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.rules import Outline
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.queries import calendars
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("teams", __name__, url_prefix="/console/settings/teams")


@blueprint.app_template_filter()
def explained(why: Mapping[str, Any]) -> str:
    """Why somebody was given work by itself, or nobody."""
    return in_words(why)


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """Every team, everybody's languages and skills, and the desk's words for skills."""
    return page_of_teams()


@blueprint.get("/new")
@staff(EDITORS)
def new() -> str:
    """An empty team."""
    return _team(None, Outline(""))


@blueprint.post("/new")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """Make the team; a refusal keeps what was typed."""
    return _save(None, lambda typed: service.add_team(database(), typed, actor=_actor()))


@blueprint.get("/<int:team_id>")
@staff(EDITORS)
def edit(team_id: int) -> str:
    """One team, to be changed, and every change of it."""
    team = service.get_team(database(), team_id)
    return _team(team, _outline(team))


@blueprint.post("/<int:team_id>")
@staff(EDITORS)
def change(team_id: int) -> ResponseReturnValue:
    """Keep the team as it was typed."""
    team = service.get_team(database(), team_id)

    def save(typed: Outline) -> None:
        seen = id_of(request.form.get("seen"))
        service.change_team(database(), team, typed, seen=seen, actor=_actor())

    return _save(team, save)


@blueprint.post("/<int:team_id>/retire")
@staff(EDITORS)
def retire(team_id: int) -> ResponseReturnValue:
    """It is offered no more; what it has stays with it."""
    return _set_retired(team_id, retired=True)


@blueprint.post("/<int:team_id>/restore")
@staff(EDITORS)
def restore(team_id: int) -> ResponseReturnValue:
    """It is offered again."""
    return _set_retired(team_id, retired=False)


def _set_retired(team_id: int, *, retired: bool) -> ResponseReturnValue:
    team = service.get_team(database(), team_id)
    service.retire_team(database(), team, retired=retired, actor=_actor())
    return redirect(url_for(".index"), 303)


def _save(team: Team | None, save: Callable[[Outline], object]) -> ResponseReturnValue:
    form = request.form
    chosen = frozenset(int(each) for each in form.getlist("members") if each.isdecimal())
    calendar_id = id_of(form.get("calendar")) if form.get("calendar") else None
    typed = Outline(form.get("name", ""), chosen, calendar_id)
    try:
        save(typed)
    except RuleBroken as fault:
        return refused(fault, _team(team, typed, str(fault)))
    return redirect(url_for(".index"), 303)


def _outline(team: Team) -> Outline:
    members = queries.members(database()).get(team.id, [])
    return Outline(team.name, frozenset(agent.id for agent in members), team.calendar_id)


def page_of_teams(fault: str | None = None, skill: str = "") -> str:
    """The whole page; `skill` is what a refused one was called."""
    return render_template(
        "console/settings/teams.html",
        teams=queries.teams(database()),
        members=queries.members(database()),
        agents=active_agents(database()),
        skills=queries.skills(database()),
        fault=fault,
        typed=skill,
    )


def _team(team: Team | None, typed: Outline, fault: str | None = None) -> str:
    return render_template(
        "console/settings/team.html",
        team=team,
        typed=typed,
        agents=active_agents(database()),
        calendars=calendars(database()),
        history=queries.changes_of(database(), team) if team else [],
        fault=fault,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
