"""Working calendars beside the desk's own opening hours: adding, changing and deleting them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from helpdesk.platform import audit
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import Json, one_at_a_time
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import working_time
from helpdesk.settings.models import WorkingCalendar
from helpdesk.settings.queries import calendars
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.working_time import WorkingTime
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.rules import check_calendar_name, check_seen, check_unused
from helpdesk.tickets.models import Ticket

SUBJECT = "working calendar"
FIELDS = ("hours", "zone", "holidays", "days_off")


def get_calendar(session: Session, calendar_id: int) -> WorkingCalendar:
    """The calendar, held until commit; or NotFound."""
    calendar = session.get(WorkingCalendar, calendar_id, with_for_update=True)
    if calendar is None:
        raise NotFound("There is no such calendar. Somebody may have deleted it.")
    return calendar


def working_time_for(session: Session, ticket: Ticket) -> WorkingTime:
    """When its people work: by its policy's calendar, else its team's, else the desk's hours."""
    policy = queries.policy_of(session, ticket)
    named = (each.calendar for each in (policy, ticket.team) if each)
    calendar = next(filter(None, named), None)
    if calendar is None:
        return working_time()
    return _working(calendar.hours, calendar.zone, calendar.holidays, tuple(calendar.days_off))


def add_calendar(session: Session, typed: Mapping[str, str], *, actor: Actor) -> WorkingCalendar:
    """One that policies and teams may name; raise RuleBroken for one without working time."""
    calendar = WorkingCalendar()
    _fill(session, calendar, typed)
    session.add(calendar)
    session.flush()
    change = audit.Change(SUBJECT, calendar.id, "created", None, _plain(calendar))
    audit.record(session, actor, change)
    return calendar


def change_calendar(
    session: Session, calendar: WorkingCalendar, typed: Mapping[str, str], *, actor: Actor
) -> None:
    """Other hours: what is owed moves, what has ended stays; raise PolicyChanged or RuleBroken."""
    check_seen(int(typed.get("seen") or 0), calendar.version)
    before = _plain(calendar)
    _fill(session, calendar, typed)
    calendar.version += 1
    change = audit.Change(SUBJECT, calendar.id, "changed", before, _plain(calendar))
    audit.record(session, actor, change)
    enqueue(session, "reckon_deadlines")


def delete_calendar(session: Session, calendar: WorkingCalendar, *, actor: Actor) -> None:
    """Raise CalendarRefused while a policy or a team names it."""
    check_unused(queries.named_by(session, calendar))
    audit.record(session, actor, audit.Change(SUBJECT, calendar.id, "deleted", _plain(calendar)))
    session.delete(calendar)


def _fill(session: Session, calendar: WorkingCalendar, typed: Mapping[str, str]) -> None:
    one_at_a_time(session, SUBJECT)
    others = [each.name for each in calendars(session) if each is not calendar]
    name = check_calendar_name(typed.get("name", ""), others)
    opening = _opening({field: typed.get(field, "") for field in FIELDS})
    calendar.name = name
    calendar.hours, calendar.zone, calendar.holidays = opening.hours, opening.zone, opening.holidays
    calendar.days_off = list(opening.days_off)


def _opening(typed: Mapping[str, str]) -> OpeningHours:
    """What was typed, read as the desk's own opening hours are; raise RuleBroken."""
    try:
        return OpeningHours.model_validate(typed)
    except ValidationError as error:
        fault = error.errors()[0].get("ctx", {}).get("error")
        raise (fault if isinstance(fault, RuleBroken) else RuleBroken(str(error))) from None


@lru_cache(maxsize=64)
def _working(*fields: Any) -> WorkingTime:
    """Kept, since a country's holidays are reckoned year by year."""
    return OpeningHours.model_construct(**dict(zip(FIELDS, fields, strict=True))).working_time


def _plain(calendar: WorkingCalendar) -> Json:
    return {name: getattr(calendar, name) for name in ("name", *FIELDS)}
