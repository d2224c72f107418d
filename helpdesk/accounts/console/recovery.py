"""Forgotten passwords: asking for a link, and choosing a new password with it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import recovery
from helpdesk.accounts.auth import database, public
from helpdesk.authentication.pauses import network_of
from helpdesk.platform.errors import NotFound, RuleBroken, TooSoon
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company
from helpdesk.web.presentation import refused
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("recovery", __name__, url_prefix="/console")


@blueprint.get("/forgotten-password")
@public
def ask() -> str:
    """Which address is yours?"""
    return _ask()


@blueprint.post("/forgotten-password")
@public
@repeatable
def send() -> ResponseReturnValue:
    """Mail a link; what the page says never depends on whether the address is an agent's."""
    typed = request.form.get("email", "")
    try:
        address = recovery.ask_for_link(database(), typed, network=network_of(request.remote_addr))
    except (RuleBroken, TooSoon) as fault:
        return refused(fault, _ask(email=typed, fault=str(fault)))
    return _ask(sent_to=address)


@blueprint.get("/new-password/<token>")
@public
def choose(token: str) -> ResponseReturnValue:
    """The form for a new password; a program that looks at the link beforehand uses nothing up."""
    try:
        return _choose(recovery.agent_of_link(database(), token).email)
    except NotFound as fault:
        return refused(fault, _over(fault))


@blueprint.post("/new-password/<token>")
@public
def replace(token: str) -> ResponseReturnValue:
    """Replace the password, then sign in with it."""
    try:
        recovery.replace_password(
            database(),
            token,
            request.form.get("new", ""),
            company=current(Company).name,
        )
    except NotFound as fault:
        return refused(fault, _over(fault))
    except RuleBroken as fault:
        agent = recovery.agent_of_link(database(), token)
        return refused(fault, _choose(agent.email, str(fault)))
    return redirect(url_for("accounts.sign_in", replaced=1), 303)


def _ask(**shown: object) -> str:
    nothing = {"email": "", "fault": None, "sent_to": None}
    return render_template("console/accounts/forgotten.html", **(nothing | shown))


def _choose(email: str, fault: str | None = None) -> str:
    return render_template("console/accounts/new_password.html", email=email, fault=fault)


def _over(fault: NotFound) -> str:
    return render_template("console/accounts/link_over.html", why=str(fault))
