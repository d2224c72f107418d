"""The complaint log and the feedback register, as pages and as tables, for quality managers."""

from datetime import date
from typing import IO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import all_agents
from helpdesk.accounts.rules import QUALITY
from helpdesk.complaints.handling.rules import Nature
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.languages.formats import zone
from helpdesk.platform import clock
from helpdesk.registers import queries, rules, service
from helpdesk.registers.rules import Period, PeriodRefused
from helpdesk.web.cursors import Page
from helpdesk.web.presentation import refused

blueprint = Blueprint("registers", __name__, url_prefix="/console")


@blueprint.get("/complaints/log")
@staff(QUALITY)
def complaints() -> ResponseReturnValue:
    """Every complaint of the period that was chosen; a period that is none is said."""
    period, fault = _period()
    chosen = rules.complaints_in(request.args, period)
    after = request.args.get("after")
    page = render_template(
        "console/registers/complaints.html",
        page=_none() if fault else queries.complaint_page(database(), chosen, after=after),
        chosen=chosen,
        asked=rules.asked_for(chosen),
        fault=fault,
        agents=all_agents(database()),
        states=list(ComplaintState),
        gravities=list(Gravity),
        natures=list(Nature),
    )
    return refused(fault, page) if fault else page


@blueprint.get("/complaints/log/table")
@staff(QUALITY)
def complaint_table() -> Response:
    """The same as comma-separated values; the trail keeps who took them."""
    chosen = rules.complaints_in(request.args, rules.period_in(request.args, _today()))
    file = service.export_complaints(database(), chosen, current_agent())
    return _download(file, "complaint-log", chosen.period)


@blueprint.get("/feedback/register")
@staff(QUALITY)
def feedback() -> ResponseReturnValue:
    """Everything that customers expressed in the period that was chosen, likewise."""
    period, fault = _period()
    chosen = rules.expressions_in(request.args, period)
    after = request.args.get("after")
    page = render_template(
        "console/registers/feedback.html",
        page=_none() if fault else queries.feedback_page(database(), chosen, after=after),
        chosen=chosen,
        asked=rules.asked_for(chosen),
        fault=fault,
        kinds=list(FeedbackKind),
        sources=list(Source),
        decisions=list(Triage),
    )
    return refused(fault, page) if fault else page


@blueprint.get("/feedback/register/table")
@staff(QUALITY)
def feedback_table() -> Response:
    """The same as comma-separated values, likewise."""
    chosen = rules.expressions_in(request.args, rules.period_in(request.args, _today()))
    file = service.export_feedback(database(), chosen, current_agent())
    return _download(file, "feedback-register", chosen.period)


def _today() -> date:
    return clock.now().astimezone(zone()).date()


def _period() -> tuple[Period, PeriodRefused | None]:
    """What was asked for, or the usual one and why not."""
    try:
        return rules.period_in(request.args, _today()), None
    except PeriodRefused as fault:
        return rules.usual_period(_today()), fault


def _none() -> Page[object]:
    return Page([], None)


def _download(file: IO[bytes], name: str, period: Period) -> Response:
    name = f"{name}-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    return send_file(file, mimetype="text/csv", as_attachment=True, download_name=name)
