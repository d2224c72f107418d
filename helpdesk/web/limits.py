"""How often one address, or one conversation, may call: plenty for people, too little for a flood.

The counts live in the web process; several web processes each count for themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Flask, request
from flask_limiter import ApplicationLimit, Limiter

from helpdesk.authentication.pauses import network_of
from helpdesk.languages.catalogues import N_

TOO_FAST = N_("That was a lot in a short time. Wait a minute, then try again.")
EVERYTHING = "3000/minute"
SENDING = "600/minute"
SEARCHING = "600/minute"
SENDING_FORMS = "20/minute"
STARTING = "240/minute"
WRITING = "40/minute"
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
NOWHERE = "nowhere"


def limit_everything(app: Flask, *, enabled: bool, known: Callable[[], bool]) -> Limiter:
    """Count all that an address asks for, and all that it sends; known callers are left out."""
    asked = ApplicationLimit(EVERYTHING, error_message=TOO_FAST, exempt_when=known)
    sent = ApplicationLimit(
        SENDING, methods=CHANGING, scope="sent", error_message=TOO_FAST, exempt_when=known
    )
    return Limiter(
        _address,
        app=app,
        enabled=enabled,
        application_limits=[asked, sent],
        request_identifier=_endpoint,
        storage_uri="memory://",
    )


def limiter_for(app: Flask, *, enabled: bool) -> Limiter:
    """A limiter that counts by address what it is told to count."""
    return Limiter(_address, app=app, enabled=enabled, storage_uri="memory://")


def _address() -> str:
    return network_of(request.remote_addr)


def _endpoint() -> str:
    """What is asked for; addresses that do not exist count as one, so that they count at all."""
    return request.endpoint or NOWHERE


def limit_blueprints(limiter: Limiter, blueprints: Iterable[Blueprint], often: str) -> None:
    """Each address that these serve, per caller's address."""
    for blueprint in blueprints:
        limiter.limit(often, error_message=TOO_FAST)(blueprint)


def limit_forms(limiter: Limiter, blueprints: Iterable[Blueprint]) -> None:
    """What is sent to these, per address: guessing and flooding take patience."""
    for blueprint in blueprints:
        limit = limiter.limit(SENDING_FORMS, methods=["POST"], error_message=TOO_FAST)
        limit(blueprint)


def limit_conversations(limiter: Limiter, app: Flask, *, start: str, write: str) -> None:
    """New conversations per address, messages per conversation; both named by endpoint."""
    views: dict[str, Any] = app.view_functions
    views[start] = limiter.limit(STARTING, error_message=TOO_FAST)(views[start])
    per_conversation = limiter.limit(WRITING, key_func=_conversation, error_message=TOO_FAST)
    views[write] = per_conversation(views[write])


def _conversation() -> str:
    return str((request.view_args or {}).get("conversation_id"))
