"""One-time codes: who may try them, how often and how long."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.customers.codes import check_code, send_code
from helpdesk.customers.jobs import send_code as mail_code
from helpdesk.customers.models import OneTimeCode
from helpdesk.customers.rules import ATTEMPTS, CODES_PER_WINDOW, attempts_left, masked
from helpdesk.errors import NotAllowed
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.people import Mailbox, code_in

PURPOSE = "case:T-2026-000001"


def sent(session: Session, requested_by: str = "conversation:1") -> str:
    """A code on its way to Alice."""
    send_code(session, purpose=PURPOSE, email="alice@example.org", requested_by=requested_by)
    session.flush()
    return str(arguments_of(session, "send_code")[-1]["code"])


def tried(
    session: Session, code: str, requested_by: str = "conversation:1"
) -> tuple[str | None, int]:
    return check_code(session, purpose=PURPOSE, requested_by=requested_by, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_proves_the_address(session: Session) -> None:
    assert tried(session, f" {sent(session)} ")[0] == "alice@example.org"


def test_the_code_is_six_digits_and_kept_as_a_hash_only(session: Session) -> None:
    code = sent(session)
    assert len(code) == 6
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
    assert tried(session, code, requested_by="conversation:2") == (None, 0)
    assert tried(session, code)[0] == "alice@example.org"


def test_a_code_opens_only_what_it_was_sent_for(session: Session) -> None:
    code = sent(session)
    other = check_code(
        session, purpose="case:T-2026-000002", requested_by="conversation:1", code=code
    )
    assert other == (None, 0)


def test_the_newest_code_is_the_one_that_counts(session: Session) -> None:
    first, second = sent(session), sent(session)
    if first != second:
        assert tried(session, first)[0] is None
    assert tried(session, second)[0] == "alice@example.org"


def test_only_so_many_codes_are_sent(session: Session, frozen: Standing) -> None:
    for _ in range(CODES_PER_WINDOW):
        sent(session)
    with pytest.raises(NotAllowed, match="try again in 15 minutes"):
        sent(session, requested_by="conversation:2")
    frozen.advance(timedelta(minutes=15, seconds=1))
    sent(session)
    assert session.scalar(select(func.count()).select_from(OneTimeCode)) == CODES_PER_WINDOW + 1


def test_all_cases_of_an_address_share_the_number_of_codes(session: Session) -> None:
    for number in range(CODES_PER_WINDOW):
        send_code(session, purpose=f"case:{number}", email="alice@example.org", requested_by="x")
    with pytest.raises(NotAllowed):
        sent(session)


def test_without_an_address_trying_looks_the_same_and_no_code_is_right(session: Session) -> None:
    for _ in range(CODES_PER_WINDOW):
        send_code(session, purpose=PURPOSE, email=None, requested_by="conversation:1")
    with pytest.raises(NotAllowed):
        send_code(session, purpose=PURPOSE, email=None, requested_by="conversation:1")
    assert [tried(session, f"{guess:06d}") for guess in range(ATTEMPTS)] == [
        (None, left) for left in (4, 3, 2, 1, 0)
    ]
    assert arguments_of(session, "send_code") == []


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "\x00", "１２３４５６"])
def test_nonsense_is_a_wrong_code(session: Session, code: str) -> None:
    sent(session)
    assert tried(session, code)[0] is None


def test_the_job_mails_the_code(mailbox: Mailbox) -> None:
    mail_code("alice@example.org", "012345")
    mail = mailbox.messages()[0]
    assert mail["To"] == "alice@example.org"
    assert code_in(mail) == "012345"
    assert "012345" in mail.get_content()


@pytest.mark.parametrize(("attempts", "left"), [(0, ATTEMPTS), (4, 1), (5, 0), (99, 0)])
def test_the_attempts_run_down_to_zero(attempts: int, left: int) -> None:
    assert attempts_left(attempts) == left


@pytest.mark.parametrize(
    ("email", "shown"), [("alice@example.org", "al…@example.org"), ("a@b.c", "a…@b.c")]
)
def test_an_address_is_shown_in_part(email: str, shown: str) -> None:
    assert masked(email) == shown
