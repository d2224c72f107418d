"""How serious a complaint is, who may grant what, and when one may be closed, by table."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from helpdesk.accounts.rules import Role
from helpdesk.complaints.handling.rules import (
    DEAREST,
    NEEDS,
    STEP_NAMES,
    Ending,
    Reply,
    Told,
    check_approval,
    check_investigator,
    check_second_person,
    check_uninvolved,
    cost_in,
    endings_open,
    gravity_of,
    limit_of,
    next_duty,
    occurrence_of,
    severity_in,
    step_of,
    why_not_closed,
    words_in,
)
from helpdesk.complaints.rules import ENDED, ComplaintRefused, ComplaintState, Gravity
from helpdesk.platform.errors import NotAllowed

NOW = datetime(2026, 3, 20, tzinfo=UTC)
SILENCE = timedelta(days=10)
LONG_AGO = NOW - timedelta(days=30)
S = ComplaintState


@pytest.mark.parametrize(
    ("severity", "occurrence", "gravity"),
    [
        (5, 1, "critical"), (5, 5, "critical"), (4, 4, "critical"), (4, 1, "major"),
        (3, 3, "major"), (3, 2, "minor"), (1, 5, "major"), (2, 4, "minor"), (1, 1, "minor"),
    ],
)  # fmt: skip
def test_harm_is_critical_however_rare(severity: int, occurrence: int, gravity: str) -> None:
    assert gravity_of(severity, occurrence) is Gravity(gravity)


@pytest.mark.parametrize(
    ("complaints", "contacts", "occurrence"),
    [(0, 0, 1), (0, 9000, 1), (1, 10, 2), (5, 1000, 3), (4, 1000, 2), (40, 2000, 4), (99, 500, 5)],
)
def test_occurrence_is_a_rate_among_contacts(
    complaints: int, contacts: int, occurrence: int
) -> None:
    assert occurrence_of(complaints, contacts, (1, 5, 20, 50)) == occurrence


@pytest.mark.parametrize(("typed", "cost"), [("", "0"), ("25", "25"), (" 25,5 ", "25.50")])
def test_a_cost_is_read_as_it_is_typed(typed: str, cost: str) -> None:
    assert cost_in(typed) == Decimal(cost)


@pytest.mark.parametrize("typed", ["a pot", "-1", "NaN", "1e12", "Infinity", "1.2.3"])
def test_what_is_no_cost_is_refused(typed: str) -> None:
    with pytest.raises(ComplaintRefused, match=r"such as 25 or 25\.50"):
        cost_in(typed)


@pytest.mark.parametrize("typed", ["", "0", "6", "bad", "٣"])
def test_a_severity_is_one_of_five(typed: str) -> None:
    with pytest.raises(ComplaintRefused):
        severity_in(typed)
    assert severity_in("5") == 5


def test_words_are_needed_and_not_endless() -> None:
    assert words_in(" a\x00b ", "Say it.") == "ab"
    with pytest.raises(ComplaintRefused, match=r"Say it\."):
        words_in(" ", "Say it.")
    with pytest.raises(ComplaintRefused, match="Shorten"):
        words_in("x" * 20_001, "Say it.")


@pytest.mark.parametrize(
    ("role", "limit"),
    [
        (Role.AGENT, Decimal(50)), (Role.LEAD, Decimal(500)),
        (Role.QUALITY_MANAGER, DEAREST), (Role.ADMIN, DEAREST),
    ],
)  # fmt: skip
def test_each_role_grants_up_to_its_limit(role: Role, limit: Decimal) -> None:
    assert limit_of(role, agents=Decimal(50), leads=Decimal(500)) == limit


def test_nobody_approves_more_than_they_may_grant() -> None:
    check_approval(1, 1, cost=Decimal(50), limit=Decimal(50))
    check_approval(2, 1, cost=Decimal(51), limit=Decimal(500))
    with pytest.raises(NotAllowed, match="more than you may decide alone"):
        check_approval(1, 1, cost=Decimal(51), limit=Decimal(50))
    with pytest.raises(NotAllowed, match="more than you may approve"):
        check_approval(2, 1, cost=Decimal(501), limit=Decimal(500))


def test_duties_are_separate() -> None:
    check_investigator(1, None)
    check_investigator(1, 2)
    check_uninvolved(1, {2, 3})
    check_second_person(1, 2)
    with pytest.raises(ComplaintRefused, match="somebody else to look into it"):
        check_investigator(1, 1)
    with pytest.raises(ComplaintRefused, match="had a part"):
        check_uninvolved(1, {1})
    with pytest.raises(ComplaintRefused, match="Somebody else has to agree"):
        check_second_person(1, 1)


@pytest.mark.parametrize(
    ("told", "ending", "why"),
    [
        (None, "accepted", "told a decision"),
        (Told(LONG_AGO), "accepted", "not accepted"),
        (Told(LONG_AGO, reply=Reply.REJECTED), "accepted", "not accepted"),
        (Told(LONG_AGO), "no_reply", "contacted once"),
        (Told(LONG_AGO, NOW - timedelta(days=9)), "no_reply", "less than 10 days"),
        (Told(LONG_AGO, LONG_AGO, Reply.REJECTED), "no_reply", "did reply"),
        (Told(LONG_AGO), "options_exhausted", "not rejected"),
        (Told(LONG_AGO, reply=Reply.REJECTED), "options_exhausted", "turn to outside"),
    ],
)
def test_why_a_complaint_stays_open(told: Told | None, ending: str, why: str) -> None:
    reason = why_not_closed(told, Ending(ending), NOW, SILENCE)
    assert reason
    assert why in reason


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        (Told(LONG_AGO, reply=Reply.ACCEPTED), Ending.ACCEPTED),
        (Told(LONG_AGO, NOW - SILENCE), Ending.NO_REPLY),
        (Told(LONG_AGO, reply=Reply.REJECTED, offered_outside=True), Ending.EXHAUSTED),
    ],
)
def test_the_ways_to_close_a_complaint(told: Told, ending: Ending) -> None:
    assert endings_open(told, NOW, SILENCE) == [ending]


def test_every_open_state_has_a_duty_and_a_step() -> None:
    assert {state for state in S if not next_duty(state)} == ENDED
    assert {step_of(state) for state in S} == set(range(1, len(STEP_NAMES) + 1))
    open_states = set(S) - ENDED - {S.DECISION_COMMUNICATED}
    assert set(NEEDS) == open_states


@pytest.mark.parametrize(
    ("state", "facts", "duty"),
    [
        (S.ACKNOWLEDGED, {"taken_on": False}, "Take it on"),
        (S.ACKNOWLEDGED, {}, "Assess it"),
        (S.RESPONSE_PROPOSED, {"sent_back": True}, "Propose another response"),
        (S.RESPONSE_PROPOSED, {"approved": True}, "Tell the customer the decision"),
        (S.DECISION_COMMUNICATED, {"reply": Reply.ACCEPTED}, "Close it"),
        (S.DECISION_COMMUNICATED, {"reply": Reply.REJECTED}, "Give it to somebody who had no"),
    ],
)
def test_the_next_duty_depends_on_what_was_done(
    state: S, facts: dict[str, object], duty: str
) -> None:
    assert next_duty(state, **facts).startswith(duty)  # type: ignore[arg-type]
