"""What the demo desk promises its customers."""

from sqlalchemy.orm import Session

from helpdesk.feature import Progress
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.policies import add_policy
from helpdesk.tickets.deadlines.rules import Metric, Terms
from helpdesk.tickets.rules import Priority

HOUR = 60
PROMISED = {  # first response, next response, resolution
    Priority.URGENT: (1 * HOUR, 2 * HOUR, 8 * HOUR),
    Priority.HIGH: (2 * HOUR, 4 * HOUR, 16 * HOUR),
    Priority.NORMAL: (4 * HOUR, 8 * HOUR, 40 * HOUR),
    Priority.LOW: (8 * HOUR, 16 * HOUR, 80 * HOUR),
}


def bring_policy(session: Session, _settings: Settings, _progress: Progress) -> str:
    """One policy for every ticket, where there is none."""
    if queries.policies(session):
        return "Deadlines unchanged."
    targets = {
        str(priority): dict(zip(map(str, Metric), minutes, strict=True))
        for priority, minutes in PROMISED.items()
    }
    add_policy(session, Terms("What we promise", targets), actor=SYSTEM)
    return "1 policy of deadlines added."
