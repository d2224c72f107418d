"""The demo's help centre: the articles of a shop for plants."""

from pathlib import Path

from sqlalchemy.orm import Session

import knowledge_base
from helpdesk.articles.service.imports import import_folder
from helpdesk.feature import Progress
from helpdesk.platform.config import Settings

DEMO_ARTICLES = Path(knowledge_base.__file__).parent / "demo"


def bring_articles(session: Session, _settings: Settings, progress: Progress) -> str:
    """Import them; what is there already stays as it is."""
    done = import_folder(session, DEMO_ARTICLES, progress=progress)
    return f"{done.added} articles added, {done.changed} changed, {done.unchanged} unchanged."
