"""The demo desk's teams."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.queries import skills, teams
from helpdesk.accounts.teams.rules import Outline
from helpdesk.accounts.teams.service import add_skill, add_team
from helpdesk.feature import Progress
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings

TEAMS = {
    "Orders": ("mia@fernhill.example", "lee@fernhill.example"),
    "Plants": ("lee@fernhill.example", "quinn@fernhill.example"),
}
ABILITIES: dict[str, tuple[list[str], list[str]]] = {
    "mia@fernhill.example": (["de", "en"], ["refunds"]),
    "lee@fernhill.example": (["en", "fr"], ["refunds", "plant care"]),
    "quinn@fernhill.example": (["en", "es"], ["plant care"]),
}


def bring_teams(session: Session, _settings: Settings, _progress: Progress) -> str:
    """Two teams of three people with what they speak and know, where there are none."""
    emails = select(Agent).where(Agent.email.in_(ABILITIES), Agent.deactivated_at.is_(None))
    people = {agent.email: agent for agent in session.scalars(emails)}
    if teams(session) or skills(session) or not people:
        return "Teams unchanged."
    for skill in sorted({skill for _, known in ABILITIES.values() for skill in known}):
        add_skill(session, skill, actor=SYSTEM)
    for email, agent in people.items():
        agent.speaks, agent.skills = ABILITIES[email]
    for name, emails_of in TEAMS.items():
        members = frozenset(people[email].id for email in emails_of if email in people)
        add_team(session, Outline(name, members), actor=SYSTEM)
    return f"{len(TEAMS)} teams added."
