"""The demo's people, who share one password until strangers can reach the desk."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import create_agent, replace_shared_password
from helpdesk.feature import Progress
from helpdesk.platform.config import Settings, secret

DEMO_PEOPLE = (
    ("mia@fernhill.example", "Mia Brandt", Role.AGENT),
    ("lee@fernhill.example", "Lee Okafor", Role.LEAD),
    ("quinn@fernhill.example", "Quinn Moreau", Role.QUALITY_MANAGER),
    ("ada@fernhill.example", "Ada Lindqvist", Role.ADMIN),
)


def bring_people(session: Session, settings: Settings, _progress: Progress) -> str:
    """Open an account for each of them who has none."""
    password = secret(settings.home, "demo_password")
    opened = 0
    for email, name, role in DEMO_PEOPLE:
        if not session.scalar(select(Agent.id).where(Agent.email == email)):
            create_agent(session, email=email, name=name, role=role, password=password)
            opened += 1
    return f"{opened} people added, {len(DEMO_PEOPLE) - opened} unchanged."


def part_demo_people(session: Session, settings: Settings) -> list[tuple[str, str]]:
    """The demo's people share no password any more: who had it, and their new one for one time."""
    shared = secret(settings.home, "demo_password")
    addresses = [email for email, _, _ in DEMO_PEOPLE]
    parted = []
    for agent in session.scalars(select(Agent).where(Agent.email.in_(addresses))).all():
        password = replace_shared_password(session, agent, shared)
        if password:
            parted.append((agent.email, password))
    return parted
