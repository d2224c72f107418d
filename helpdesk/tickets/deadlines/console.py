"""The working calendars that policies and teams may name, for those who lead."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.models import WorkingCalendar
from helpdesk.settings.queries import calendars
from helpdesk.settings.rules import TIME_ZONES
from helpdesk.tickets.deadlines import calendars as service
from helpdesk.web.presentation import refused

blueprint = Blueprint("calendars", __name__, url_prefix="/console/settings/calendars")


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """All of them."""
    return _index()


@blueprint.get("/new")
@staff(EDITORS)
def new() -> str:
    """An empty calendar."""
    return _form(None, {"name": "", "hours": "", "zone": "UTC", "holidays": "", "days_off": ""})


@blueprint.post("/new")
@staff(EDITORS)
def add() -> ResponseReturnValue:
    """Keep a new calendar; a refusal keeps what was typed."""
    try:
        service.add_calendar(database(), request.form, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, request.form, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:calendar_id>")
@staff(EDITORS)
def edit(calendar_id: int) -> str:
    """One calendar, to be changed."""
    calendar = service.get_calendar(database(), calendar_id)
    written = {name: getattr(calendar, name) for name in ("name", "hours", "zone", "holidays")}
    return _form(calendar, written | {"days_off": "\n".join(calendar.days_off)})


@blueprint.post("/<int:calendar_id>")
@staff(EDITORS)
def change(calendar_id: int) -> ResponseReturnValue:
    """Keep the calendar as it was typed."""
    calendar = service.get_calendar(database(), calendar_id)
    try:
        service.change_calendar(database(), calendar, request.form, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(calendar, request.form, str(fault)))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:calendar_id>/delete")
@staff(EDITORS)
def delete(calendar_id: int) -> ResponseReturnValue:
    """Take it away, unless a policy or a team names it."""
    try:
        calendar = service.get_calendar(database(), calendar_id)
        service.delete_calendar(database(), calendar, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _index(str(fault)))
    return redirect(url_for(".index"), 303)


def _index(fault: str | None = None) -> str:
    return render_template(
        "console/tickets/calendars.html", calendars=calendars(database()), fault=fault
    )


def _form(
    calendar: WorkingCalendar | None, typed: Mapping[str, object], fault: str | None = None
) -> str:
    return render_template(
        "console/tickets/calendar.html",
        calendar=calendar,
        typed=typed,
        zones=TIME_ZONES,
        fault=fault,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
