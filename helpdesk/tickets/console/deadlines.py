"""The policies that say by when customers are answered, for those who lead."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.rules import EDITORS
from helpdesk.accounts.teams.queries import teams
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.queries import calendars
from helpdesk.tickets.deadlines import policies, queries
from helpdesk.tickets.deadlines.models import DeadlinePolicy
from helpdesk.tickets.deadlines.rules import (
    CHANNELS,
    USUAL_WARNING,
    Conditions,
    Metric,
    PolicyRefused,
    Terms,
    minutes_in,
    written_as,
)
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.describing.rules import tags_in
from helpdesk.tickets.rules import Priority, TicketType
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

SOONEST_FIRST = tuple(reversed(Priority))
blueprint = Blueprint("deadlines", __name__, url_prefix="/console/settings/deadlines")
CHOSEN = ("channels", "types", "priorities", "categories", "teams")
Typed = dict[str, object]


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """The policies in the order in which they are tried."""
    return render_template(
        "console/tickets/policies.html",
        policies=queries.policies(database()),
        priorities=SOONEST_FIRST,
        metrics=list(Metric),
        written_as=written_as,
        category_of={branch.id: branch for branch in tree(database())},
        team_of={team.id: team.name for team in teams(database())},
    )


@blueprint.get("/new")
@staff(EDITORS)
def new() -> str:
    """An empty policy."""
    return _form(None, {"warn_before": written_as(USUAL_WARNING)})


@blueprint.post("/new")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """Keep a new policy; a refusal keeps what was typed."""
    try:
        policies.add_policy(database(), _terms(), actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, _typed(), str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:policy_id>")
@staff(EDITORS)
def edit(policy_id: int) -> str:
    """One policy, to be changed."""
    policy = policies.get_policy(database(), policy_id)
    return _form(policy, _written(policy))


@blueprint.post("/<int:policy_id>")
@staff(EDITORS)
def change(policy_id: int) -> ResponseReturnValue:
    """Keep the policy as it was typed."""
    policy = policies.get_policy(database(), policy_id)
    try:
        seen = id_of(request.form.get("seen"))
        policies.change_policy(database(), policy, _terms(), seen=seen, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(policy, _typed(), str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:policy_id>/up")
@staff(EDITORS)
def move_up(policy_id: int) -> ResponseReturnValue:
    """Try it before the one above it."""
    policies.move_up(database(), policies.get_policy(database(), policy_id), actor=_actor())
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:policy_id>/delete")
@staff(EDITORS)
def delete(policy_id: int) -> ResponseReturnValue:
    """Nobody is promised this any more."""
    policies.delete_policy(database(), policies.get_policy(database(), policy_id), actor=_actor())
    return redirect(url_for(".index"), 303)


def _form(policy: DeadlinePolicy | None, typed: Typed, fault: str | None = None) -> str:
    targets = [f"{priority}-{metric}" for priority in Priority for metric in Metric]
    others = ("name", "domains", "tags", "escalate_to", "calendar")
    nothing = dict.fromkeys([*targets, *CHOSEN, *others], "")
    return render_template(
        "console/tickets/policy.html",
        policy=policy,
        typed=nothing | typed,
        fault=fault,
        priorities=SOONEST_FIRST,
        metrics=list(Metric),
        channels=CHANNELS,
        types=list(TicketType),
        categories=tree(database()),
        teams={team.id: team.name for team in teams(database())},
        calendars=calendars(database()),
        agents=active_agents(database()),
    )


def _typed() -> Typed:
    typed: Typed = {each: request.form.getlist(each) for each in CHOSEN}
    return {**request.form.to_dict(), **typed}


def _written(policy: DeadlinePolicy) -> Typed:
    """The policy as it would be typed."""
    targets = {
        f"{priority}-{metric}": written_as(minutes)
        for priority, each in policy.targets.items()
        for metric, minutes in each.items()
    }
    chosen = {each: [str(one) for one in getattr(policy, each)] for each in CHOSEN}
    return {
        **targets,
        **chosen,
        "name": policy.name,
        "domains": "\n".join(policy.domains),
        "tags": ", ".join(policy.tags),
        "warn_before": written_as(policy.warn_before),
        "escalate_to": str(policy.escalate_to_id or ""),
        "calendar": str(policy.calendar_id or ""),
    }


def _terms() -> Terms:
    """What was typed; raise PolicyRefused where it is no target."""
    typed = request.form
    targets = {
        str(priority): {
            str(metric): minutes
            for metric in Metric
            if (minutes := minutes_in(typed.get(f"{priority}-{metric}", "")))
        }
        for priority in Priority
    }
    escalate_to = typed.get("escalate_to", "")
    if escalate_to and escalate_to not in {str(a.id) for a in active_agents(database())}:
        raise PolicyRefused("Choose one of the agents that this page offers, or nobody.")
    return Terms(
        typed.get("name", ""),
        targets,
        _conditions(),
        minutes_in(typed.get("warn_before", "")) or USUAL_WARNING,
        int(escalate_to) if escalate_to else None,
        next(iter(_known("calendar", {each.id for each in calendars(database())})), None),
    )


def _conditions() -> Conditions:
    """Which tickets it is for; raise RuleBroken for a category or team that is not offered."""
    typed = request.form
    return Conditions(
        channels=tuple(typed.getlist("channels")),
        domains=tuple(typed.get("domains", "").replace(",", " ").split()),
        types=tuple(typed.getlist("types")),
        priorities=tuple(typed.getlist("priorities")),
        categories=_known("categories", {branch.id for branch in tree(database())}),
        tags=tuple(tags_in(typed.get("tags", ""))),
        teams=_known("teams", {team.id for team in teams(database())}),
    )


def _known(field: str, offered: set[int]) -> tuple[int, ...]:
    chosen = tuple(id_of(each) for each in request.form.getlist(field) if each)
    if not offered.issuperset(chosen):
        raise PolicyRefused("Choose one of those that this page offers.")
    return chosen


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
