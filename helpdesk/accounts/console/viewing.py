"""What an open page says to its colleagues, and hears of them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.viewing import service
from helpdesk.accounts.viewing.rules import writes
from helpdesk.platform import clock
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("viewing", __name__, url_prefix="/console/viewing")


@blueprint.post("/<subject>")
@staff()
@repeatable
def look(subject: str) -> str:
    """This page is open, or somebody types in it; who else is here."""
    session, agent = database(), current_agent()
    service.look(session, agent, subject, typing="typing" in request.form)
    now = clock.now()
    there = [
        (each.agent.name, writes(each.typing_at, now))
        for each in service.others(session, agent, subject)
    ]
    return render_template("console/viewing.html", subject=subject, there=there)


@blueprint.post("/<subject>/left")
@staff()
@repeatable
def leave(subject: str) -> ResponseReturnValue:
    """The page was closed."""
    service.leave(database(), current_agent(), subject)
    return "", 204
