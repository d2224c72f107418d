"""How much a request may send, and how slowly: enough for people, too little to stall the desk.

A body is read whole before anything looks at it, so that no connection to the database and no
parser waits for whoever sends it byte by byte.
"""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from apiflask import APIFlask
from flask import Blueprint, Request, current_app, g, request
from gevent import Timeout
from werkzeug.exceptions import RequestEntityTooLarge

from helpdesk.platform.errors import TooMuch, TooSlow

KILOBYTE = 1024
MESSAGE, FORM, ARTICLE = 64 * KILOBYTE, 256 * KILOBYTE, 2048 * KILOBYTE
MOST_FIELDS = 200
SECONDS = 10.0
URLENCODED, IN_PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
_DECLARED = "_largest_body"
View = TypeVar("View", bound=Callable[..., Any])


def at_most(size: int) -> Callable[[View], View]:
    """This view takes bodies of so many bytes, whatever the others take."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, size)
        return view

    return declare


def register(app: APIFlask, *, messages: Collection[Blueprint], known: Callable[[], bool]) -> None:
    """Bound what every view is sent; the blueprints of `messages` take what customers write.

    More than `FORM` is taken as a form only from whoever is `known`: taking it apart costs most.
    """
    app.request_class = _Bounded
    app.config.update(
        MAX_CONTENT_LENGTH=FORM, MAX_FORM_MEMORY_SIZE=ARTICLE, MAX_FORM_PARTS=MOST_FIELDS
    )
    small = {blueprint.name for blueprint in messages}

    @app.before_request
    def receive() -> None:
        largest = _declared() or (MESSAGE if request.blueprint in small else FORM)
        if largest > FORM and request.mimetype in {URLENCODED, IN_PARTS} and not known():
            largest = FORM
        _receive(largest)


def _declared() -> int | None:
    view = current_app.view_functions.get(request.endpoint or "")
    size: int | None = getattr(view, _DECLARED, None)
    return size


def _receive(largest: int) -> None:
    """Keep the body for whoever reads it next; raise TooMuch or TooSlow."""
    much = TooMuch(
        "At most %(size)s KB can be sent here at once. Send less.", size=largest // KILOBYTE
    )
    slow = TooSlow(
        "What was sent did not arrive within %(seconds)s seconds. Send it again.",
        seconds=int(SECONDS),
    )
    request.max_content_length = largest + 1  # a body of no stated length is cut there, in silence
    try:
        with Timeout(SECONDS, slow):
            body = request.get_data()
    except RequestEntityTooLarge:
        raise much from None
    if len(body) > largest:
        raise much
    if request.mimetype == URLENCODED and body.count(b"&") >= MOST_FIELDS:
        raise _too_many_fields()
    g.body_accepted = True


def _too_many_fields() -> TooMuch:
    return TooMuch(
        "At most %(most)s fields can be sent at once. Leave out the others.", most=MOST_FIELDS
    )


class _Bounded(Request):
    """A request whose form and JSON are taken apart only within their bounds."""

    @property
    def want_form_data_parsed(self) -> bool:
        return "body_accepted" in g and super().want_form_data_parsed

    def get_json(self, *args: Any, **options: Any) -> Any:
        found = super().get_json(*args, **options)
        _check_size(found)
        return found


def _check_size(found: Any) -> None:
    number, left = 0, [found]
    while left:
        value = left.pop()
        if isinstance(value, dict | list):
            number += len(value)
            if number > MOST_FIELDS:
                raise _too_many_fields()
            left.extend(value.values() if isinstance(value, dict) else value)
