"""Background work of the trail: sealing what was written, and exporting the head."""

from helpdesk.integrity.service.heads import export_head
from helpdesk.integrity.service.sealing import seal_all
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction


def seal_trail(timestamp: int = 0) -> None:
    """Each minute: put into the chain what was committed since."""
    seal_all()


def export_trail_head(timestamp: int = 0) -> None:
    """Once a day, at the first hour in which a worker runs."""
    with transaction() as session:
        export_head(session, Settings.from_env().home)
