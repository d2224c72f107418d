"""Somebody leaves and keeps the API token of a script that they once wrote."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import ApiToken
from helpdesk.accounts.service import deactivate_agent
from helpdesk.platform.audit import AuditEvent
from tests.people import Browser, Staff

TICKETS = "/api/v1/tickets"


def test_it_ends_with_the_account(
    client: Browser, ada: Staff, bob: Staff, session: Session
) -> None:
    assert client.get(TICKETS, headers=bob.headers).status_code == 200
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    session.commit()
    assert client.get(TICKETS, headers=bob.headers).status_code == 401
    assert client.get(TICKETS, headers=ada.headers).status_code == 200
    revoked = select(AuditEvent.actor).where(AuditEvent.action == "token revoked")
    assert session.scalars(revoked).all() == [f"agent:{ada.agent.id}"]


def test_it_stays_ended_when_the_account_comes_back(
    client: Browser, ada: Staff, bob: Staff, session: Session
) -> None:
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    bob.agent.deactivated_at = None
    session.commit()
    assert client.get(TICKETS, headers=bob.headers).status_code == 401
    working = select(ApiToken.agent_id).where(ApiToken.revoked_at.is_(None))
    assert session.scalars(working).all() == [ada.agent.id]
