"""The agents' lists of tickets, and the views that they keep of them."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.teams.queries import holders, teams_of
from helpdesk.languages.detection import CANDIDATES
from helpdesk.platform import clock
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.current import current
from helpdesk.settings.sections import Languages
from helpdesk.tickets import queries
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.views import rules, service
from helpdesk.tickets.views.queries import counts, filter_of, views_for, whose_of
from helpdesk.web.presentation import refused

MOST_BESIDE_INBOX = 20
blueprint = Blueprint("ticket_lists", __name__, url_prefix="/console/tickets")


@blueprint.get("")
@staff()
def index() -> str:
    """Tickets with the newest change first, or with what is due soonest."""
    return _page()


@blueprint.get("/beside-inbox/<any(waiting, mine):tab>")
@staff()
def beside_inbox(tab: str) -> str:
    """The tickets that stand below the chats of that part of the inbox."""
    session, agent = database(), current_agent()
    holder = queries.Holder.NOBODY if tab == "waiting" else queries.Holder.ME
    wanted = queries.Filter(holder=holder, order=queries.Order.DUE)
    tickets = queries.tickets_page(session, wanted, agent.id).items[:MOST_BESIDE_INBOX]
    return render_template(
        "console/tickets/beside_inbox.html", tickets=tickets, holder=holder, now=clock.now()
    )


@blueprint.post("/views")
@staff()
def keep() -> ResponseReturnValue:
    """Keep the list that is shown under a name."""
    name, me = request.form.get("name", ""), current_agent()
    try:
        whose = whose_of(request.form.get("whose", "me"), me.id)
        service.keep_view(database(), name, request.form.to_dict(), agent=me, whose=whose)
    except RuleBroken as fault:
        return refused(fault, _page(fault=str(fault), name=name))
    asked: dict[str, Any] = dict(rules.asked_for(request.form))
    return redirect(url_for(".index", **asked), 303)


@blueprint.post("/views/<int:view_id>/delete")
@staff()
def delete(view_id: int) -> ResponseReturnValue:
    """Take the view away."""
    service.delete_view(database(), view_id, agent=current_agent())
    return redirect(url_for(".index"), 303)


def _page(*, fault: str | None = None, name: str = "") -> str:
    """The list that the address, or a form that was refused, asks for."""
    session, agent = database(), current_agent()
    asked = rules.asked_for(request.form if fault else request.args)
    wanted = filter_of(asked)
    page = queries.tickets_page(session, wanted, agent.id, after=request.args.get("after"))
    categories, views = tree(session), views_for(session, agent.id)
    return render_template(
        "console/tickets/index.html",
        page=page,
        wanted=wanted,
        asked=asked,
        views=views,
        counts=counts(session, views, agent.id),
        me=agent,
        leads=agent.role in EDITORS,
        states=list(TicketState),
        types=list(TicketType),
        categories=categories,
        fields=all_fields(session),
        languages=CANDIDATES,
        desk_language=current(Languages).default,
        category_of={branch.id: branch for branch in categories},
        holders=holders(session),
        my_teams=teams_of(session, agent.id),
        priorities=list(Priority),
        now=clock.now(),
        fault=fault,
        name=name,
    )
