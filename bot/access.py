"""Who may speak to the bot's own servers: whoever knows the secret, and in JSON only."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

JSON = "application/json"


def refusal(method: str, headers: Mapping[str, str], secret: str) -> int | None:
    """The HTTP status that turns a request away, None when it is welcome.

    A page in a browser may post forms and plain text to any address without asking; not JSON.
    """
    given = headers.get("authorization") or ""
    if not hmac.compare_digest(given.encode(errors="replace"), f"Bearer {secret}".encode()):
        return 401
    kind = (headers.get("content-type") or "").partition(";")[0].strip().lower()
    return 415 if method == "POST" and kind != JSON else None
