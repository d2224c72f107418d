"""One act on the marked tickets: first looked at, then done, then taken back if it was wrong."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.teams.queries import teams
from helpdesk.languages.catalogues import gettext
from helpdesk.platform.audit import Actor
from helpdesk.tickets.bulk import service
from helpdesk.tickets.bulk.rules import TAKEN_BACK, Act, BulkRefused, Step
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.rules import Priority
from helpdesk.web.forms import chosen, id_of
from helpdesk.web.submissions import said_once

blueprint = Blueprint("ticket_bulk", __name__, url_prefix="/console/tickets/bulk")


@blueprint.post("")
@staff()
def look() -> str:
    """What would change, and what cannot; nothing is done yet."""
    kind, _, value = request.form.get("what", "").partition(":")
    if request.form.get("act") == Act.ADD_TAG:
        kind, value = Act.ADD_TAG, request.form.get("tag", "").strip()
    elif request.form.get("act") == Act.FILL_IN:
        kind, value = Act.FILL_IN, f"{request.form.get('field')}:{request.form.get('typed', '')}"
    act = _checked(kind, value)
    steps = service.look_at(database(), request.form.getlist("number"), act, value)
    return _page(gettext("What would change"), act, steps, value=value)


@blueprint.post("/do")
@staff()
@said_once
def act() -> ResponseReturnValue:
    """Change what can be changed."""
    value = request.form.get("value", "")
    wanted = _checked(request.form.get("act", ""), value)
    numbers = request.form.getlist("number")
    steps = service.do(database(), numbers, wanted, value, actor=_actor())
    return _page(gettext("What was changed"), wanted, steps, done=True)


@blueprint.post("/undo")
@staff()
@said_once
def undo() -> ResponseReturnValue:
    """Put back what was there before, where nobody changed it since."""
    fields = (request.form.getlist(name) for name in ("number", "before", "after"))
    steps = [
        Step(number, "", before, after) for number, before, after in zip(*fields, strict=False)
    ]
    wanted = chosen(request.form.get("act"), Act)
    if wanted is None:
        raise BulkRefused("Choose something that this page offers.")
    for step in steps:
        _checked(wanted, step.before)
    undone = service.take_back(database(), wanted, steps, actor=_actor())
    return _page(gettext("What was taken back"), wanted, undone, done=True, final=True)


def _checked(kind: str, value: str) -> Act:
    """The act, with a value that it can have; raise BulkRefused or RuleBroken."""
    act = chosen(kind, Act)
    if act is None or (act is Act.PRIORITISE and value not in set(Priority)):
        raise BulkRefused("Choose something that this page offers.")
    ids = value.partition(":")[::2] if act is Act.GIVE_TEAM else (value,)
    if act in {Act.GIVE, Act.GIVE_TEAM, Act.CATEGORISE}:
        for typed in filter(None, ids):
            id_of(typed)
    if act is Act.FILL_IN:
        id_of(value.partition(":")[0])
    return act


def _page(title: str, act: Act, steps: Sequence[Step], **shown: object) -> str:
    return render_template(
        "console/tickets/bulk_steps.html",
        title=title,
        act=act,
        steps=steps,
        taken_back=act in TAKEN_BACK and "final" not in shown,
        category_of={str(branch.id): branch for branch in tree(database())},
        team_of={str(team.id): team.name for team in teams(database())},
        **{"value": "", "done": False} | shown,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
