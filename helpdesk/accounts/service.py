"""Creating agents, signing them in, and seeing them leave."""

import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk import audit, clock, sign_ins
from helpdesk.accounts import api_tokens
from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import (
    Role,
    WrongCredentials,
    check_deactivation,
    check_email,
    check_password,
)
from helpdesk.errors import NotFound, RuleBroken

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
    sign_ins.end_all(session, f"agent:{agent.id}")
    api_tokens.revoke_all(session, agent, by=by)
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


def sign_out_everywhere(session: Session, agent_id: int, *, by: Agent) -> None:
    """No browser knows the agent any more; whoever copied a cookie of theirs is out as well."""
    agent = get_agent(session, agent_id)
    ended = sign_ins.end_all(session, f"agent:{agent.id}")
    change = audit.Change("agent", agent_id, "signed out everywhere", after={"browsers": ended})
    audit.record(session, f"agent:{by.id}", change)


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
    """Replace the agent's own password; every sign-in with the old one ends."""
    agent = get_agent(session, agent_id)
    sign_in(session, agent.email, old)
    check_password(new, agent.email)
    agent.password_hash = hasher.hash(new)
    agent.must_change_password = False
    sign_ins.end_all(session, f"agent:{agent.id}")
    audit.record(session, f"agent:{agent_id}", audit.Change("agent", agent_id, "password changed"))


def get_agent(session: Session, agent_id: int) -> Agent:
    """The active agent with this id, or NotFound."""
    agent = find_agent(session, agent_id)
    if agent.deactivated_at:
        raise NotFound("There is no such agent.")
    return agent


def find_agent(session: Session, agent_id: int) -> Agent:
    """The agent with this id, also one who left, or NotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFound("There is no such agent.")
    return agent


def mark_present(agent: Agent) -> None:
    """The agent is at the desk; noted once a minute at most, since every page asks for it."""
    now = clock.now()
    if agent.last_seen_at is None or now - agent.last_seen_at >= NOTED_EVERY:
        agent.last_seen_at = now
