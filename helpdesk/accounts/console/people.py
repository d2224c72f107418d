"""The people of the desk, for its admins: who they are, adding one, and somebody leaving."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import api_tokens, queries, service
from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS, Role
from helpdesk.errors import RuleBroken
from helpdesk.presentation import refused
from helpdesk.sign_ins import sign_ins_of

blueprint = Blueprint("people", __name__, url_prefix="/console/settings/agents")


@blueprint.get("")
@staff(ADMINS)
def listed() -> str:
    """Everybody who has or had an account, and the form that adds one."""
    return _page()


@blueprint.post("")
@staff(ADMINS)
def invite() -> ResponseReturnValue:
    """Add a person; their one-time password is shown on this one page only."""
    typed = {key: request.form.get(key, "") for key in ("name", "email", "role")}
    try:
        if typed["role"] not in set(Role):
            raise RuleBroken("Choose a role for the new agent.")
        agent, password = service.invite_agent(
            database(),
            current_agent(),
            email=typed["email"],
            name=typed["name"],
            role=Role(typed["role"]),
        )
    except RuleBroken as fault:
        return refused(fault, _page(typed=typed, fault=str(fault)))
    return _page(invited=agent, password=password)


@blueprint.get("/<int:agent_id>")
@staff(ADMINS)
def show(agent_id: int) -> str:
    """One person: where they are signed in, and the tokens of their programs."""
    return _person(agent_id)


@blueprint.post("/<int:agent_id>/sign-out")
@staff(ADMINS)
def sign_out(agent_id: int) -> ResponseReturnValue:
    """Every browser of this person's is signed out."""
    service.sign_out_everywhere(database(), agent_id, by=current_agent())
    return redirect(url_for("people.show", agent_id=agent_id), 303)


@blueprint.post("/<int:agent_id>/deactivate")
@staff(ADMINS)
def deactivate(agent_id: int) -> ResponseReturnValue:
    """Somebody leaves the desk."""
    try:
        service.deactivate_agent(database(), agent_id, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _page(fault=str(fault)))
    return redirect(url_for("people.listed"), 303)


def _person(agent_id: int) -> str:
    agent = service.find_agent(database(), agent_id)
    return render_template(
        "console/settings/person.html",
        me=current_agent(),
        person=agent,
        sign_ins=sign_ins_of(database(), f"agent:{agent.id}"),
        tokens=api_tokens.tokens_of(database(), agent),
    )


def _page(**shown: object) -> str:
    nothing = dict.fromkeys(("invited", "password", "fault"))
    return render_template(
        "console/settings/people.html",
        me=current_agent(),
        agents=queries.all_agents(database()),
        roles=list(Role),
        **(nothing | {"typed": {"name": "", "email": "", "role": ""}} | shown),
    )
