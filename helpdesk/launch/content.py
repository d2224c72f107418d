"""What the demo desk holds: a help centre and its people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.service import create_agent
from helpdesk.articles.imports import Imported, Progress, import_folder, silent
from helpdesk.articles.models import Article
from helpdesk.config import Settings, secret
from helpdesk.launch.models import ROOT
from helpdesk.launch.people import DEMO_PEOPLE

DEMO_ARTICLES = ROOT / "knowledge_base" / "demo"


def load_demo(session: Session, settings: Settings, progress: Progress = silent) -> Imported:
    """Bring in the demo articles and people; what is there already stays as it is."""
    password = secret(settings.home, "demo_password")
    for email, name, role in DEMO_PEOPLE:
        if not session.scalar(select(Agent.id).where(Agent.email == email)):
            create_agent(session, email=email, name=name, role=role, password=password)
    return import_folder(session, DEMO_ARTICLES, progress=progress)


def is_empty(session: Session) -> bool:
    """Is there nothing in the help centre yet?"""
    return session.scalar(select(Article.id).limit(1)) is None
