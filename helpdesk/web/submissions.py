"""A form that is sent twice is done once: the second time leads where the first one led."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from flask import Flask, Response, current_app, flash, g, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform import clock, db
from helpdesk.platform.errors import PageTooOld
from helpdesk.web.forms import FORGERY_GUARD, KEY
from helpdesk.web.presentation import in_place, page_above

View = TypeVar("View", bound=Callable[..., object])
REPEATABLE, SAID_ONCE = "_repeatable", "_said_once"
REMEMBERED_FOR = timedelta(days=1)
# Going back shows a fresh form, and browsers put into it what was typed and sent before.
SAME_WORDS_FOR = timedelta(minutes=10)
NO_KEY = N_("It was opened before this desk was renewed, so nothing was done.")
DONE_ONCE = N_("This was sent twice and done once.")
SHOWN_ONCE = N_(
    "What is shown only once stood on the page before: if you did not see it, take it back and "
    "make a new one."
)


class FormSubmission(db.Base):
    """A form that was accepted, and the address its sender was led to; no word of it is kept."""

    __tablename__ = "form_submission"
    digest: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None]


def register(app: Flask) -> None:
    """Recognise every form of console and portal, before its view and before the commit."""
    app.jinja_env.globals[KEY] = new_key
    app.before_request(_recognise)
    app.after_request(_remember)


def new_key() -> str:
    """What tells one rendered form from every other one."""
    return secrets.token_urlsafe(16)


def repeatable(view: View) -> View:
    """Doing this again does no harm, so a second sending reaches the view like the first."""
    setattr(view, REPEATABLE, True)
    return view


def said_once(view: View) -> View:
    """The same words from the same browser are the same submission for a while, form or no form."""
    setattr(view, SAID_ONCE, True)
    return view


def submission() -> str:
    """A name for what this form says: the same however often it arrives."""
    digest: str = g.submission
    return digest


def forget_old(timestamp: int) -> None:
    """Nightly: a form that was sent longer ago is not sent again by accident."""
    with db.transaction() as session:
        old = FormSubmission.sent_at < clock.now() - REMEMBERED_FOR
        session.execute(delete(FormSubmission).where(old))


def _recognise() -> ResponseReturnValue | None:
    if request.method != "POST" or not request.endpoint or request.path.startswith("/api/"):
        return None
    key = request.form.get(KEY)
    if not key:
        raise PageTooOld(NO_KEY)
    g.submission = _digest()
    view = current_app.view_functions[request.endpoint]
    if getattr(view, REPEATABLE, False):
        return None
    if not _is_first(g.submission, REMEMBERED_FOR):
        return _lead_again(g.pop("submission"))
    if getattr(view, SAID_ONCE, False):
        g.words = _digest(KEY, from_where=request.remote_addr)
        if not _is_first(g.words, SAME_WORDS_FOR):
            return _lead_again(g.words)
    return None


def _digest(*but_for: str, from_where: str | None = None) -> str:
    """Of every field, the key included, so that other words are another submission."""
    left_out = {FORGERY_GUARD, *but_for}
    said = sorted(item for item in request.form.items(multi=True) if item[0] not in left_out)
    whole = repr((cookie.get(FORGERY_GUARD), request.path, said, from_where))
    return hashlib.sha256(whole.encode()).hexdigest()


def _is_first(digest: str, lasts: timedelta) -> bool:
    """Note the submission; one that arrives at the same moment waits here for the first's end."""
    now = clock.now()
    note = insert(FormSubmission).values(digest=digest, sent_at=now, location=None)
    note = note.on_conflict_do_update(
        index_elements=[FormSubmission.digest],
        set_={"sent_at": now, "location": None},
        where=FormSubmission.sent_at < now - lasts,
    )
    return g.session.scalar(note.returning(FormSubmission.digest)) is not None


def _lead_again(digest: str) -> ResponseReturnValue:
    led = g.session.get(FormSubmission, digest).location
    if in_place():
        return redirect(led, 303) if led else ("", 204)
    flash(gettext(DONE_ONCE) if led else f"{gettext(DONE_ONCE)} {gettext(SHOWN_ONCE)}")
    return redirect(led or page_above(request.path), 303)


def _remember(response: Response) -> Response:
    """Where it led; a refused form is forgotten, so that it may come again."""
    digests = [g.pop(name) for name in ("submission", "words") if name in g]
    if not digests or g.get("refused"):
        return response
    mine = FormSubmission.digest.in_(digests)
    if response.status_code >= 400:
        g.session.execute(delete(FormSubmission).where(mine))
    elif response.location:
        g.session.execute(update(FormSubmission).where(mine).values(location=response.location))
    return response
