"""What each agent speaks and knows, for those who lead."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.console.teams import page_of_teams
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.service import get_agent
from helpdesk.accounts.teams import service
from helpdesk.accounts.teams.queries import skills
from helpdesk.accounts.teams.rules import Abilities
from helpdesk.languages.catalogues import CUSTOMERS
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.presentation import refused

blueprint = Blueprint("abilities", __name__, url_prefix="/console/settings/teams")


@blueprint.get("/agents/<int:agent_id>")
@staff(EDITORS)
def show_agent(agent_id: int) -> str:
    """What one agent speaks and knows, to be changed."""
    agent = get_agent(database(), agent_id)
    return _agent(agent, Abilities(agent.speaks, agent.skills))


@blueprint.post("/agents/<int:agent_id>")
@staff(EDITORS)
def describe_agent(agent_id: int) -> ResponseReturnValue:
    """Keep it as it was chosen."""
    agent = get_agent(database(), agent_id)
    chosen = Abilities(request.form.getlist("speaks"), request.form.getlist("skills"))
    seen = request.form.get("seen", "?")
    try:
        service.describe_agent(database(), agent_id, chosen, seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _agent(agent, chosen, str(fault)))
    return redirect(url_for("teams.index"), 303)


@blueprint.post("/skills")
@staff(EDITORS)
def add_skill() -> ResponseReturnValue:
    """A word for something that not everybody knows."""
    name = request.form.get("name", "")
    try:
        service.add_skill(database(), name, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, page_of_teams(str(fault), name))
    return redirect(url_for("teams.index"), 303)


@blueprint.post("/skills/delete")
@staff(EDITORS)
def delete_skill() -> ResponseReturnValue:
    """Nobody has it any more."""
    service.delete_skill(database(), request.form.get("name", ""), actor=_actor())
    return redirect(url_for("teams.index"), 303)


def _agent(agent: Agent, chosen: Abilities, fault: str | None = None) -> str:
    return render_template(
        "console/settings/abilities.html",
        person=agent,
        seen=str(Abilities(agent.speaks, agent.skills)),
        chosen=chosen,
        codes=CUSTOMERS,
        skills=skills(database()),
        fault=fault,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
