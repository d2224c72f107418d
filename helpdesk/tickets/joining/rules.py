"""Which tickets may become one, which problem may stand behind a ticket, until when one waits."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.rules import TicketState, TicketType

LONGEST_WAIT = timedelta(days=365)


class JoiningRefused(RuleBroken):
    """These tickets cannot be brought together, or not snoozed, in that way."""


@dataclass(frozen=True)
class Standing:
    """What decides whether a ticket may be joined with another."""

    number: str
    customer_id: UUID
    state: TicketState
    type: TicketType


def check_merge(ticket: Standing, into: Standing) -> None:
    """Raise JoiningRefused unless the first may become part of the second."""
    if ticket.number == into.number:
        raise JoiningRefused("A ticket cannot be merged into itself. Type another number.")
    if ticket.state is TicketState.CLOSED:
        raise JoiningRefused("%(number)s is closed, so it is not merged.", number=ticket.number)
    if into.state is TicketState.CLOSED:
        raise JoiningRefused(
            "%(number)s is closed, and nothing can be added to it. Merge the other way round, or "
            "name it in a note.",
            number=into.number,
        )
    if ticket.customer_id != into.customer_id:
        raise JoiningRefused(
            "%(number)s is another customer's, who would read these words. If one cause is behind "
            "both, link them to a problem instead.",
            number=into.number,
        )


def check_link(ticket: Standing, problem: Standing) -> None:
    """Raise JoiningRefused unless that is a problem, and this is none."""
    if ticket.number == problem.number:
        raise JoiningRefused("A ticket is not its own cause. Type the number of its problem.")
    if problem.type is not TicketType.PROBLEM:
        raise JoiningRefused(
            "%(number)s is no problem. Set its type to “Problem” first.", number=problem.number
        )
    if ticket.type is TicketType.PROBLEM:
        raise JoiningRefused("A problem has no other problem behind it: merge the two instead.")
    if problem.state is TicketState.CLOSED:
        raise JoiningRefused("%(number)s is closed: open a new problem.", number=problem.number)


def wakes_at(typed: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The beginning of that day in the desk's zone; raise JoiningRefused for none in the future."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError as error:
        raise JoiningRefused("Choose the day on which it comes back.") from error
    moment = datetime.combine(day, time(), zone)
    if moment <= now or moment - now > LONGEST_WAIT:
        raise JoiningRefused("Choose a day from tomorrow on, within a year.")
    return moment
