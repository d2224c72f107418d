"""API tokens: whom they act for, and the end of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk import clock
from helpdesk.accounts.models import ApiToken
from helpdesk.accounts.service import agent_of_token, create_token
from helpdesk.errors import NotSignedIn
from tests.make import make_agent
from tests.people import Staff


def test_a_token_acts_for_its_agent(session: Session) -> None:
    agent = make_agent(session)
    token = create_token(session, agent.id, "import script")
    assert agent_of_token(session, token).id == agent.id


def test_only_its_hash_is_kept(session: Session) -> None:
    token = create_token(session, make_agent(session).id, "import script")
    row = session.scalars(select(ApiToken)).one()
    assert token.startswith("heed_")
    assert token not in row.token_hash


def test_two_tokens_differ(session: Session) -> None:
    agent = make_agent(session)
    assert create_token(session, agent.id, "one") != create_token(session, agent.id, "two")


@pytest.mark.parametrize("token", ["", "heed_", "heed_made-up", "\x00", "ключ"])
def test_a_made_up_token_is_refused(session: Session, token: str) -> None:
    with pytest.raises(NotSignedIn, match="not valid"):
        agent_of_token(session, token)


def test_a_revoked_token_is_refused(bob: Staff, session: Session) -> None:
    session.scalars(select(ApiToken)).one().revoked_at = clock.now()
    with pytest.raises(NotSignedIn, match="Ask an admin for a new one"):
        agent_of_token(session, bob.token)


def test_the_token_of_a_deactivated_agent_is_refused(bob: Staff, session: Session) -> None:
    bob.agent.deactivated_at = clock.now()
    with pytest.raises(NotSignedIn):
        agent_of_token(session, bob.token)
