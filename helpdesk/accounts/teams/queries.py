"""Teams and their members, for pages and for whoever gives out work."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Skill, Team, TeamMember
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotFound

TEAM = "team"  # as the trail names it


@dataclass(frozen=True)
class Holders:
    """Who may be given a ticket or a chat, by name."""

    agents: Sequence[Agent]
    teams: Sequence[Team]


def holders(session: Session) -> Holders:
    """Everybody who can sign in, and the teams that are offered, by name.

    Nothing joins the two: each row is one or the other, so that a page asks only once.
    """
    either = (
        select(Agent, Team)
        .select_from(Agent)
        .join(Team, false(), full=True)
        .where(Agent.deactivated_at.is_(None), Team.retired_at.is_(None))
        .order_by(Agent.name, Agent.id, Team.name, Team.id)
    )
    found = session.execute(either).all()
    return Holders([agent for agent, _ in found if agent], [team for _, team in found if team])


def teams(session: Session) -> list[Team]:
    """Every team by name, the retired ones last."""
    order = Team.retired_at.is_not(None), Team.name, Team.id
    return list(session.scalars(select(Team).order_by(*order)))


def team_named(session: Session, name: str) -> Team:
    """The team of that name, whatever its case; or NotFound."""
    team = session.scalar(select(Team).where(func.lower(Team.name) == name.strip().lower()))
    if team is None:
        raise NotFound("There is no team “%(name)s”.", name=name)
    return team


def members(session: Session) -> Mapping[int, list[Agent]]:
    """The agents in each team, by name."""
    pairs = (
        select(TeamMember.team_id, Agent)
        .join(Agent, Agent.id == TeamMember.agent_id)
        .where(Agent.deactivated_at.is_(None))
        .order_by(Agent.name, Agent.id)
    )
    found: dict[int, list[Agent]] = defaultdict(list)
    for team_id, agent in session.execute(pairs):
        found[team_id].append(agent)
    return found


def is_member(session: Session, team_id: int, agent_id: int) -> bool:
    """Is that agent in that team?"""
    return session.get(TeamMember, (team_id, agent_id)) is not None


def skills(session: Session) -> list[str]:
    """Every skill that the desk has a word for, by letter."""
    return list(session.scalars(select(Skill.name).order_by(Skill.name)))


def changes_of(session: Session, team: Team) -> list[AuditEvent]:
    """Every change of the team, newest first."""
    query = (
        select(AuditEvent)
        .where(AuditEvent.subject_type == TEAM, AuditEvent.subject_id == str(team.id))
        .order_by(AuditEvent.id.desc())
    )
    return list(session.scalars(query))
