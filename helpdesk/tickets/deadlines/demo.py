"""What the demo desk promises its customers."""

from sqlalchemy.orm import Session

from helpdesk.accounts.teams.queries import teams
from helpdesk.accounts.teams.service import set_calendar
from helpdesk.feature import Progress
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.config import Settings
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.calendars import add_calendar
from helpdesk.tickets.deadlines.policies import add_policy
from helpdesk.tickets.deadlines.rules import Conditions, Metric, Terms
from helpdesk.tickets.rules import Priority, TicketType

HOUR = 60
ALSO_SATURDAYS = {
    "name": "Also on Saturdays", "hours": "Mon-Fri 8-18, Sat 9-13", "zone": "Europe/Berlin",
    "holidays": "DE-BE",
}  # fmt: skip
EARLY = {
    "name": "In the greenhouse", "hours": "Mon-Fri 7-15", "zone": "Europe/Berlin",
    "holidays": "DE-BE",
}  # fmt: skip
EARLY_TEAM = "Plants"
PROMISED = {  # first response, next response, resolution
    Priority.URGENT: (1 * HOUR, 2 * HOUR, 8 * HOUR),
    Priority.HIGH: (2 * HOUR, 4 * HOUR, 16 * HOUR),
    Priority.NORMAL: (4 * HOUR, 8 * HOUR, 40 * HOUR),
    Priority.LOW: (8 * HOUR, 16 * HOUR, 80 * HOUR),
}


def bring_policy(session: Session, _settings: Settings, _progress: Progress) -> str:
    """One for what is broken, also on Saturdays, and one for every ticket, where there is none.

    Under the second a team that works early goes by its own hours.
    """
    if queries.policies(session):
        return "Deadlines unchanged."
    targets = {
        str(priority): dict(zip(map(str, Metric), minutes, strict=True))
        for priority, minutes in PROMISED.items()
    }
    saturdays = add_calendar(session, ALSO_SATURDAYS, actor=SYSTEM)
    broken = Conditions(types=(TicketType.INCIDENT,))
    for terms in (
        Terms("What is broken", targets, broken, calendar_id=saturdays.id),
        Terms("What we promise", targets),
    ):
        add_policy(session, terms, actor=SYSTEM)
    greenhouse = add_calendar(session, EARLY, actor=SYSTEM)
    for team in teams(session):
        if team.name == EARLY_TEAM:
            set_calendar(session, team, greenhouse.id, actor=SYSTEM)
    return "2 policies of deadlines added."
