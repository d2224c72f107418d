"""Who may speak to the bot's own servers."""

from __future__ import annotations

import pytest

from bot.access import refusal

SECRET = "the-secret"
KNOWN = f"Bearer {SECRET}"
JSON = "application/json"


@pytest.mark.parametrize(
    ("method", "authorization", "kind", "status"),
    [
        ("POST", KNOWN, JSON, None),
        ("POST", KNOWN, "Application/JSON; charset=utf-8", None),
        ("GET", KNOWN, None, None),
        ("POST", None, JSON, 401),
        ("GET", None, None, 401),
        ("POST", "Bearer", JSON, 401),
        ("POST", "Bearer other", JSON, 401),
        ("POST", SECRET, JSON, 401),
        ("POST", f"Basic {SECRET}", JSON, 401),
        ("POST", f"{KNOWN}x", JSON, 401),
        ("POST", "Bearer \udcff\u20ac", JSON, 401),
        ("POST", KNOWN, None, 415),
        ("POST", KNOWN, "text/plain", 415),
        ("POST", KNOWN, "text/plain; application/json", 415),
        ("POST", KNOWN, "application/x-www-form-urlencoded", 415),
        ("POST", KNOWN, "multipart/form-data; boundary=x", 415),
    ],
)
def test_only_the_secret_and_json_are_let_in(
    method: str, authorization: str | None, kind: str | None, status: int | None
) -> None:
    given = {"authorization": authorization, "content-type": kind}
    headers = {name: value for name, value in given.items() if value is not None}
    assert refusal(method, headers, SECRET) == status
