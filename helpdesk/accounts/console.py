"""Signing in and out, one's own password and tokens, and the people of the desk."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts import queries, service
from helpdesk.accounts.auth import current_agent, database, public, sign_in_browser, staff
from helpdesk.accounts.rules import ADMINS, Role, WrongCredentials, check_token_name
from helpdesk.errors import RuleBroken
from helpdesk.presentation import refused
from helpdesk.security import is_below

blueprint = Blueprint("accounts", __name__, url_prefix="/console")
HOME = "/console"
WITH_ONE_TIME_PASSWORD = {
    "accounts.sign_in",
    "accounts.enter",
    "accounts.leave",
    "accounts.password",
    "accounts.change",
}


@blueprint.before_app_request
def own_password_first() -> ResponseReturnValue | None:
    """A one-time password opens nothing but the page that replaces it."""
    elsewhere = request.path.startswith(HOME) and request.endpoint not in WITH_ONE_TIME_PASSWORD
    if elsewhere and "agent" in cookie and current_agent().must_change_password:
        return redirect(url_for("accounts.password"))
    return None


@blueprint.get("/sign-in")
@public
def sign_in() -> str:
    """The form."""
    return render_template("console/accounts/sign_in.html", email="", fault=None)


@blueprint.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Check address and password; a refusal keeps the address that was typed."""
    email = request.form.get("email", "")
    try:
        agent = service.sign_in(database(), email, request.form.get("password", ""))
    except WrongCredentials as fault:
        page = render_template("console/accounts/sign_in.html", email=email, fault=str(fault))
        return page, 401
    sign_in_browser(agent)
    if agent.must_change_password:
        return redirect(url_for("accounts.password"))
    return redirect(_local(request.args.get("next")))


@blueprint.post("/sign-out")
@staff()
def leave() -> ResponseReturnValue:
    """Forget the agent in this browser."""
    cookie.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.get("/password")
@staff()
def password() -> str:
    """The form for a new password."""
    return render_template("console/accounts/password.html", fault=None)


@blueprint.post("/password")
@staff()
def change() -> ResponseReturnValue:
    """Replace one's own password."""
    try:
        service.change_password(
            database(),
            current_agent().id,
            old=request.form.get("old", ""),
            new=request.form.get("new", ""),
        )
    except (WrongCredentials, RuleBroken) as fault:
        return render_template("console/accounts/password.html", fault=str(fault)), 422
    sign_in_browser(current_agent())
    return redirect(HOME)


@blueprint.get("/settings")
@staff()
def settings() -> str:
    """One's own account; for admins also the people of the desk and the widget's snippet."""
    return _settings()


@blueprint.post("/settings/tokens")
@staff()
def create_token() -> ResponseReturnValue:
    """A new token, shown on this one page only."""
    try:
        name = check_token_name(request.form.get("name", ""))
    except RuleBroken as fault:
        return refused(fault, _settings(token_fault=str(fault)))
    token = service.create_token(database(), current_agent().id, name)
    database().flush()
    return _settings(token=token, token_name=name)


@blueprint.post("/settings/tokens/<int:token_id>/revoke")
@staff()
def revoke_token(token_id: int) -> ResponseReturnValue:
    """One of one's own tokens stops working."""
    service.revoke_token(database(), current_agent(), token_id)
    return redirect(url_for("accounts.settings"), 303)


@blueprint.post("/settings/agents")
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
        return refused(fault, _settings(typed=typed, agent_fault=str(fault)))
    return _settings(invited=agent, password=password)


@blueprint.post("/settings/agents/<int:agent_id>/deactivate")
@staff(ADMINS)
def deactivate(agent_id: int) -> ResponseReturnValue:
    """Somebody leaves the desk."""
    try:
        service.deactivate_agent(database(), agent_id, by=current_agent())
    except RuleBroken as fault:
        return refused(fault, _settings(agent_fault=str(fault)))
    return redirect(url_for("accounts.settings"), 303)


def _settings(**shown: object) -> str:
    nothing = dict.fromkeys(("token", "token_name", "token_fault", "invited", "password"))
    empty = nothing | {"agent_fault": None, "typed": {"name": "", "email": "", "role": ""}}
    agent = current_agent()
    base = current_app.config["SETTINGS"].base_url
    return render_template(
        "console/settings/index.html",
        me=agent,
        tokens=queries.tokens_of(database(), agent),
        agents=queries.all_agents(database()) if agent.role in ADMINS else [],
        roles=list(Role),
        snippet=f'<script src="{base}/widget/loader.js" async></script>',
        **(empty | shown),
    )


def _local(wanted: str | None) -> str:
    """Only a path of our own console, so that nobody is sent elsewhere after signing in."""
    return wanted if wanted and is_below(wanted, HOME) else HOME
