"""Agents, the tokens that act for them, and the links that bring a forgotten password back."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.rules import Role
from helpdesk.platform.db import Base


class Agent(Base):
    """A person who answers customers or looks after quality.

    `password_expires_at` is there while the password is one to be replaced at the next sign-in.
    `language` is what they chose for the console; without it their browser says. `away_since` is
    set while they are out of office. `speaks` are codes of languages, `skills` words of the desk.
    `turn` is a number that is higher each time work comes to them by itself.
    """

    __tablename__ = "agent"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    password_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    language: Mapped[str | None]
    away_since: Mapped[datetime | None]
    speaks: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    skills: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    turn: Mapped[int] = mapped_column(default=0)


class ApiToken(Base):
    """A program's key to the agents' API; only its hash is kept."""

    __tablename__ = "api_token"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    agent: Mapped[Agent] = relationship(lazy="joined")


class PasswordLink(Base):
    """A mailed link with which an agent chooses a new password; only its token's hash is kept."""

    __tablename__ = "password_link"
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
