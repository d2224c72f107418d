"""A refusal as a page, within the frame its reader knows: what happened, and where to go on."""

from urllib.parse import urlsplit

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from helpdesk.web.forms import FORGERY_GUARD, KEY
from helpdesk.web.presentation import page_above

AUDIENCES = frozenset({"console", "widget"})
WORTH_REPEATING = frozenset({400, 401, 409, 429, 500, 503})
SECRETS = frozenset({"password", "old", "new", "code"})


def error_page(status: int, title: str, detail: str) -> str:
    """The page; a form that was refused stands on it, with everything that was typed."""
    posted = request.method == "POST"
    kept = _sent_from_here() if posted else []
    place = request.path.split("/")[1]
    return render_template(
        f"{place if place in AUDIENCES else 'portal'}/error.html",
        status=status,
        title=title,
        detail=detail,
        back=page_above(request.path) if posted else None,
        key=dict(kept).get(KEY),
        kept=[field for field in kept if field[0] != KEY],
        words=[value for _, value in kept if " " in value.strip()],
        repeatable=bool(kept) and status in WORTH_REPEATING,
    )


def _sent_from_here() -> list[tuple[str, str]]:
    """The fields of a form of ours: nothing that another site filled in, and no secret."""
    origin = request.headers.get("Origin") or request.referrer or ""
    if urlsplit(origin).netloc != request.host:
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # it cannot be read, which is why it was refused
        return []
    if any(name in SECRETS for name, _ in fields):
        return []
    return [field for field in fields if field[0] != FORGERY_GUARD]
