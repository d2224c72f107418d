"""When a rule answers a customer with a macro, and why not."""

from dataclasses import dataclass
from enum import StrEnum

from helpdesk.automation.rules.terms import AutomationRefused
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.macros.rules import Where, Words, names_its_sender, why_not_offered
from helpdesk.tickets.conditions.rules import Seen
from helpdesk.tickets.rules import TicketState


class Unsaid(StrEnum):
    """Why a rule that was to answer wrote nothing."""

    MACRO_DELETED = "macro_deleted"
    MACRO_NOT_FOR_IT = "macro_not_for_it"
    MACRO_NAMES_ITS_SENDER = "macro_names_its_sender"
    TICKET_CLOSED = "ticket_closed"
    ANSWER_LEAVES = "answer_leaves"
    NOBODY_WROTE_SINCE = "nobody_wrote_since"


WHY = {
    Unsaid.MACRO_DELETED: N_("The customer was not answered: the macro is not there any more."),
    Unsaid.MACRO_NOT_FOR_IT: N_(
        "The customer was not answered: the macro is not for a ticket like this one."
    ),
    Unsaid.MACRO_NAMES_ITS_SENDER: N_(
        "The customer was not answered: the macro names the person who sends it, and nobody did."
    ),
    Unsaid.TICKET_CLOSED: N_("The customer was not answered: the ticket is closed."),
    Unsaid.ANSWER_LEAVES: N_(
        "The customer was not answered: a colleague's answer was on its way to them."
    ),
    Unsaid.NOBODY_WROTE_SINCE: N_(
        "The customer was not answered again: nobody has written since the rule's last answer."
    ),
}


@dataclass(frozen=True)
class Addressed:
    """The ticket that is to be answered, as far as that decides whether it is.

    The language that is `seen` is the one in which its customer is answered. `answered` says that
    the rule's own last answer is the newest of what was written, beside notes and other rules'
    answers; `leaving`, that a colleague's answer can still be taken back.
    """

    seen: Seen
    leaving: bool = False
    answered: bool = False


def why_unsaid(macro: Words | None, to: Addressed) -> Unsaid | None:
    """What keeps the rule from answering; None where nothing does."""
    if macro is None:
        return Unsaid.MACRO_DELETED
    if names_its_sender(macro):
        return Unsaid.MACRO_NAMES_ITS_SENDER
    if why_not_offered(macro, Where.TICKETS, to.seen):
        return Unsaid.MACRO_NOT_FOR_IT
    if to.seen.state is TicketState.CLOSED:
        return Unsaid.TICKET_CLOSED
    if to.leaving:
        return Unsaid.ANSWER_LEAVES
    return Unsaid.NOBODY_WROTE_SINCE if to.answered else None


def told_of(unsaid: Unsaid) -> str:
    """The reason as a sentence."""
    return gettext(WHY[unsaid])


def can_answer(macro: Words) -> bool:
    """May a rule answer with it at all?"""
    return macro.where is not Where.CONVERSATIONS and not names_its_sender(macro)


def check_macro(macro: Words | None) -> None:
    """Raise AutomationRefused for one that no rule can answer with."""
    if macro is None:
        raise AutomationRefused(
            "The macro that the rule answers with is not there any more. Choose another one."
        )
    if not can_answer(macro):
        raise AutomationRefused(
            "“%(macro)s” is for chats alone, or names the person who sends it with {agent}. Choose "
            "another macro, or change it.",
            macro=macro.name,
        )
