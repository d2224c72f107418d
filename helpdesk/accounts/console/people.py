"""The people of the desk, for its admins: who they are, what they may do, and how they get in."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import api_tokens, queries, service
from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import ADMINS, Role, check_role
from helpdesk.authentication.sign_ins import sign_ins_of
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.presentation import refused

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
        agent, password = service.invite_agent(
            database(),
            current_agent(),
            email=typed["email"],
            name=typed["name"],
            role=check_role(typed["role"]),
        )
    except RuleBroken as fault:
        return refused(fault, _page(typed=typed, fault=str(fault)))
    return _page(invited=agent, password=password)


@blueprint.get("/<int:agent_id>")
@staff(ADMINS)
def show(agent_id: int) -> str:
    """One person: what they may do, where they are signed in, and the tokens of their programs."""
    return _person(agent_id)


@blueprint.post("/<int:agent_id>/sign-out")
@staff(ADMINS)
def sign_out(agent_id: int) -> ResponseReturnValue:
    """Every browser of this person's is signed out."""
    service.sign_out_everywhere(database(), agent_id, by=current_agent())
    return redirect(url_for("people.show", agent_id=agent_id), 303)


@blueprint.post("/<int:agent_id>/role")
@staff(ADMINS)
def change_role(agent_id: int) -> ResponseReturnValue:
    """What this person may do, from now on."""
    try:
        role = check_role(request.form.get("role", ""))
        service.change_role(database(), agent_id, role, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _person(agent_id, fault=str(fault)))
    if current_agent().role not in ADMINS:  # it was their own, and this page is not theirs any more
        return redirect(url_for("settings.show"), 303)
    return redirect(url_for("people.show", agent_id=agent_id), 303)


@blueprint.post("/<int:agent_id>/one-time-password")
@staff(ADMINS)
def give_one_time_password(agent_id: int) -> ResponseReturnValue:
    """A password for somebody who lost theirs, shown on this one page only."""
    try:
        password = service.give_one_time_password(database(), agent_id, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _person(agent_id, fault=str(fault)))
    return _person(agent_id, password=password)


@blueprint.post("/<int:agent_id>/reactivate")
@staff(ADMINS)
def reactivate(agent_id: int) -> ResponseReturnValue:
    """Somebody comes back; their one-time password is shown on this one page only."""
    try:
        password = service.reactivate_agent(database(), agent_id, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _person(agent_id, fault=str(fault)))
    return _person(agent_id, password=password)


def _person(agent_id: int, **shown: object) -> str:
    agent = service.find_agent(database(), agent_id)
    return render_template(
        "console/settings/person.html",
        me=current_agent(),
        person=agent,
        roles=list(Role),
        sign_ins=sign_ins_of(database(), Actor.agent(agent.id)),
        tokens=api_tokens.tokens_of(database(), agent),
        **({"password": None, "fault": None} | shown),
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
