"""What the action server asks of the helpdesk."""

from typing import Any

from werkzeug.test import TestResponse

from tests.people import Browser, bearer

BOT = "/api/internal"


def ask(client: Browser, path: str, **body: Any) -> TestResponse:
    """One call of the action server."""
    token = client.application.config["BOT_TOKEN"]
    return client.post(f"{BOT}/{path}", headers=bearer(token), json=body)
