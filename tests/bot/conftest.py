"""A helpdesk in memory for single actions, and the real Rasa for conversations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def helpdesk(monkeypatch: pytest.MonkeyPatch) -> object:
    """The fake helpdesk, answering the real client without a network."""
    import httpx

    from bot import helpdesk_client
    from tests.bot.fake_helpdesk import FakeHelpdesk, transport_to

    fake = FakeHelpdesk()
    client = helpdesk_client.HelpdeskClient(
        "http://helpdesk", "token", transport=httpx.MockTransport(transport_to(fake))
    )
    monkeypatch.setattr(helpdesk_client, "connected", lambda: client)
    return fake


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, object]]:
    """The bot as it runs in production, against a fake helpdesk: (bot, helpdesk)."""
    from tests.bot.fake_helpdesk import FakeHelpdesk, serving
    from tests.bot.rasa_server import RASA_PYTHON, running_bot

    if not RASA_PYTHON.is_file():
        pytest.skip("Rasa's environment .venv-rasa is not installed")
    fake = FakeHelpdesk()
    logs = tmp_path_factory.mktemp("bot")
    with serving(fake) as url, running_bot(url, logs) as bot:
        yield bot, fake
