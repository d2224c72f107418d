"""Teams and their members, for pages and for whoever gives out work."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import agents_here
from helpdesk.accounts.teams.choosing import Candidate
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


def teams_of(session: Session, agent_id: int) -> list[Team]:
    """The teams that this agent is in, by name, but for retired ones."""
    mine = select(Team).join(TeamMember, TeamMember.team_id == Team.id)
    mine = mine.where(TeamMember.agent_id == agent_id, Team.retired_at.is_(None))
    return list(session.scalars(mine.order_by(Team.name, Team.id)))


def ids_of_teams_of(agent_id: int) -> Select[int]:
    """Asks for every team that this agent is in, as a part of other questions."""
    return select(TeamMember.team_id).where(TeamMember.agent_id == agent_id)


def is_member(session: Session, team_id: int, agent_id: int) -> bool:
    """Is that agent in that team?"""
    return session.get(TeamMember, (team_id, agent_id)) is not None


def members_of(session: Session, team_id: int | None) -> frozenset[int] | None:
    """Who is in that team, also those who are not there now; None for no team."""
    if team_id is None:
        return None
    query = select(TeamMember.agent_id).where(TeamMember.team_id == team_id)
    return frozenset(session.scalars(query))


def candidates(session: Session, loads: Mapping[int, int]) -> list[Candidate]:
    """Who is at the desk now, with how much each has to do of what is to be given."""
    return [
        Candidate(
            agent.id,
            loads.get(agent.id, 0),
            agent.turn,
            frozenset(agent.speaks),
            frozenset(agent.skills),
        )
        for agent in agents_here(session)
    ]


def take_turn(session: Session, agent: Agent) -> None:
    """Work came to the agent by itself: everybody else is before them now."""
    agent.turn = (session.scalar(select(func.max(Agent.turn))) or 0) + 1


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
