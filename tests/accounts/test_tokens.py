"""API tokens: whom they act for, and the end of it."""

import re
from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.api_tokens import agent_of_token, create_token
from helpdesk.accounts.models import ApiToken
from helpdesk.accounts.rules import Role
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotSignedIn
from tests.conftest import Standing
from tests.make import make_agent
from tests.people import Browser, Staff, enter_console, staff

SETTINGS = "/console/settings"


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


def test_a_token_expires_and_says_so(
    frozen: Standing, client: Browser, bob: Staff, session: Session
) -> None:
    assert client.get("/api/v1/tickets", headers=bob.headers).status_code == 200
    frozen.advance(timedelta(days=91))
    answer = client.get("/api/v1/tickets", headers=bob.headers)
    assert answer.status_code == 401
    assert "expired on 31 May 2026" in answer.get_json()["detail"]
    assert "expired" in settings_of(bob, session)


def test_the_settings_show_when_a_token_was_last_used(
    frozen: Standing, client: Browser, bob: Staff, session: Session
) -> None:
    assert "never used" in settings_of(bob, session)
    client.get("/api/v1/tickets", headers=bob.headers)
    frozen.advance(timedelta(hours=2))
    page = settings_of(bob, session)
    assert "never used" not in page
    assert re.search(r"used <time[^>]*>2 hours ago", page)
    assert "expires on 31 May 2026" in page


@pytest.mark.parametrize("days", ["30", "90", "180", "365"])
def test_its_owner_chooses_how_long_it_lasts(
    frozen: Standing, bob: Staff, session: Session, days: str
) -> None:
    bob.client.submit(f"{SETTINGS}/tokens", {"name": "Till", "days": days})
    made = session.scalars(select(ApiToken).where(ApiToken.name == "Till")).one()
    assert made.expires_at - frozen.moment == timedelta(days=int(days))


@pytest.mark.parametrize("days", ["", "0", "366", "99999", "-1", "1e9", "x"])
def test_no_token_lasts_longer_than_a_year(bob: Staff, session: Session, days: str) -> None:
    answer = bob.client.submit(f"{SETTINGS}/tokens", {"name": "Till", "days": days})
    assert answer.status_code == 422
    assert "365 at most" in answer.text
    assert 'value="Till"' in answer.text
    assert session.scalars(select(ApiToken.name)).all() == ["tests"]


def test_an_admin_revokes_anybodys_token_and_the_trail_says_who(
    app: APIFlask, bob: Staff, client: Browser, session: Session
) -> None:
    ada = staff(app, session, make_agent(session, name="Ada", role=Role.ADMIN))
    row = session.scalars(select(ApiToken).where(ApiToken.agent_id == bob.agent.id)).one()
    answer = ada.client.submit(f"{SETTINGS}/tokens/{row.id}/revoke")
    assert answer.location == f"{SETTINGS}/agents/{bob.agent.id}"
    assert client.get("/api/v1/tickets", headers=bob.headers).status_code == 401
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "token revoked")).one()
    assert (event.actor, event.subject_id) == (f"agent:{ada.agent.id}", str(bob.agent.id))


def settings_of(owner: Staff, session: Session) -> str:
    """Their settings, from a browser that has just signed in."""
    enter_console(owner.client, session, owner.agent)
    return owner.client.get(SETTINGS).text
