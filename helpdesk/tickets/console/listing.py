"""The agents' lists of tickets, and the views that they keep of them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.teams.queries import holders, teams_of
from helpdesk.languages.detection import CANDIDATES
from helpdesk.platform import clock
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets import queries
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.views import rules, service
from helpdesk.tickets.views.columns import Column, check_columns, columns_in
from helpdesk.tickets.views.queries import chosen_columns, counts, filter_of, views_for, whose_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("ticket_lists", __name__, url_prefix="/console/tickets")


@blueprint.get("")
@staff()
def index() -> str:
    """Tickets with the newest change first, or with what is due soonest."""
    return _page()


@blueprint.post("/views")
@staff()
def keep() -> ResponseReturnValue:
    """Keep the list that is shown under a name, with the columns that are marked."""
    name, me, asked = request.form.get("name", ""), current_agent(), _asked()
    try:
        whose = whose_of(request.form.get("whose", "me"), me.id)
        if "columns" in asked:
            check_columns(request.form.getlist("column"))
        service.keep_view(database(), name, asked, agent=me, whose=whose)
    except RuleBroken as fault:
        return refused(fault, _page(fault=str(fault), name=name))
    return redirect(_address(asked), 303)


@blueprint.post("/columns")
@staff()
def choose_columns() -> ResponseReturnValue:
    """The lists of this agent show what is marked from now on."""
    try:
        service.choose_columns(database(), request.form.getlist("column"), agent=current_agent())
    except RuleBroken as fault:
        return refused(fault, _page(fault=str(fault)))
    return redirect(_address(_asked() | {"columns": None}), 303)


@blueprint.post("/views/<int:view_id>/delete")
@staff()
def delete(view_id: int) -> ResponseReturnValue:
    """Take the view away."""
    service.delete_view(database(), view_id, agent=current_agent())
    return redirect(url_for(".index"), 303)


def _asked() -> dict[str, str]:
    """What the address or the form asks for; a form marks its columns one by one."""
    typed = request.form if request.method == "POST" else request.args
    marked = {"columns": ",".join(typed.getlist("column"))} if "column" in typed else {}
    return rules.asked_for(typed.to_dict() | marked)


def _address(asked: Mapping[str, Any]) -> str:
    return url_for(".index", **asked)


def _page(*, fault: str | None = None, name: str = "") -> str:
    """The list that the address, or a form that was refused, asks for."""
    session, agent = database(), current_agent()
    asked = _asked()
    wanted, fields = filter_of(asked), all_fields(session)
    page = queries.tickets_page(session, wanted, agent.id, after=request.args.get("after"))
    categories, views = tree(session), views_for(session, agent.id)
    columns = columns_in(asked.get("columns") or chosen_columns(session, agent.id), fields)
    written = Column.WRITTEN in columns.shown
    return render_template(
        "console/tickets/index.html",
        page=page,
        columns=columns,
        written=queries.last_written(session, page.items) if written else {},
        wanted=wanted,
        asked=asked,
        views=views,
        counts=counts(session, views, agent.id),
        me=agent,
        leads=agent.role in EDITORS,
        states=list(TicketState),
        types=list(TicketType),
        categories=categories,
        fields=fields,
        languages=CANDIDATES,
        category_of={branch.id: branch for branch in categories},
        holders=holders(session),
        my_teams=teams_of(session, agent.id),
        priorities=list(Priority),
        now=clock.now(),
        fault=fault,
        name=name,
    )
