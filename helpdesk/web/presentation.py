"""How the desk's pages write times, shares and names, and how they show a refusal."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, jsonify, request, url_for
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from helpdesk.languages import formats
from helpdesk.languages.catalogues import gettext
from helpdesk.languages.terms import term
from helpdesk.platform import clock
from helpdesk.platform.errors import HelpdeskError


def ago(moment: datetime) -> str:
    """How far a moment is from now, in words."""
    return formats.ago(moment, clock.now())


def lasting(moment: datetime) -> str:
    """How long something has lasted since then, for narrow columns: `12 min`."""
    return formats.lasting(clock.now() - moment)


def kept_moment(written: str) -> str:
    """A moment that the audit trail keeps in writing, with its date and time."""
    return formats.date_and_time(datetime.fromisoformat(written))


def day(moment: datetime) -> str:
    """The heading above the messages of one day."""
    return formats.day(moment, clock.now())


def address_of(name: str, **values: Any) -> str:
    """The address that a feature publishes under this name, whichever feature that is."""
    return url_for(current_app.extensions["links"][name], **values)


def words(value: object) -> str:
    """A value of ours in the reader's words: `pending_customer` becomes `Pending customer`."""
    return gettext(term(value))


def share(value: float | None, decimals: int = 0) -> str:
    """A confidence or rate between 0 and 1 as a percentage."""
    return words("not_known") if value is None else formats.share(value, decimals)


def initials(name: str) -> str:
    """One or two letters that stand for a person."""
    parts = [part for part in name.split() if part[:1].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def is_past(moment: datetime | None) -> bool:
    """Is this date over?"""
    return moment is not None and moment < clock.now()


def register(app: App) -> None:
    """Make the filters known to the templates."""
    filters: dict[str, Any] = {
        "absolute": formats.date_and_time,
        "ago": ago,
        "date": formats.date,
        "duration": formats.duration,
        "day": day,
        "language_name": formats.language_name,
        "initials": initials,
        "lasting": lasting,
        "kept_moment": kept_moment,
        "share": share,
        "words": words,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.tests["past"] = is_past
    app.jinja_env.globals["address_of"] = address_of


def in_place() -> bool:
    """Does a part of the page ask, rather than the browser for a whole page?"""
    return request.headers.get("HX-Request") == "true"


def for_program() -> bool:
    """Does whoever asks read JSON: a program, or the script of a page?"""
    return request.path.startswith("/api/") or in_place()


def page_above(address: str) -> str:
    """The page that a form's address belongs to: the nearest one on the way up."""
    form = _route(address, "POST") or address
    while address:
        page = _route(address, "GET")
        if page and form.startswith(page):  # `/requests/sign-ins` is no request with that number
            return address
        address = address.rpartition("/")[0]
    return "/"


def page_of_ours(wanted: str | None) -> str:
    """The address, if it leads to a page of the desk; its beginning otherwise."""
    path = urlsplit(wanted).path if wanted and wanted.isprintable() else ""
    return wanted if wanted and wanted.startswith(path) and _route(path, "GET") else "/"


def _route(address: str, method: str) -> str | None:
    """As it is written in the code, such as `/requests/<number>`."""
    try:
        rule, _ = current_app.url_map.bind("").match(address, method, return_rule=True)
    except HTTPException:
        return None
    return rule.rule


def refused_part(part: str) -> str:
    """A part of the page with the reason in it, put in as any other; what was done is undone."""
    g.refused = True
    return part


def refused(fault: HelpdeskError, page: str) -> ResponseReturnValue:
    """The page with what was typed and the reason, or the reason alone for a part of it.

    Whatever the request did so far is undone.
    """
    g.refused = True
    if not in_place():
        return page, fault.status, fault.headers
    response = jsonify(title=gettext(fault.title), status=fault.status, detail=str(fault))
    response.content_type = "application/problem+json"
    return response, fault.status, fault.headers
