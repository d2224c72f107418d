"""Of what an agent is told, in which way, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.errors import RuleBroken


class NoticeKind(StrEnum):
    """Why somebody is told."""

    DEADLINE_NEAR = "deadline_near"
    DEADLINE_MISSED = "deadline_missed"
    ESCALATED = "escalated"
    ASSIGNED = "assigned"
    CHAT_PASSED = "chat_passed"
    MENTIONED = "mentioned"
    CUSTOMER_WROTE = "customer_wrote"
    WOKEN = "woken"
    TICKET_RETURNED = "ticket_returned"
    CHAT_RETURNED = "chat_returned"
    TRAIL_FAULTY = "trail_faulty"
    COMPLAINT_GIVEN = "complaint_given"
    COMPLAINT_NEAR = "complaint_near"
    COMPLAINT_MISSED = "complaint_missed"


class Way(StrEnum):
    """How somebody is told."""

    CONSOLE = "console"
    MAIL = "mail"
    BOTH = "both"
    NOTHING = "nothing"


@dataclass(frozen=True)
class About:
    """What a notice is about, and who caused it; None for the desk itself."""

    ticket_id: int | None = None
    conversation_id: UUID | None = None
    deadline_id: int | None = None
    by_id: int | None = None
    complaint_id: int | None = None
    duty_id: int | None = None


IN_CONSOLE = frozenset({Way.CONSOLE, Way.BOTH})
BY_MAIL = frozenset({Way.MAIL, Way.BOTH})
ABOUT_DEADLINES = (
    NoticeKind.DEADLINE_NEAR,
    NoticeKind.DEADLINE_MISSED,
    NoticeKind.ESCALATED,
    NoticeKind.COMPLAINT_NEAR,
    NoticeKind.COMPLAINT_MISSED,
)
# What cannot wait until somebody looks at the console; the rest would fill a mailbox.
USUALLY_BOTH = frozenset({*ABOUT_DEADLINES, NoticeKind.MENTIONED, NoticeKind.TRAIL_FAULTY})

REASONS = {
    NoticeKind.DEADLINE_NEAR: N_("A ticket of yours is due soon"),
    NoticeKind.DEADLINE_MISSED: N_("A ticket of yours is late"),
    NoticeKind.ESCALATED: N_("A ticket is late of which you are to hear"),
    NoticeKind.ASSIGNED: N_("A colleague or a rule gives you a ticket"),
    NoticeKind.CHAT_PASSED: N_("A colleague passes a chat on to you"),
    NoticeKind.MENTIONED: N_("A colleague names you in a note"),
    NoticeKind.CUSTOMER_WROTE: N_("A customer writes on a ticket of yours"),
    NoticeKind.WOKEN: N_("A ticket of yours is no longer snoozed"),
    NoticeKind.TICKET_RETURNED: N_("A ticket of yours goes to others while you are out of office"),
    NoticeKind.CHAT_RETURNED: N_("A chat of yours goes to others because its customer waited"),
    NoticeKind.TRAIL_FAULTY: N_("What the desk recorded was changed behind its back"),
    NoticeKind.COMPLAINT_GIVEN: N_("You answer for a complaint from now on"),
    NoticeKind.COMPLAINT_NEAR: N_("Something is due soon on a complaint of yours, or on nobody's"),
    NoticeKind.COMPLAINT_MISSED: N_("Something on a complaint was not done in time"),
}
HOW = {
    Way.CONSOLE: N_("In the console"),
    Way.MAIL: N_("By mail"),
    Way.BOTH: N_("In the console and by mail"),
    Way.NOTHING: N_("Not at all"),
}
TITLES = {
    NoticeKind.DEADLINE_NEAR: N_("%(number)s is due soon"),
    NoticeKind.DEADLINE_MISSED: N_("%(number)s is late"),
    NoticeKind.ESCALATED: N_("%(number)s is late"),
    NoticeKind.ASSIGNED: N_("%(name)s gave you %(number)s"),
    NoticeKind.CHAT_PASSED: N_("%(name)s passed a chat on to you"),
    NoticeKind.MENTIONED: N_("%(name)s named you in a note"),
    NoticeKind.CUSTOMER_WROTE: N_("The customer wrote on %(number)s"),
    NoticeKind.WOKEN: N_("%(number)s is to be done again"),
    NoticeKind.TICKET_RETURNED: N_("%(number)s waits for somebody else while you are out"),
    NoticeKind.CHAT_RETURNED: N_("A chat went back to the queue: its customer waited"),
    NoticeKind.TRAIL_FAULTY: N_("What the desk recorded was changed behind its back"),
    NoticeKind.COMPLAINT_GIVEN: N_("You answer for %(number)s"),
    NoticeKind.COMPLAINT_NEAR: N_("%(number)s: something is due soon"),
    NoticeKind.COMPLAINT_MISSED: N_("%(number)s: something was not done in time"),
}


def title(kind: NoticeKind, *, number: str | None, name: str | None) -> str:
    """What happened, in a line; the desk itself acts where nobody is named."""
    return gettext(TITLES[kind], number=number or "", name=name or gettext("Heed"))


def usual(kind: NoticeKind) -> Way:
    """How somebody is told who has chosen nothing."""
    return Way.BOTH if kind in USUALLY_BOTH else Way.CONSOLE


def check_ways(typed: Mapping[str, str]) -> dict[NoticeKind, Way]:
    """A way for each kind; raise RuleBroken where one is missing or none that is offered."""
    if any(typed.get(kind) not in set(Way) for kind in NoticeKind):
        raise RuleBroken("Choose for each kind of notice one of the ways that this page offers.")
    return {kind: Way(typed[kind]) for kind in NoticeKind}
