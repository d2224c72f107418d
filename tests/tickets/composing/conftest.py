"""Replies can be taken back for ten seconds."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.composing.settings import Sending


@pytest.fixture(autouse=True)
def _held(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEED_UNDO_SECONDS")  # what the environment says cannot be changed
    change_section(session, Sending, {"pause": "10"}, Edit(Actor.agent(1), seen=0))
    session.commit()
