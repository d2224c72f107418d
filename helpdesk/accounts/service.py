"""Creating agents, their passwords, and seeing them leave."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk.accounts import api_tokens
from helpdesk.accounts.credentials import confirm, forgive_guesses
from helpdesk.accounts.models import Agent, PasswordLink
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.rules import (
    ONE_TIME_PASSWORD_LASTS,
    Role,
    check_admins,
    check_deactivation,
    check_email,
    check_language,
    check_one_time_password,
    check_password,
    comparable,
    mentioned,
)
from helpdesk.authentication import sign_ins
from helpdesk.authentication.passwords import hash_password, is_password
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound, Overtaken, RuleBroken

ADMINISTRATION = "who administers the desk"
NOTED_EVERY = timedelta(minutes=1)


def create_agent(session: Session, *, email: str, name: str, role: Role, password: str) -> Agent:
    """Add a person to the desk."""
    email = check_email(email)
    check_password(password, email, name)
    if session.scalar(select(Agent.id).where(Agent.email == email)):
        raise RuleBroken("%(email)s already has an account.", email=email)
    agent = Agent(
        email=email,
        name=name.strip() or email,
        role=role,
        password_hash=hash_password(password),
        created_at=clock.now(),
    )
    session.add(agent)
    session.flush()
    change = audit.Change("agent", agent.id, "created", after={"email": email, "role": role})
    audit.record(session, SYSTEM, change)
    return agent


def invite_agent(
    session: Session, admin: Agent, *, email: str, name: str, role: Role
) -> tuple[Agent, str]:
    """An admin adds a person; the one-time password is seen only now."""
    password = secrets.token_urlsafe(12)
    agent = create_agent(session, email=email, name=name, role=role, password=password)
    _for_one_time(agent)
    _record(session, admin, audit.Change("agent", agent.id, "invited", after={"role": role}))
    return agent, password


def give_one_time_password(session: Session, agent_id: int, *, by: Agent) -> str:
    """Somebody lost theirs, or let an invitation expire: what they sign in with once, seen now."""
    agent = get_agent(session, agent_id)
    check_one_time_password(agent.id, by=by.id)
    return _one_time_password(session, agent, Actor.agent(by.id))


def reset_password(session: Session, email: str) -> str:
    """Whoever runs the desk lets somebody in again, an admin too; the password is seen now."""
    active = (Agent.email == comparable(email), Agent.deactivated_at.is_(None))
    agent = session.scalar(select(Agent).where(*active))
    if agent is None:
        raise NotFound("Nobody with the address %(email)s can sign in here.", email=email)
    return _one_time_password(session, agent, SYSTEM)


def replace_shared_password(session: Session, agent: Agent, shared: str) -> str | None:
    """Who signs in with this password, as others do, has one for one time instead, seen now."""
    if not is_password(shared, agent.password_hash):
        return None
    return _one_time_password(session, agent, SYSTEM)


def change_role(session: Session, agent_id: int, role: Role, *, by: Agent) -> None:
    """What the agent may do from their next page or call on; one active admin always stays."""
    one_at_a_time(session, ADMINISTRATION)
    agent = get_agent(session, agent_id)
    if agent.role is role:
        return
    if role is not Role.ADMIN:
        check_admins(_other_admins(session, agent))
    before, agent.role = agent.role, role
    _record(session, by, audit.Change(
        "agent", agent.id, "role changed", {"role": before}, {"role": role}
    ))  # fmt: skip


def deactivate_agent(session: Session, agent_id: int, *, by: Agent) -> Agent:
    """Somebody leaves: no page, token or link of theirs works from now on; their work stays."""
    one_at_a_time(session, ADMINISTRATION)
    agent = get_agent(session, agent_id)
    check_deactivation(agent.id, by=by.id)
    check_admins(_other_admins(session, agent))
    agent.deactivated_at = clock.now()
    _end_access(session, agent)
    api_tokens.revoke_all(session, agent, by=by)
    _record(session, by, audit.Change("agent", agent.id, "deactivated"))
    events.publish(session, events.AgentLeft(agent.id, Actor.agent(by.id)))
    return agent


def reactivate_agent(session: Session, agent_id: int, *, by: Agent) -> str:
    """Somebody comes back, with a one-time password: nothing they had before opens anything."""
    agent = find_agent(session, agent_id)
    if agent.deactivated_at is None:
        raise Overtaken("This account is open already.")
    agent.deactivated_at = None
    _record(session, by, audit.Change("agent", agent.id, "reactivated"))
    return give_one_time_password(session, agent_id, by=by)


def create_first_admin(session: Session) -> str | None:
    """On an empty desk, add an admin and return the one-time password; None when there is one."""
    if session.scalar(select(Agent.id).limit(1)):
        return None
    password = secrets.token_urlsafe(12)
    admin = create_agent(
        session, email="admin@heed.local", name="Admin", role=Role.ADMIN, password=password
    )
    _for_one_time(admin)
    return password


def sign_out_everywhere(session: Session, agent_id: int, *, by: Agent) -> None:
    """No browser knows the agent any more; whoever copied a cookie of theirs is out as well."""
    agent = get_agent(session, agent_id)
    ended = sign_ins.end_all(session, Actor.agent(agent.id))
    _record(session, by, audit.Change(
        "agent", agent.id, "signed out everywhere", after={"browsers": ended}
    ))  # fmt: skip


def change_password(session: Session, agent_id: int, *, old: str, new: str, company: str) -> None:
    """Replace the agent's own password; every sign-in with the old one ends."""
    agent = get_agent(session, agent_id)
    confirm(session, agent, old)
    check_password(new, agent.email, agent.name, company)
    set_password(session, agent, new)
    _record(session, agent, audit.Change("agent", agent.id, "password changed"))


