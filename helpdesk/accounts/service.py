"""Creating agents, signing them in, and the tokens of programs."""

import hashlib
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk import audit, clock
from helpdesk.accounts.models import Agent, ApiToken
from helpdesk.accounts.rules import (
    Role,
    WrongCredentials,
    check_deactivation,
    check_email,
    check_password,
)
from helpdesk.errors import NotFound, NotSignedIn, RuleBroken

hasher = PasswordHasher()
NOTED_EVERY = timedelta(minutes=1)
WRONG = "The address or the password is wrong. Check both, or ask an admin for a new password."


def create_agent(session: Session, *, email: str, name: str, role: Role, password: str) -> Agent:
    """Add a person to the desk."""
    email = check_email(email)
    check_password(password, email)
    if session.scalar(select(Agent.id).where(Agent.email == email)):
        raise RuleBroken(f"{email} already has an account.")
    agent = Agent(
        email=email,
        name=name.strip() or email,
        role=role,
        password_hash=hasher.hash(password),
        created_at=clock.now(),
    )
    session.add(agent)
    session.flush()
    change = audit.Change("agent", agent.id, "created", after={"email": email, "role": role})
    audit.record(session, "system", change)
    return agent


def invite_agent(
    session: Session, admin: Agent, *, email: str, name: str, role: Role
) -> tuple[Agent, str]:
    """An admin adds a person; the one-time password is seen only now."""
    password = secrets.token_urlsafe(12)
    agent = create_agent(session, email=email, name=name, role=role, password=password)
    agent.must_change_password = True
    change = audit.Change("agent", agent.id, "invited", after={"role": role})
    audit.record(session, f"agent:{admin.id}", change)
    return agent, password


def deactivate_agent(session: Session, agent_id: int, *, by: Agent) -> Agent:
    """Somebody leaves: no page and no token of theirs works from now on; their work stays."""
    agent = get_agent(session, agent_id)
    check_deactivation(agent.id, by=by.id)
    agent.deactivated_at = clock.now()
    audit.record(session, f"agent:{by.id}", audit.Change("agent", agent.id, "deactivated"))
    return agent


def create_first_admin(session: Session) -> str | None:
    """On an empty desk, add an admin and return the one-time password; None when there is one."""
    if session.scalar(select(Agent.id).limit(1)):
        return None
    password = secrets.token_urlsafe(12)
    admin = create_agent(
        session, email="admin@heed.local", name="Admin", role=Role.ADMIN, password=password
    )
    admin.must_change_password = True
    return password


@cache
def _hash_for_strangers() -> str:
    """Checked when there is no such account, so that both answers take the same time."""
    return hasher.hash(secrets.token_urlsafe(16))


def sign_in(session: Session, email: str, password: str) -> Agent:
    """The agent with this address and password, or WrongCredentials."""
    agent = session.scalar(
        select(Agent).where(Agent.email == email.strip().lower(), Agent.deactivated_at.is_(None))
    )
    try:
        hasher.verify(agent.password_hash if agent else _hash_for_strangers(), password)
    except (VerifyMismatchError, InvalidHashError):
        raise WrongCredentials(WRONG) from None
    if agent is None:
        raise WrongCredentials(WRONG)
    agent.last_seen_at = clock.now()
    return agent


def change_password(session: Session, agent_id: int, *, old: str, new: str) -> None:
    """Replace the agent's own password."""
    agent = get_agent(session, agent_id)
    sign_in(session, agent.email, old)
    check_password(new, agent.email)
    agent.password_hash = hasher.hash(new)
    agent.must_change_password = False
    audit.record(session, f"agent:{agent_id}", audit.Change("agent", agent_id, "password changed"))


def mark_of_password(agent: Agent) -> str:
    """Kept with a sign-in, so that a new password ends every sign-in with the old one."""
    return hash_token(agent.password_hash)[:16]


def get_agent(session: Session, agent_id: int) -> Agent:
    """The active agent with this id, or NotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None or agent.deactivated_at:
        raise NotFound("There is no such agent.")
    return agent


def mark_present(agent: Agent) -> None:
    """The agent is at the desk; noted once a minute at most, since every page asks for it."""
    now = clock.now()
    if agent.last_seen_at is None or now - agent.last_seen_at >= NOTED_EVERY:
        agent.last_seen_at = now


def hash_token(token: str) -> str:
    """Tokens are random and long, so a plain digest is enough to keep."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(session: Session, agent_id: int, name: str) -> str:
    """A new API token for the agent; this is the only time it is seen."""
    token = f"heed_{secrets.token_urlsafe(32)}"
    row = ApiToken(
        agent_id=agent_id, name=name, token_hash=hash_token(token), created_at=clock.now()
    )
    session.add(row)
    change = audit.Change("agent", agent_id, "token created", after={"name": name})
    audit.record(session, f"agent:{agent_id}", change)
    return token


def revoke_token(session: Session, agent: Agent, token_id: int) -> None:
    """One of the agent's own tokens stops working."""
    row = session.get(ApiToken, token_id)
    if row is None or row.agent_id != agent.id or row.revoked_at:
        raise NotFound("There is no such token among yours.")
    row.revoked_at = clock.now()
    change = audit.Change("agent", agent.id, "token revoked", before={"name": row.name})
    audit.record(session, f"agent:{agent.id}", change)


def agent_of_token(session: Session, token: str) -> Agent:
    """Whom the token acts for, or NotSignedIn."""
    row = session.scalar(
        select(ApiToken).where(
            ApiToken.token_hash == hash_token(token), ApiToken.revoked_at.is_(None)
        )
    )
    if row is None or row.agent.deactivated_at:
        raise NotSignedIn("This API token is not valid. Ask an admin for a new one.")
    return row.agent
