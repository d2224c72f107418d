"""The learned replies, for those who lead: what they say, how often they served, and their end."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform.audit import Actor
from helpdesk.replies import queries
from helpdesk.replies.rules.blanks import AGENT, CUSTOMER, filled, shown_blanks
from helpdesk.replies.service import hiding

blueprint = Blueprint("replies", __name__, url_prefix="/console/replies")


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """What may be suggested, learned last on top; variables stand there as in macros."""
    page = queries.learned(database(), after=request.args.get("after"))
    variables = {name: f"{{{name}}}" for name in (CUSTOMER, AGENT)}
    return render_template(
        "console/replies/index.html",
        replies=[(one, filled(one.text, variables, shown_blanks())) for one in page.items],
        sent=queries.sent(database(), [one.id for one in page.items]),
        next=page.next,
    )


@blueprint.post("/<int:reply_id>/hide")
@staff(EDITORS)
def hide(reply_id: int) -> ResponseReturnValue:
    """Suggest it never again."""
    hiding.hide(database(), reply_id, actor=Actor.agent(current_agent().id))
    return redirect(url_for(".index"), 303)
