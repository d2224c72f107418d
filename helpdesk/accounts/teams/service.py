"""Making teams, saying who is in them, and what each agent speaks and knows."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import active_agents, last_to_change
from helpdesk.accounts.service import get_agent
from helpdesk.accounts.teams.models import Skill, Team, TeamMember
from helpdesk.accounts.teams.queries import TEAM, skills, teams
from helpdesk.accounts.teams.rules import (
    Abilities,
    Outline,
    TeamRefused,
    check_abilities,
    check_members,
    check_name,
    check_number,
    check_seen,
    check_skill,
)
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound
from helpdesk.settings.models import WorkingCalendar

SKILL = "skill"


def get_team(session: Session, team_id: int) -> Team:
    """The team, held until commit; or NotFound."""
    team = session.get(Team, team_id, with_for_update=True, populate_existing=True)
    if team is None:
        raise NotFound("There is no such team.")
    return team


def add_team(session: Session, outline: Outline, *, actor: Actor) -> Team:
    """A new team; raise TeamRefused."""
    one_at_a_time(session, TEAM)
    known = teams(session)
    check_number(len(known))
    name = check_name(outline.name, [team.name for team in known])
    team = Team(name=name)
    session.add(team)
    session.flush()
    audit.record(session, actor, audit.Change(TEAM, team.id, "created", after={"name": name}))
    set_calendar(session, team, outline.calendar_id, actor=actor)
    _set_members(session, team, outline.members, actor=actor)
    return team


def change_team(session: Session, team: Team, outline: Outline, *, seen: int, actor: Actor) -> None:
    """Another name, calendar or members; raise TeamRefused, or Overtaken where not as `seen`.

    What somebody who leaves it had of its work goes back to the team.
    """
    one_at_a_time(session, TEAM)
    check_seen(team.version, seen, what=team.name, by=last_to_change(session, TEAM, team.id))
    others = [each.name for each in teams(session) if each.id != team.id]
    _rename(session, team, check_name(outline.name, others), actor=actor)
    set_calendar(session, team, outline.calendar_id, actor=actor)
    _set_members(session, team, outline.members, actor=actor)
    team.version += 1


def set_calendar(session: Session, team: Team, calendar_id: int | None, *, actor: Actor) -> None:
    """When its people work, None for when the desk is open; raise TeamRefused."""
    if team.calendar_id == calendar_id:
        return
    before, after = team.calendar, _calendar(session, calendar_id)
    team.calendar, team.calendar_id = after, calendar_id
    was, now = ({"calendar": each.name if each else ""} for each in (before, after))
    audit.record(session, actor, audit.Change(TEAM, team.id, "calendar set", was, now))
    events.publish(session, events.TeamCalendarSet(team.id))


def retire_team(session: Session, team: Team, *, retired: bool, actor: Actor) -> None:
    """Whether it is offered for new work; what it has stays with it. Twice is as once."""
    if (team.retired_at is not None) is retired:
        return
    team.retired_at = clock.now() if retired else None
    action = "retired" if retired else "restored"
    audit.record(session, actor, audit.Change(TEAM, team.id, action))


def describe_agent(
    session: Session, agent_id: int, wanted: Abilities, *, seen: str, actor: Actor
) -> None:
    """What languages they speak and what they know; raise TeamRefused, or Overtaken as above."""
    one_at_a_time(session, SKILL)
    agent = get_agent(session, agent_id)
    session.refresh(agent)
    now = Abilities(agent.speaks, agent.skills)
    check_seen(now, seen, what=agent.name, by=last_to_change(session, "agent", agent.id))
    wanted = check_abilities(wanted, skills(session))
    agent.speaks, agent.skills = list(wanted.speaks), list(wanted.skills)
    if str(now) != str(wanted):
        change = audit.Change(
            "agent", agent.id, "abilities set", {"what": str(now)}, {"what": str(wanted)}
        )
        audit.record(session, actor, change)


def add_skill(session: Session, name: str, *, actor: Actor) -> None:
    """A word that people may have and work may ask for; raise TeamRefused."""
    one_at_a_time(session, SKILL)
    kept = check_skill(name, skills(session))
    session.add(Skill(name=kept))
    audit.record(session, actor, audit.Change(SKILL, kept, "created"))


def delete_skill(session: Session, name: str, *, actor: Actor) -> None:
    """Nobody has it any more and no work asks for it; raise NotFound where it is gone already."""
    one_at_a_time(session, SKILL)
    skill = session.get(Skill, name)
    if skill is None:
        raise NotFound("There is no such skill. Somebody may have deleted it.")
    knows = Agent.skills.contains([name])
    had = session.scalars(select(Agent.id).where(knows).order_by(Agent.id)).all()
    without = func.array_remove(Agent.skills, name)
    session.execute(update(Agent).where(knows).values(skills=without))
    session.delete(skill)
    audit.record(session, actor, audit.Change(SKILL, name, "deleted", before={"of": list(had)}))


def on_agent_left(session: Session, fact: events.AgentLeft) -> None:
    """Whoever left is in no team, also if they come back."""
    session.execute(delete(TeamMember).where(TeamMember.agent_id == fact.agent_id))


def _rename(session: Session, team: Team, name: str, *, actor: Actor) -> None:
    if team.name == name:
        return
    change = audit.Change(TEAM, team.id, "name set", {"name": team.name}, {"name": name})
    team.name = name
    audit.record(session, actor, change)


def _calendar(session: Session, calendar_id: int | None) -> WorkingCalendar | None:
    """The calendar, which nobody deletes before the commit; raise TeamRefused for none."""
    if calendar_id is None:
        return None
    shared = {"read": True, "key_share": True}
    calendar = session.get(WorkingCalendar, calendar_id, with_for_update=shared)
    if calendar is None:
        raise TeamRefused("Choose a calendar that this page offers. Somebody may have deleted it.")
    return calendar


def _set_members(session: Session, team: Team, wanted: frozenset[int], *, actor: Actor) -> None:
    check_members(wanted, [agent.id for agent in active_agents(session)])
    mine = select(TeamMember).where(TeamMember.team_id == team.id)
    now = {member.agent_id: member for member in session.scalars(mine)}
    for agent_id in sorted(wanted - now.keys()):
        session.add(TeamMember(team_id=team.id, agent_id=agent_id))
        _record_member(session, actor, team, "member added", (None, agent_id))
    for agent_id in sorted(now.keys() - wanted):
        session.delete(now[agent_id])
        _record_member(session, actor, team, "member removed", (agent_id, None))
        session.flush()
        events.publish(session, events.TeamLeft(team.id, agent_id, actor))


def _record_member(
    session: Session, actor: Actor, team: Team, action: str, who: tuple[int | None, int | None]
) -> None:
    before, after = ({"agent": agent_id} for agent_id in who)
    audit.record(session, actor, audit.Change(TEAM, team.id, action, before, after))
