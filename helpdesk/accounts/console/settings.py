"""One's own account: who one is, and the tokens of one's programs."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts import queries, service
from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import check_token_name
from helpdesk.errors import RuleBroken
from helpdesk.presentation import refused

blueprint = Blueprint("settings", __name__, url_prefix="/console/settings")


@blueprint.get("")
@staff()
def show() -> str:
    """One's own account; for admins also the way to the people and the widget's snippet."""
    return _page()


@blueprint.post("/tokens")
@staff()
def create_token() -> ResponseReturnValue:
    """A new token, shown on this one page only."""
    try:
        name = check_token_name(request.form.get("name", ""))
    except RuleBroken as fault:
        return refused(fault, _page(token_fault=str(fault)))
    token = service.create_token(database(), current_agent().id, name)
    database().flush()
    return _page(token=token, token_name=name)


@blueprint.post("/tokens/<int:token_id>/revoke")
@staff()
def revoke_token(token_id: int) -> ResponseReturnValue:
    """One of one's own tokens stops working."""
    service.revoke_token(database(), current_agent(), token_id)
    return redirect(url_for("settings.show"), 303)


def _page(**shown: object) -> str:
    nothing = dict.fromkeys(("token", "token_name", "token_fault"))
    base = current_app.config["SETTINGS"].base_url
    return render_template(
        "console/settings/index.html",
        me=current_agent(),
        tokens=queries.tokens_of(database(), current_agent()),
        snippet=f'<script src="{base}/widget/loader.js" async></script>',
        **(nothing | shown),
    )
