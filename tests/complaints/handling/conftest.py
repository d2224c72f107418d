"""The desk that handles complaints."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Role
from tests.complaints.handling.stages import Desk
from tests.make import make_agent


@pytest.fixture
def desk(session: Session) -> Desk:
    """Bob, Nora and Carla."""
    bob = make_agent(session, name="Bob")
    return Desk(session, bob, make_agent(session, name="Carla", role=Role.QUALITY_MANAGER))
