"""Several connections at once, with real commits: order, uniqueness and jobs hold."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Message
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service.floor import hand_off
from helpdesk.conversations.service.messages import Incoming, receive_message
from helpdesk.platform import db
from helpdesk.platform.audit import BOT
from helpdesk.platform.numbering import next_number
from tests.at_once import at_once
from tests.jobs import arguments_of
from tests.make import make_conversation

pytestmark = pytest.mark.usefixtures("committing")
JOB = "answer_with_bot"


@pytest.fixture
def key() -> UUID:
    """A committed conversation."""
    with db.transaction() as session:
        return make_conversation(session)[0].id


def written(key: UUID, client_id: str) -> int:
    with db.transaction() as session:
        return receive_message(session, key, Incoming(client_id, "Hello")).id


def seen(read: Callable[[Session], object]) -> object:
    with db.transaction() as session:
        return read(session)


def test_ids_follow_the_order_of_commits_within_a_conversation(key: UUID) -> None:
    later: Future[int]
    with ThreadPoolExecutor(1) as pool, db.transaction() as session:
        first = receive_message(session, key, Incoming("c1", "One")).id
        later = pool.submit(written, key, "c2")
        assert wait([later], timeout=0.3).not_done
        session.commit()
        assert later.result(timeout=10) > first


def test_another_conversation_does_not_wait(key: UUID) -> None:
    with db.transaction() as session:
        other = make_conversation(session)[0].id
    with ThreadPoolExecutor(1) as pool, db.transaction() as session:
        receive_message(session, key, Incoming("c1", "One"))
        assert pool.submit(written, other, "c1").result(timeout=10)


def test_one_client_id_sent_at_once_is_one_message_and_one_job(key: UUID) -> None:
    ids = at_once(lambda number: written(key, "the same"))
    assert len(set(ids)) == 1
    assert seen(lambda s: s.scalar(select(func.count()).select_from(Message))) == 1
    assert seen(lambda s: len(arguments_of(s, JOB))) == 1


def test_asking_for_a_person_at_once_is_told_once(key: UUID) -> None:
    def ask(number: int) -> None:
        with db.transaction() as session:
            hand_off(session, key, HandoffReason.CUSTOMER_REQUEST, actor=BOT)

    at_once(ask)
    assert seen(lambda s: s.scalar(select(func.count()).select_from(Message))) == 1


def test_a_job_exists_only_when_its_cause_was_committed(key: UUID) -> None:
    with db.transaction() as session:
        receive_message(session, key, Incoming("c1", "One"))
        assert seen(lambda s: arguments_of(s, JOB)) == []
        session.rollback()
    assert seen(lambda s: arguments_of(s, JOB)) == []
    written(key, "c1")
    assert seen(lambda s: arguments_of(s, JOB)) == [{"conversation_id": str(key)}]


def test_numbers_have_no_gap_and_no_double() -> None:
    def take(number: int) -> str | None:
        with db.transaction() as session:
            found = next_number(session, "X")
            if number % 2:
                session.rollback()
                return None
            return found

    found = sorted(str(number)[-6:] for number in at_once(take) if number)
    assert found == ["000001", "000002", "000003"]