def set_password(session: Session, agent: Agent, password: str) -> None:
    """The agent's password from now on; what the old one opened is closed."""
    agent.password_hash = hash_password(password)
    agent.must_change_password, agent.password_expires_at = False, None
    forgive_guesses(session, agent)
    _end_access(session, agent)


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


def tell_mentioned(
    session: Session,
    text: str,
    *,
    by: Agent,
    ticket_id: int | None = None,
    conversation_id: UUID | None = None,
) -> None:
    """Whom a note there names by @ is to hear of it; nobody hears of their own words."""
    if "@" not in text:
        return
    names = {agent.id: agent.name for agent in active_agents(session) if agent.id != by.id}
    for agent_id in sorted(mentioned(text, names)):
        fact = events.AgentMentioned(agent_id, by.id, ticket_id, conversation_id)
        events.publish(session, fact)


def set_away(session: Session, agent: Agent, *, away: bool) -> None:
    """Out of office: no ticket comes by itself, and customers are told of one person less."""
    if (agent.away_since is not None) is away:
        return
    agent.away_since = clock.now() if away else None
    action = "went out of office" if away else "came back"
    _record(session, agent, audit.Change("agent", agent.id, action))


def choose_language(agent: Agent, language: str) -> None:
    """The console speaks this language to the agent; empty leaves it to their browser."""
    agent.language = check_language(language)


def _one_time_password(session: Session, agent: Agent, actor: Actor) -> str:
    password = secrets.token_urlsafe(12)
    set_password(session, agent, password)
    _for_one_time(agent)
    audit.record(session, actor, audit.Change("agent", agent.id, "one-time password given"))
    return password


def _for_one_time(agent: Agent) -> None:
    agent.must_change_password = True
    agent.password_expires_at = clock.now() + ONE_TIME_PASSWORD_LASTS


def _end_access(session: Session, agent: Agent) -> None:
    """Every browser is signed out, and no link to choose a password works."""
    sign_ins.end_all(session, Actor.agent(agent.id))
    session.execute(delete(PasswordLink).where(PasswordLink.agent_id == agent.id))


def _other_admins(session: Session, agent: Agent) -> int:
    """How many could still administer the desk without this agent."""
    others = select(func.count()).where(Agent.id != agent.id, Agent.deactivated_at.is_(None))
    return session.scalar(others.where(Agent.role == Role.ADMIN)) or 0


def _record(session: Session, by: Agent, change: audit.Change) -> None:
    audit.record(session, Actor.agent(by.id), change)
