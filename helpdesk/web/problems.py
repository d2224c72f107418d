"""How a refusal looks: problem+json (RFC 9457) to a program, a helpful page to a person."""

import logging
from typing import Any

from apiflask import APIFlask, HTTPError
from flask import flash, g, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from psycopg import DataError as DriverDataError
from psycopg.errors import UniqueViolation
from pydantic import BaseModel
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.errors import (
    HelpdeskError,
    NotSignedIn,
    Overtaken,
    PageTooOld,
    RuleBroken,
    Unavailable,
    WrongHost,
)
from helpdesk.web.error_pages import error_page
from helpdesk.web.presentation import address_of, for_program, page_above

logger = logging.getLogger(__name__)
NO_DATABASE = Unavailable("The database does not answer. Nothing was lost; try again in a moment.")
NOT_STORABLE = RuleBroken(
    "One of the values is out of range, nested too deeply or holds characters we cannot keep."
)
AT_ONCE = Overtaken(
    "Somebody did the same at this very moment. Look again, and repeat it if it is still needed."
)
WHOLE_BODY = "_schema"
MOST_FAULTS = 10
PROBLEM = "application/problem+json"
ALWAYS = {400: "Unreadable, or called by another name", 429: "Too often", 503: "A part is down"}
WITH_A_BODY = {408: "Too slow", 413: "Too long", 415: "Not JSON"}
NO_OBJECT = N_("The body must be a JSON object.")
FAILED = N_("Something failed")
UNEXPECTED = N_("Something failed on our side and is noted. Try again, or ask a person.")
AS_IT_IS_NOW = N_("Nothing was sent again. This is the page as it is now.")
SIGNED_OUT = PageTooOld(
    "This browser was signed in or out since it was opened, or lost its cookies. Nothing was done."
)
OTHERWISE = (
    HelpdeskError.title,
    N_("Nothing was done. Go back, and try it from the page itself."),
)
UNREADABLE = N_("That could not be read")
WORDS = {
    400: (UNREADABLE, N_("It arrived broken, so nothing was done. Try it again.")),
    404: (
        N_("There is no such page"),
        N_("The address may be mistyped, or what it led to is gone."),
    ),
    405: (
        N_("That is not possible here"),
        N_("This address takes no such request. Nothing was done."),
    ),
    413: (
        N_("That is too long"),
        N_("Nothing was kept. Shorten it, or send it in several parts."),
    ),
    415: (UNREADABLE, N_("Send JSON, with the header `Content-Type: application/json`.")),
}


class Problem(BaseModel):
    """A refusal: `detail` is a sentence for a person, `fields` says it of each field."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = None


def register(app: APIFlask) -> None:
    """Answer every refusal in the form its caller reads; the general one stands last.

    APIFlask's own comes first: setting it also claims the HTTP errors, which are taken back here.
    """
    app.spec_processor(_describe)  # type: ignore[arg-type] # ours is no YAML
    app.error_processor(_invalid)  # type: ignore[arg-type] # its own type is narrower than Flask's
    app.register_error_handler(HelpdeskError, _refused)
    app.register_error_handler(WrongHost, _elsewhere)
    app.register_error_handler(OperationalError, _no_database)
    for error in (DataError, DriverDataError, UnicodeEncodeError, RecursionError):
        app.register_error_handler(error, _not_storable)
    app.register_error_handler(IntegrityError, _at_once)
    app.register_error_handler(CSRFError, lambda _error: _refused(SIGNED_OUT))
    app.register_error_handler(MethodNotAllowed, _not_a_page)
    app.register_error_handler(InternalServerError, _too_late)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, title: str, detail: str, **more: Any) -> ResponseReturnValue:
    """The refusal in the caller's form and language; whatever the request did is undone."""
    _undo()
    title, detail = gettext(title), gettext(detail)
    if not for_program():
        return error_page(status, title, detail), status
    response = jsonify(type="about:blank", title=title, status=status, detail=detail, **more)
    response.content_type = PROBLEM
    return response, status


