"""The parts of the demo that belong to tickets, in the order in which they build on each other."""

from sqlalchemy.orm import Session

from helpdesk.feature import Progress
from helpdesk.platform.config import Settings
from helpdesk.tickets.deadlines.demo import bring_policy
from helpdesk.tickets.demo.fields import bring_checklist, bring_fields
from helpdesk.tickets.describing.demo import bring_categories
from helpdesk.tickets.views.demo import bring_views


def bring(session: Session, settings: Settings, progress: Progress) -> str:
    """Deadlines, categories, fields, views and checklists; what was brought, in words."""
    parts = (bring_policy, bring_categories, bring_fields, bring_views, bring_checklist)
    return " ".join(part(session, settings, progress) for part in parts)
