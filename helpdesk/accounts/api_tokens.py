"""The keys of programs: each acts for one agent, for a time, and never longer than its owner."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent, ApiToken
from helpdesk.accounts.rules import ADMINS, TOKEN_DAYS
from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.languages import formats
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, NotSignedIn

NOTED_EVERY = timedelta(minutes=1)


def create_token(session: Session, agent_id: int, name: str, *, days: int = TOKEN_DAYS) -> str:
    """A new API token for the agent; this is the only time it is seen."""
    token, now = f"heed_{new_token()}", clock.now()
    row = ApiToken(
        agent_id=agent_id,
        name=name,
        token_hash=hash_token(token),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(row)
    change = audit.Change("agent", agent_id, "token created", after={"name": name, "days": days})
    audit.record(session, Actor.agent(agent_id), change)
    return token


def revoke_token(session: Session, token_id: int, *, by: Agent) -> Agent:
    """A token of one's own, or for an admin anybody's, stops working; whose it was."""
    row = session.get(ApiToken, token_id)
    if row is None or row.revoked_at or not (row.agent_id == by.id or by.role in ADMINS):
        raise NotFound("There is no such token among yours.")
    _revoke(session, row, by)
    return row.agent


def revoke_all(session: Session, agent: Agent, *, by: Agent) -> None:
    """No program acts for the agent any more."""
    for row in tokens_of(session, agent):
        _revoke(session, row, by)


def tokens_of(session: Session, agent: Agent) -> list[ApiToken]:
    """The agent's tokens that nobody revoked, newest first; expired ones are among them."""
    query = (
        select(ApiToken)
        .where(ApiToken.agent_id == agent.id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.id.desc())
    )
    return list(session.scalars(query))


def agent_of_token(session: Session, token: str) -> Agent:
    """Whom the token acts for, or NotSignedIn; that it was used is noted once a minute."""
    row = session.scalar(
        select(ApiToken).where(
            ApiToken.token_hash == hash_token(token), ApiToken.revoked_at.is_(None)
        )
    )
    if row is None or row.agent.deactivated_at:
        raise NotSignedIn("This API token is not valid. Ask an admin for a new one.")
    now = clock.now()
    if row.expires_at <= now:
        raise NotSignedIn(
            "This API token expired on %(date)s. Make a new one in the settings of the console.",
            date=formats.date(row.expires_at),
        )
    if row.last_used_at is None or now - row.last_used_at >= NOTED_EVERY:
        row.last_used_at = now
    return row.agent


def _revoke(session: Session, row: ApiToken, by: Agent) -> None:
    row.revoked_at = clock.now()
    change = audit.Change("agent", row.agent_id, "token revoked", before={"name": row.name})
    audit.record(session, Actor.agent(by.id), change)
