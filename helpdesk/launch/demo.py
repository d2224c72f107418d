"""What the demo desk holds: everything that a feature has to show."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.service.imports import silent
from helpdesk.feature import Progress
from helpdesk.features import FEATURES
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import PUBLIC_DEMO, Settings, is_public
from helpdesk.platform.jobqueue import enqueue
from helpdesk.simulation.playing import play_past


def load_demo(session: Session, settings: Settings, progress: Progress = silent) -> list[str]:
    """Bring in what each feature has to show, and a past; what is there already stays.

    Say what that was.

    Raise LaunchFault where strangers reach the desk: one password opens the demo's accounts.
    """
    if is_public(settings.base_url):
        raise LaunchFault(PUBLIC_DEMO)
    brought = [feature.demo(session, settings, progress) for feature in FEATURES if feature.demo]
    past = play_past(session, days=settings.demo_days)
    enqueue(session, "learn_triage")
    enqueue(session, "verify_trail", asked_by=SYSTEM)
    return [*brought, past]


def is_empty(session: Session) -> bool:
    """Is there nothing in the help centre yet?"""
    return session.scalar(select(Article.id).limit(1)) is None
