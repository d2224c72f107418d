"""Signing in and out, and one's own password."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts import credentials, service
from helpdesk.accounts.auth import (
    SIGN_IN,
    current_agent,
    database,
    public,
    sign_in_browser,
    sign_out_browser,
    staff,
)
from helpdesk.accounts.rules import WrongCredentials
from helpdesk.authentication.familiar import familiar_browser, remember_browser
from helpdesk.authentication.pauses import network_of
from helpdesk.platform.errors import RuleBroken, TooSoon
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company
from helpdesk.web.security import is_below
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("accounts", __name__, url_prefix="/console")
HOME = "/console"
WITH_ONE_TIME_PASSWORD = {
    "accounts.sign_in",
    "accounts.enter",
    "accounts.leave",
    "accounts.password",
    "accounts.change",
    "recovery.ask",
    "recovery.send",
    "recovery.choose",
    "recovery.replace",
}


@blueprint.before_app_request
def own_password_first() -> ResponseReturnValue | None:
    """A one-time password opens nothing but the page that replaces it."""
    elsewhere = request.path.startswith(HOME) and request.endpoint not in WITH_ONE_TIME_PASSWORD
    if elsewhere and SIGN_IN in cookie and current_agent().must_change_password:
        return redirect(url_for("accounts.password"))
    return None


@blueprint.get("/sign-in")
@public
def sign_in() -> str:
    """The form."""
    return _form()


@blueprint.post("/sign-in")
@public
@repeatable
def enter() -> ResponseReturnValue:
    """Check address and password; a refusal keeps the address that was typed."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    browser = familiar_browser(_account(email))
    caller = credentials.Caller(network_of(request.remote_addr), browser)
    try:
        agent = credentials.sign_in(email, password, caller)
    except (WrongCredentials, TooSoon) as fault:
        return _form(email, str(fault)), fault.status, fault.headers
    sign_in_browser(agent)
    remember_browser(_account(agent.email))
    if agent.must_change_password:
        return redirect(url_for("accounts.password"))
    return redirect(_local(request.args.get("next")))


@blueprint.post("/sign-out")
@staff()
def leave() -> ResponseReturnValue:
    """End the agent's sign-in in this browser."""
    sign_out_browser()
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
            company=current(Company).name,
        )
    except (WrongCredentials, RuleBroken) as fault:
        return render_template("console/accounts/password.html", fault=str(fault)), 422
    except TooSoon as fault:
        page = render_template("console/accounts/password.html", fault=str(fault))
        return page, fault.status, fault.headers
    sign_in_browser(current_agent())
    return redirect(HOME)


def _form(email: str = "", fault: str | None = None) -> str:
    replaced = "replaced" in request.args
    return render_template(
        "console/accounts/sign_in.html", email=email, fault=fault, replaced=replaced
    )


def _account(email: str) -> str:
    return f"agent:{email.strip().lower()}"


def _local(wanted: str | None) -> str:
    """Only a path of our own console, so that nobody is sent elsewhere after signing in."""
    return wanted if wanted and is_below(wanted, HOME) else HOME
