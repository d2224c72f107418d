"""How the policies of deadlines are kept, as a page and as a table, for those who lead."""

import csv
from datetime import timedelta
from io import StringIO

from flask import Blueprint, Response, render_template, request

from helpdesk.accounts.auth import database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.platform import clock
from helpdesk.tables import as_cell
from helpdesk.tickets.deadlines.figures.queries import Kept, kept_promises
from helpdesk.tickets.deadlines.figures.rules import FEWEST, PERIODS, period_in
from helpdesk.tickets.deadlines.rules import written_as

blueprint = Blueprint("kept_deadlines", __name__, url_prefix="/console/settings/deadlines/kept")
COLUMNS = (
    "policy", "metric", "days", "due", "met", "missed", "overdue", "rate", "rate_low", "rate_high",
    "timed", "median_minutes", "ninetieth_minutes",
)  # fmt: skip


@blueprint.get("")
@staff(EDITORS)
def index() -> str:
    """The figures of the days that were chosen."""
    days = period_in(request.args.get("days"))
    return render_template(
        "console/tickets/kept_deadlines.html",
        kept=_kept(days),
        days=days,
        periods=PERIODS,
        fewest=FEWEST,
        as_time=_as_time,
    )


@blueprint.get("/table")
@staff(EDITORS)
def table() -> Response:
    """The same as comma-separated values; a figure of too few is left empty."""
    days = period_in(request.args.get("days"))
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    for policy in _kept(days):
        for each in policy.figures:
            counts = days, each.due, each.met, each.missed, each.overdue
            shares = (each.rate, *each.interval) if each.rate is not None and each.interval else ()
            rate = [round(part, 4) for part in shares] or ("", "", "")
            times = [round(seconds / 60, 1) for seconds in each.times or ()] or ("", "")
            name = as_cell(policy.policy or "")
            lines.writerow((name, each.metric, *counts, *rate, each.timed, *times))
    answer = Response(written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="deadlines-{days}-days.csv"'
    return answer


def _kept(days: int) -> list[Kept]:
    now = clock.now()
    return kept_promises(database(), now - timedelta(days=days), now)


def _as_time(seconds: float) -> str:
    return written_as(max(1, round(seconds / 60)))
