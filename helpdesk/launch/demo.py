"""What the demo desk holds: a help centre and its people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import create_agent, replace_shared_password
from helpdesk.articles.models import Article
from helpdesk.articles.service.imports import Imported, Progress, import_folder, silent
from helpdesk.launch.exports import ROOT
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import PUBLIC_DEMO, Settings, is_public, secret

DEMO_ARTICLES = ROOT / "knowledge_base" / "demo"
DEMO_PEOPLE = (
    ("mia@fernhill.example", "Mia Brandt", Role.AGENT),
    ("lee@fernhill.example", "Lee Okafor", Role.LEAD),
    ("quinn@fernhill.example", "Quinn Moreau", Role.QUALITY_MANAGER),
    ("ada@fernhill.example", "Ada Lindqvist", Role.ADMIN),
)


def load_demo(session: Session, settings: Settings, progress: Progress = silent) -> Imported:
    """Bring in the demo articles and people; what is there already stays as it is.

    Raise LaunchFault where strangers reach the desk: one password opens all of these accounts.
    """
    if is_public(settings.base_url):
        raise LaunchFault(PUBLIC_DEMO)
    password = secret(settings.home, "demo_password")
    for email, name, role in DEMO_PEOPLE:
        if not session.scalar(select(Agent.id).where(Agent.email == email)):
            create_agent(session, email=email, name=name, role=role, password=password)
    return import_folder(session, DEMO_ARTICLES, progress=progress)


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


def is_empty(session: Session) -> bool:
    """Is there nothing in the help centre yet?"""
    return session.scalar(select(Article.id).limit(1)) is None
