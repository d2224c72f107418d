"""What each step of a complaint needs, and who may take it (ISO 10002 names the steps)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from helpdesk.accounts.rules import Role
from helpdesk.complaints.rules import LONGEST_TEXT, ComplaintRefused, Gravity
from helpdesk.complaints.rules import ComplaintState as S
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.platform.errors import NotAllowed

SEVERITIES = range(1, 6)
DEAREST = Decimal("9999999.99")
PER_CONTACTS = 1000


class Nature(StrEnum):
    """What the complaint is about."""

    PRODUCT = "product"
    SERVICE = "service"
    COMPLAINT_PROCESS = "complaint_process"
    PERSON = "person"
    DATA = "data"


class Investigation(StrEnum):
    """How thoroughly it is looked into, in proportion to what it did to the customer."""

    SHORT = "short_look"
    FULL = "full_investigation"
    TEAM = "team_of_several"


class Verdict(StrEnum):
    """What we find: the complaint is right, partly right, or not."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"


class Reply(StrEnum):
    """What the complainant says to our decision."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Ending(StrEnum):
    """Why a complaint is closed."""

    ACCEPTED = "accepted"
    NO_REPLY = "no_reply"
    EXHAUSTED = "options_exhausted"


class DisputeMethod(StrEnum):
    """How somebody outside deals with it: helping to agree, advising, or deciding."""

    FACILITATIVE = "facilitative"
    ADVISORY = "advisory"
    DETERMINATIVE = "determinative"


SEVERITY_WORDS = {
    1: N_("a blemish"),
    2: N_("an inconvenience"),
    3: N_("less than was due, with a way around it"),
    4: N_("a loss, or a promise that was broken"),
    5: N_("harm, or a matter of safety, law or privacy"),
}
TAKE_IT_ON = N_("Take it on")
PROPOSE_ANEW = N_("Propose another response")
TELL_IT = N_("Tell the customer the decision")
CLOSE_IT = N_("Close it")
GIVE_IT_ON = N_("Give it to somebody who had no part in it")
DUTIES = {
    S.RECEIVED: N_("Confirm it to the customer"),
    S.ACKNOWLEDGED: N_("Assess it"),
    S.ASSESSED: N_("Have it investigated, or say why not"),
    S.INVESTIGATING: N_("Write down the findings and propose a response"),
    S.RESPONSE_PROPOSED: N_("Approve the response, or send it back"),
    S.DECISION_COMMUNICATED: N_("Wait for the customer's answer"),
    S.ESCALATED: N_("Propose a response anew"),
    S.EXTERNAL_DISPUTE: N_("Record what the body outside came to"),
    S.REOPENED: N_("Have it investigated"),
    S.CLOSED: "",
    S.WITHDRAWN: "",
    S.RECLASSIFIED: "",
}
NEEDS = {
    S.RECEIVED: (N_("That the customer is told the number, or why nobody can be told."),),
    S.ACKNOWLEDGED: (
        N_("What it is about, and how bad it was for the customer."),
        N_("Whether safety, law or somebody who needs protection is concerned."),
        N_("How thoroughly it is looked into."),
    ),
    S.ASSESSED: (
        N_("Somebody who looks into it and is not the one it is about,"),
        N_("or the reason why nobody has to, with a response."),
    ),
    S.INVESTIGATING: (
        N_("What was found, and why it happened."),
        N_("Whether a requirement was violated, and why or why not."),
        N_("What the customer is told, and what is done for them."),
    ),
    S.RESPONSE_PROPOSED: (N_("Somebody who may grant the remedy and approves it."),),
    S.ESCALATED: (N_("A response from somebody who had no part in it so far."),),
    S.EXTERNAL_DISPUTE: (N_("What the body outside came to, and what follows from it."),),
    S.REOPENED: (N_("Somebody who looks into it anew."),),
}
STEP_NAMES = (
    N_("Received"),
    N_("Acknowledged"),
    N_("Assessed"),
    N_("Investigation"),
    N_("Response"),
    N_("Decision"),
    N_("Customer's answer"),
    N_("Closed"),
)
_STEP_OF = {
    S.RECEIVED: 1, S.ACKNOWLEDGED: 2, S.ASSESSED: 3, S.INVESTIGATING: 4, S.REOPENED: 4,
    S.RESPONSE_PROPOSED: 5, S.DECISION_COMMUNICATED: 6, S.ESCALATED: 7, S.EXTERNAL_DISPUTE: 7,
    S.CLOSED: 8, S.WITHDRAWN: 8, S.RECLASSIFIED: 8,
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """The newest decision: when it and a reminder went out, and what came back."""

    at: datetime
    reminded_at: datetime | None = None
    reply: Reply | None = None
    offered_outside: bool = False


def needs_of(state: S) -> list[str]:
    """What the next step needs, each in a sentence."""
    return [gettext(each) for each in NEEDS.get(state, ())]


def step_of(state: S) -> int:
    """Which of the eight steps of STEP_NAMES was reached."""
    return _STEP_OF[state]


def gravity_of(severity: int, occurrence: int) -> Gravity:
    """How soon it wants attention, by a matrix of both from 1 to 5.

    Harm is critical however rare it is, and a loss at least major. Scores of two orders are not
    multiplied: a rare harm would weigh as much as a frequent blemish.
    """
    if severity == 5 or (severity == 4 and occurrence >= 4):
        return Gravity.CRITICAL
    if severity == 4 or (severity == 3 and occurrence >= 3) or occurrence == 5:
        return Gravity.MAJOR
    return Gravity.MINOR


def occurrence_of(complaints: int, contacts: int, bands: Sequence[float]) -> int:
    """1 to 5: how many of `bands`, other complaints per 1,000 contacts, are reached.

    Fewer contacts count as 1,000: on a new desk the first two complaints would be a flood.
    """
    rate = PER_CONTACTS * complaints / max(contacts, PER_CONTACTS)
    return 1 + sum(rate >= band for band in bands)


def severity_in(typed: str) -> int:
    """The severity that was chosen; raise ComplaintRefused for none."""
    if typed not in {str(severity) for severity in SEVERITIES}:
        raise ComplaintRefused("Say how bad it was for the customer, from 1 to 5.")
    return int(typed)


def cost_in(typed: str) -> Decimal:
    """What a remedy costs, with or without cents; nothing typed is nothing."""
    written = typed.strip().replace(",", ".")
    try:
        cost = Decimal(written or "0")
    except InvalidOperation:
        cost = Decimal(-1)
    if not cost.is_finite() or not 0 <= cost <= DEAREST:
        raise ComplaintRefused("Write what the remedy costs as a number such as 25 or 25.50.")
    return cost.quantize(Decimal("0.01"))


def words_in(typed: str, why: str) -> str:
    """The words as they are kept; raise ComplaintRefused, which says why they are needed."""
    words = typed.replace("\x00", "").strip()
    if not words:
        raise ComplaintRefused(why)
    if len(words) > LONGEST_TEXT:
        raise ComplaintRefused(
            "Shorten the text to %(most)s characters or less.", most=LONGEST_TEXT
        )
    return words


def check_investigator(investigator_id: int, subject_id: int | None) -> None:
    """Raise ComplaintRefused when somebody would investigate themselves."""
    if investigator_id == subject_id:
        raise ComplaintRefused(
            "The complaint is about this person. Choose somebody else to look into it."
        )


def check_uninvolved(agent_id: int, involved: Collection[int]) -> None:
    """Raise ComplaintRefused when who decides anew had a part in it before."""
    if agent_id in involved:
        raise ComplaintRefused(
            "This person had a part in the complaint. Choose somebody who had none to decide anew."
        )


def limit_of(role: Role, *, agents: Decimal, leads: Decimal) -> Decimal:
    """Up to which cost of a remedy somebody decides alone."""
    if role is Role.AGENT:
        return agents
    return leads if role is Role.LEAD else DEAREST


def needs_second(cost: Decimal, limit: Decimal) -> bool:
    """Must somebody else approve what this person proposes?"""
    return cost > limit


def check_approval(approver_id: int, proposer_id: int, *, cost: Decimal, limit: Decimal) -> None:
    """Raise NotAllowed unless the approver may spend as much.

    `limit` is the approver's own, so who proposed more than theirs cannot approve it either.
    """
    if cost > limit:
        if approver_id == proposer_id:
            raise NotAllowed(
                "The remedy costs more than you may decide alone. Ask a lead or a quality manager "
                "to approve it."
            )
        raise NotAllowed(
            "The remedy costs more than you may approve. Ask a lead or a quality manager."
        )


def check_second_person(agent_id: int, asked_by_id: int) -> None:
    """Raise ComplaintRefused when the first person is also the second."""
    if agent_id == asked_by_id:
        raise ComplaintRefused(
            "You asked for this yourself. Somebody else has to agree before it is no complaint."
        )


def why_not_closed(
    told: Told | None, ending: Ending, now: datetime, silence: timedelta
) -> str | None:
    """What is missing before the complaint may be closed in that way; None for nothing."""
    if told is None:
        return gettext("The customer was not told a decision yet.")
    if ending is Ending.ACCEPTED and told.reply is not Reply.ACCEPTED:
        return gettext("The customer has not accepted the decision.")
    if ending is Ending.NO_REPLY:
        return _why_not_silent(told, now, silence)
    if ending is Ending.EXHAUSTED and told.reply is not Reply.REJECTED:
        return gettext("The customer has not rejected the decision, so it is not at its end.")
    if ending is Ending.EXHAUSTED and not told.offered_outside:
        return gettext("The customer was not told where they may turn to outside.")
    return None


def _why_not_silent(told: Told, now: datetime, silence: timedelta) -> str | None:
    if told.reply:
        return gettext("The customer did reply.")
    if told.reminded_at is None:
        return gettext("The customer was contacted once. Remind them first.")
    if now < told.reminded_at + silence:
        return gettext("The customer was reminded less than %(days)s days ago.", days=silence.days)
    return None


def endings_open(told: Told | None, now: datetime, silence: timedelta) -> list[Ending]:
    """In which ways the complaint may be closed now."""
    return [each for each in Ending if why_not_closed(told, each, now, silence) is None]


def next_duty(
    state: S,
    *,
    taken_on: bool = True,
    approved: bool = False,
    sent_back: bool = False,
    reply: Reply | None = None,
) -> str:
    """What the desk owes next, in English; empty where nothing is owed."""
    if state is S.ACKNOWLEDGED and not taken_on:
        return TAKE_IT_ON
    if state is S.RESPONSE_PROPOSED and sent_back:
        return PROPOSE_ANEW
    if state is S.RESPONSE_PROPOSED and approved:
        return TELL_IT
    if state is S.DECISION_COMMUNICATED and reply:
        return CLOSE_IT if reply is Reply.ACCEPTED else GIVE_IT_ON
    return DUTIES[state]