def _describe(spec: dict[str, Any]) -> dict[str, Any]:
    """Let the OpenAPI document say of every route how it may refuse, and in which form."""
    schemas = spec["components"]["schemas"]
    for unused in ("HTTPError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = Problem.model_json_schema()
    form = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for operation in (found for path in spec["paths"].values() for found in path.values()):
        refusals = ALWAYS | (WITH_A_BODY if "requestBody" in operation else {})
        for status, description in refusals.items():
            operation["responses"].setdefault(str(status), {"description": description})
        for status, response in operation["responses"].items():
            if status >= "400":
                response.update(form)
    return spec


def _undo() -> None:
    """At once, so that the page about it can be written from what the database holds now."""
    g.refused = True
    session = g.get("session")
    if session is None:
        return
    try:
        session.rollback()
    except SQLAlchemyError:
        logger.warning("A transaction was left to a database that does not answer.")


def _refused(error: HelpdeskError) -> ResponseReturnValue:
    in_console = request.path.startswith("/console") and not for_program()
    if isinstance(error, NotSignedIn) and in_console and request.method == "GET":
        g.refused = True
        wanted = request.full_path if request.query_string else request.path
        return redirect(address_of("sign_in", next=wanted))
    response = make_response(problem(error.status, error.title, str(error)))
    response.headers.update(error.headers)
    return response


def _elsewhere(error: WrongHost) -> ResponseReturnValue:
    """A bare page: every link within it would lead to the wrong name again."""
    if for_program():
        return _refused(error)
    g.refused = True
    page = render_template("widget/error.html", title=gettext(error.title), detail=str(error))
    return page, error.status


def _no_database(error: OperationalError) -> ResponseReturnValue:
    logger.error("The database does not answer: %s", type(error.orig).__name__)
    return _refused(NO_DATABASE)


def _not_storable(error: Exception) -> ResponseReturnValue:
    """The database knows best what it can hold, such as no NUL in a text."""
    logger.warning("Not storable on %s: %s", request.path, type(error).__name__)
    return _refused(NOT_STORABLE)


def _at_once(error: IntegrityError) -> ResponseReturnValue:
    """Two people took the same address, name or number; the database lets the first one have it."""
    if not isinstance(error.orig, UniqueViolation):
        return _unexpected(error)
    logger.warning("Twice at once: %s", error.orig.diag.constraint_name)
    return _refused(AT_ONCE)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    status = error.code or 500
    title, detail = WORDS.get(status, OTHERWISE)
    if error.description and error.description != type(error).description:
        detail = error.description  # a sentence of ours
    response = make_response(problem(status, title, detail))
    response.headers.update({k: v for k, v in error.get_headers() if k != "Content-Type"})
    return response


def _not_a_page(error: MethodNotAllowed) -> ResponseReturnValue:
    """Who reloads the address of a form, or goes back to it, is led to the page it stands on."""
    if request.method not in {"GET", "HEAD"} or for_program():
        return _http(error)
    flash(gettext(AS_IT_IS_NOW))
    return redirect(page_above(request.path))


def _too_late(error: InternalServerError) -> ResponseReturnValue:
    """What failed after its view was done, such as the commit."""
    original = error.original_exception
    if isinstance(original, OperationalError):
        return _no_database(original)
    return _unexpected(original or error)


def _unexpected(error: BaseException) -> ResponseReturnValue:
    logger.error("Unexpected failure on %s", request.path, exc_info=error)
    return problem(500, FAILED, UNEXPECTED)


def _invalid(error: HTTPError) -> ResponseReturnValue:
    """What APIFlask found wrong with the body, field by field."""
    status = error.status_code
    if status != 422:
        return problem(status, error.message or HelpdeskError.title, str(error.message))
    faults = _faults(error.detail)[:MOST_FAULTS]
    detail = "; ".join(f"{field}: {why}" for field, why in faults if field != WHOLE_BODY)
    return problem(422, RuleBroken.title, detail or NO_OBJECT, fields=dict(faults))


def _faults(detail: Any) -> list[tuple[str, str]]:
    """(field, reason) pairs from the validator's nested report, whichever shape it has."""
    found: list[tuple[str, str]] = []
    for place in detail.values() if isinstance(detail, dict) else []:
        entries = place if isinstance(place, list) else [place]
        for entry in entries:
            if isinstance(entry, dict) and "msg" in entry:
                found.append((".".join(map(str, entry.get("loc", ()))), entry["msg"]))
            elif isinstance(entry, dict):
                found += [(field, " ".join(map(str, why))) for field, why in entry.items()]
    return found
