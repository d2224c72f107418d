"""One's own account: where one is signed in, and the tokens of one's programs."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import api_tokens, service
from helpdesk.accounts.auth import current_agent, current_sign_in, database, staff
from helpdesk.accounts.rules import (
    CHOICES_OF_DAYS,
    TOKEN_DAYS,
    check_token_days,
    check_token_name,
)
from helpdesk.authentication import sign_ins
from helpdesk.languages.catalogues import AGENTS
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.presentation import refused

blueprint = Blueprint("settings", __name__, url_prefix="/console/settings")


@blueprint.get("")
@staff()
def show() -> str:
    """One's own account; for admins also the way to the people and the widget's snippet."""
    return _page()


@blueprint.post("/language")
@staff()
def choose_language() -> ResponseReturnValue:
    """Which language the console speaks to this agent; an empty choice leaves it to the browser."""
    service.choose_language(current_agent(), request.form.get("language", ""))
    return redirect(url_for("settings.show"), 303)


@blueprint.post("/away")
@staff()
def be_away() -> ResponseReturnValue:
    """Out of office, or back."""
    service.set_away(database(), current_agent(), away=request.form.get("away") == "1")
    return redirect(url_for("settings.show"), 303)


@blueprint.post("/tokens")
@staff()
def create_token() -> ResponseReturnValue:
    """A new token, shown on this one page only."""
    typed = {key: request.form.get(key, "") for key in ("name", "days")}
    try:
        name, days = check_token_name(typed["name"]), check_token_days(typed["days"])
    except RuleBroken as fault:
        return refused(fault, _page(typed=typed, token_fault=str(fault)))
    token = api_tokens.create_token(database(), current_agent().id, name, days=days)
    return _page(token=token, token_name=name)


@blueprint.post("/tokens/<int:token_id>/revoke")
@staff()
def revoke_token(token_id: int) -> ResponseReturnValue:
    """A token stops working: one's own, or for an admin anybody's."""
    owner = api_tokens.revoke_token(database(), token_id, by=current_agent())
    if owner.id != current_agent().id:
        return redirect(url_for("people.show", agent_id=owner.id), 303)
    return redirect(url_for("settings.show"), 303)


@blueprint.post("/sign-ins/<int:sign_in_id>/end")
@staff()
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """One of one's own browsers is signed out."""
    sign_ins.end(database(), Actor.agent(current_agent().id), sign_in_id)
    return redirect(url_for("settings.show"), 303)


@blueprint.post("/sign-ins/end")
@staff()
def end_sign_ins() -> ResponseReturnValue:
    """Every browser of one's own is signed out, this one too."""
    service.sign_out_everywhere(database(), current_agent().id, by=current_agent())
    return redirect(url_for("accounts.sign_in"), 303)


def _page(**shown: object) -> str:
    nothing = dict.fromkeys(("token", "token_name", "token_fault"))
    empty = nothing | {"typed": {"name": "", "days": str(TOKEN_DAYS)}}
    me = current_agent()
    base = current_app.config["SETTINGS"].base_url
    return render_template(
        "console/settings/index.html",
        me=me,
        sign_ins=sign_ins.sign_ins_of(database(), Actor.agent(me.id)),
        here=current_sign_in(),
        tokens=api_tokens.tokens_of(database(), me),
        choices_of_days=CHOICES_OF_DAYS,
        console_languages=AGENTS,
        snippet=f'<script src="{base}/widget/loader.js" async></script>',
        **(empty | shown),
    )
