"""An agent's notices, and how they want to be told."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.notices import queries, service
from helpdesk.notices.models import Notice
from helpdesk.notices.rules import HOW, REASONS, NoticeKind, check_ways, title
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("notices", __name__, url_prefix="/console/notices")


@blueprint.get("")
@staff()
def index() -> str:
    """Newest first."""
    page = queries.notices_page(database(), current_agent().id, after=request.args.get("after"))
    return render_template("console/notices/index.html", page=page, title_of=_title)


@blueprint.get("/newest")
@staff()
def newest() -> dict[str, object]:
    """What a browser tells outside the page: the newest unread one, `{}` where there is none."""
    notice = queries.newest_unread(database(), current_agent().id)
    if notice is None:
        return {}
    return {"id": notice.id, "title": _title(notice), "address": url_for(".index")}


@blueprint.post("/<int:notice_id>/open")
@staff()
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Read it, and go where it happened."""
    notice = service.get_notice(database(), notice_id, agent_id=current_agent().id)
    service.mark_read(database(), notice)
    if notice.ticket:
        return redirect(url_for("tickets.show", number=notice.ticket.number), 303)
    if notice.complaint:
        return redirect(url_for("complaints.show", number=notice.complaint.number), 303)
    if notice.conversation_id:
        return redirect(url_for("inbox.show", conversation_id=notice.conversation_id), 303)
    return redirect(url_for("integrity.index"), 303)


@blueprint.post("/<int:notice_id>/read")
@staff()
def mark_read(notice_id: int) -> ResponseReturnValue:
    """Read it without going there."""
    notice = service.get_notice(database(), notice_id, agent_id=current_agent().id)
    service.mark_read(database(), notice)
    return redirect(url_for(".index"), 303)


@blueprint.post("/read")
@staff()
def mark_all_read() -> ResponseReturnValue:
    """All that the page showed or that came before, and none that came since."""
    up_to = id_of(request.form.get("up_to"))
    service.mark_all_read(database(), current_agent().id, up_to=up_to)
    return redirect(url_for(".index"), 303)


@blueprint.get("/ways")
@staff()
def ways() -> str:
    """Of what the agent is told in which way."""
    return _ways()


@blueprint.post("/ways")
@staff()
def choose_ways() -> ResponseReturnValue:
    """Tell them so from now on."""
    try:
        service.choose_ways(database(), current_agent().id, check_ways(request.form))
    except RuleBroken as fault:
        return refused(fault, _ways(str(fault)))
    return redirect(url_for(".ways"), 303)


def _ways(fault: str | None = None) -> str:
    chosen = queries.ways_of(database(), current_agent().id)
    return render_template(
        "console/notices/ways.html",
        chosen=chosen,
        kinds=list(NoticeKind),
        how=HOW,
        reasons=REASONS,
        fault=fault,
    )


def _title(notice: Notice) -> str:
    about = notice.ticket or notice.complaint
    number = about.number if about else None
    return title(notice.kind, number=number, name=notice.by.name if notice.by else None)
