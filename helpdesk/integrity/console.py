"""The integrity page: whether what the desk recorded is what happened, for who answers for it."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import KEEPERS
from helpdesk.integrity import queries
from helpdesk.integrity.service.chain import SEALED_WITHIN
from helpdesk.integrity.service.heads import exported_heads
from helpdesk.integrity.service.sealing import head
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.jobqueue import enqueue, waits

blueprint = Blueprint("integrity", __name__, url_prefix="/console/integrity")
LOCK = "verify the trail"
MOST_HEADS = 30


@blueprint.get("")
@staff(KEEPERS)
def index() -> str:
    """The last verification and what it found, the chain's head, its exports, and erasures."""
    session = database()
    done = queries.verifications(session)
    waiting = queries.waiting(session)
    heads, unreadable = exported_heads(current_app.config["SETTINGS"].home)
    return render_template(
        "console/integrity/index.html",
        last=done[0] if done else None,
        earlier=done[1:],
        asked=waits(session, LOCK),
        waiting=waiting,
        late=bool(waiting.since and clock.now() - waiting.since > SEALED_WITHIN),
        head=head(session),
        heads=heads[: -MOST_HEADS - 1 : -1],
        heads_count=len(heads),
        unreadable=unreadable,
        erasures=queries.erasures(session),
    )


@blueprint.post("/verify")
@staff(KEEPERS)
def verify() -> ResponseReturnValue:
    """Have it verified now; twice is as once."""
    if not waits(database(), LOCK):
        asked_by = Actor.agent(current_agent().id)
        enqueue(database(), "verify_trail", lock=LOCK, asked_by=asked_by)
    flash(gettext("The trail is being verified. What is found stands here in a moment."))
    return redirect(url_for(".index"), 303)
