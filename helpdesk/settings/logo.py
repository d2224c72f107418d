"""The company's logo: an image that an admin brings, kept by its bytes and shown as it is."""

import hashlib
import re

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.settings.models import StoredLogo

LARGEST = 200 * 1024
# By their first bytes: what a browser shows and never runs, so no SVG, which may hold scripts.
_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def keep_logo(session: Session, content: bytes) -> str:
    """Keep the image under a name made of its bytes; RuleBroken when it is none, or too large."""
    kind = next((kind for kind, begins in _BEGINNINGS.items() if begins.match(content)), None)
    if kind is None:
        raise RuleBroken("Choose a PNG, JPEG or WebP image. An SVG may be saved as one of them.")
    if len(content) > LARGEST:
        raise RuleBroken(
            "This image has %(size)s KB and the limit is %(limit)s. Save it smaller: it is shown "
            "32 pixels high.",
            size=len(content) // 1024,
            limit=LARGEST // 1024,
        )
    name = f"{hashlib.sha256(content).hexdigest()}.{kind}"
    row = {"name": name, "content": content, "added_at": clock.now()}
    session.execute(insert(StoredLogo).values(row).on_conflict_do_nothing())
    return name


def logo_named(session: Session, name: str) -> StoredLogo:
    """A logo of now or before, or NotFound."""
    logo = session.get(StoredLogo, name)
    if logo is None:
        raise NotFound("There is no such logo.")
    return logo
