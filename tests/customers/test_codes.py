"""One-time codes: who may try them, how often and how long."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.authentication.pauses import Limit
from helpdesk.customers.codes import (
    PER_ASKER,
    PER_MAILBOX,
    PER_NETWORK,
    PER_NETWORK_AND_MAILBOX,
    Asker,
    check_code,
    forget_ended,
    send_code,
    send_code_unseen,
)
from helpdesk.customers.jobs import send_code as mail_code
from helpdesk.customers.models import OneTimeCode
from helpdesk.customers.rules import ATTEMPTS, attempts_left
from helpdesk.platform import db
from helpdesk.platform.errors import TooSoon
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.people import Mailbox, code_in

ALICE = "alice@example.org"
PURPOSE = "case:T-2026-000001"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
HERE = Asker("conversation:1", network="192.0.2.1")


def asker(number: int, network: str = "192.0.2.1", familiar: str | None = None) -> Asker:
    return Asker(f"conversation:{number}", network, familiar)


def sent(session: Session, who: Asker = HERE) -> str:
    """A code on its way to Alice."""
    send_code(session, purpose=PURPOSE, email=ALICE, asker=who)
    session.flush()
    return str(arguments_of(session, "send_code")[-1]["code"])


def letters(session: Session) -> int:
    """How many codes are on their way to anybody."""
    return sum(bool(job["email"]) for job in arguments_of(session, "send_code"))


def tried(session: Session, code: str, who: Asker = HERE) -> tuple[str | None, int]:
    return check_code(session, purpose=PURPOSE, asker=who, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


def test_the_right_code_proves_the_address(session: Session) -> None:
    assert tried(session, f" {sent(session)} ")[0] == ALICE


def test_the_code_is_eight_digits_and_kept_as_a_hash_only(session: Session) -> None:
    code = sent(session)
    assert len(code) == 8
    assert code.isdecimal()
    assert code not in session.scalars(select(OneTimeCode)).one().code_hash


def test_a_code_works_once(session: Session) -> None:
    code = sent(session)
    tried(session, code)
    assert tried(session, code) == (None, 0)


def test_every_wrong_try_counts_until_even_the_right_code_fails(session: Session) -> None:
    code = sent(session)
    left = [tried(session, wrong(code))[1] for _ in range(ATTEMPTS)]
    assert left == [4, 3, 2, 1, 0]
    assert tried(session, code) == (None, 0)


def test_a_code_lasts_ten_minutes(session: Session, frozen: Standing) -> None:
    code = sent(session)
    frozen.advance(timedelta(minutes=9, seconds=59))
    assert tried(session, wrong(code))[1] == 4
    frozen.advance(timedelta(seconds=1))
    assert tried(session, code) == (None, 0)


def test_only_who_asked_for_the_code_may_use_it(session: Session) -> None:
    code = sent(session)
    assert tried(session, code, asker(2)) == (None, 0)
    assert tried(session, code)[0] == ALICE


def test_a_code_opens_only_what_it_was_sent_for(session: Session) -> None:
    code = sent(session)
    assert check_code(session, purpose="case:2", asker=HERE, code=code) == (None, 0)


def test_the_newest_code_is_the_one_that_counts(session: Session) -> None:
    first, second = sent(session), sent(session)
    if first != second:
        assert tried(session, first)[0] is None
    assert tried(session, second)[0] == ALICE


def waits(session: Session, who: Asker, limit: Limit) -> None:
    """One more code for them has to wait as long as this limit makes it."""
    with pytest.raises(TooSoon, match="Several codes were sent already") as refusal:
        sent(session, who)
    assert refusal.value.wait == limit.first


def test_one_asker_waits_after_three_codes(session: Session, frozen: Standing) -> None:
    for _ in range(3):
        sent(session)
    waits(session, HERE, PER_ASKER)
    frozen.advance(MINUTE)
    sent(session)


def test_one_network_waits_after_six_codes_for_a_mailbox(
    session: Session, frozen: Standing
) -> None:
    for number in range(6):
        sent(session, asker(number))
    waits(session, asker(7), PER_NETWORK_AND_MAILBOX)
    sent(session, asker(7, network="192.0.2.2"))


def test_one_network_waits_after_twenty_codes_for_any_mailbox(
    session: Session, frozen: Standing
) -> None:
    for number in range(20):
        email = f"{number}@example.org"
        send_code(session, purpose=f"sign-in:{email}", email=email, asker=asker(number))
    waits(session, asker(21), PER_NETWORK)


def test_one_mailbox_gets_no_more_than_twenty_four_codes_at_once(
    session: Session, frozen: Standing
) -> None:
    for number in range(24):
        sent(session, asker(number, network=f"192.0.2.{number}"))
    waits(session, asker(25, network="192.0.2.25"), PER_MAILBOX)
    sent(session, asker(26, network="192.0.2.26", familiar="a browser of Alice's"))


def test_all_cases_of_an_address_share_the_number_of_codes(
    session: Session, frozen: Standing
) -> None:
    for number in range(6):
        send_code(session, purpose=f"case:{number}", email=ALICE, asker=asker(number))
    waits(session, asker(7), PER_NETWORK_AND_MAILBOX)


def test_a_code_that_proved_right_does_not_count(session: Session, frozen: Standing) -> None:
    for _ in range(30):
        assert tried(session, sent(session))[0] == ALICE


def test_in_a_day_one_network_mails_less_than_makes_others_wait(
    session: Session, frozen: Standing
) -> None:
    end, number = frozen.moment + DAY, 0
    while frozen.moment < end:
        try:
            sent(session, asker(number))
            number += 1
        except TooSoon as refusal:
            frozen.advance(refusal.wait)
    assert 15 < letters(session) <= 20 < PER_MAILBOX.free


def test_without_an_address_trying_looks_the_same_and_no_code_is_right(session: Session) -> None:
    send_code_unseen(session, purpose=PURPOSE, email=None, asker=HERE)
    assert [tried(session, f"{guess:08d}") for guess in range(ATTEMPTS)] == [
        (None, left) for left in (4, 3, 2, 1, 0)
    ]
    assert letters(session) == 0


def test_a_full_mailbox_is_told_to_who_typed_the_address_and_to_nobody_else(
    session: Session, frozen: Standing, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(6):
        send_code_unseen(session, purpose=PURPOSE, email=ALICE, asker=asker(number))
    send_code_unseen(session, purpose=PURPOSE, email=ALICE, asker=asker(7))
    assert letters(session) == 6
    assert tried(session, "00000000", asker(7)) == (None, 4)
    assert caplog.messages == ["A code was not sent: its mailbox got too many lately."]
    waits(session, asker(8), PER_NETWORK_AND_MAILBOX)


@pytest.mark.parametrize(
    "code", ["", "1234567", "123456789", "abcdefgh", "\x00", "１２３４５６７８"]
)
def test_nonsense_is_a_wrong_code(session: Session, code: str) -> None:
    sent(session)
    assert tried(session, code)[0] is None


def test_the_job_mails_the_code(mailbox: Mailbox) -> None:
    mail_code(ALICE, "01234567")
    mail = mailbox.messages()[0]
    assert mail["To"] == ALICE
    assert code_in(mail) == "01234567"
    assert "01234567" in mail.get_content()


def test_a_code_for_nobody_is_mailed_to_nobody(mailbox: Mailbox, session: Session) -> None:
    send_code_unseen(session, purpose=PURPOSE, email=None, asker=HERE)
    session.flush()
    mail_code(**arguments_of(session, "send_code")[0])
    assert mailbox.messages() == []
    assert session.scalar(select(func.count()).select_from(OneTimeCode)) == 1


def test_a_code_that_opens_nothing_any_more_is_not_kept(committing: str, frozen: Standing) -> None:
    with db.transaction() as session:
        sent(session)
        frozen.advance(timedelta(hours=1))
        sent(session)
    frozen.advance(timedelta(days=1))
    forget_ended(0)
    with db.transaction() as session:
        assert len(session.scalars(select(OneTimeCode)).all()) == 1


@pytest.mark.parametrize(("attempts", "left"), [(0, ATTEMPTS), (4, 1), (5, 0), (99, 0)])
def test_the_attempts_run_down_to_zero(attempts: int, left: int) -> None:
    assert attempts_left(attempts) == left
