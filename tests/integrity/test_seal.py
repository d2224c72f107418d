"""Events are put into the chain after they were committed, each once, whoever else is at work."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.integrity.jobs import seal_trail
from helpdesk.integrity.rules import Finding, Kind, Walk
from helpdesk.integrity.service import sealing
from helpdesk.integrity.service.chain import fault_of_sealing, faults_of_chain
from helpdesk.integrity.service.sealing import head, seal, seal_all
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor, AuditEvent, Change
from helpdesk.platform.db import new_session, transaction
from helpdesk.platform.erasure import permit
from tests.at_once import at_once


def write(session: Session, number: int = 1) -> None:
    for which in range(number):
        change = Change("ticket", which, "moved", {"state": "new"}, {"state": "open"}, "So")
        audit.record(session, Actor.agent(3), change)
    session.commit()


def holds(session: Session) -> list[Finding]:
    return list(faults_of_chain(session, Walk({})))


def order(session: Session) -> list[int | None]:
    return list(session.scalars(select(AuditEvent.seq).order_by(AuditEvent.id)))


def test_what_was_written_waits_and_is_sealed_in_its_order(session: Session) -> None:
    write(session, 3)
    assert order(session) == [None, None, None]
    seal_trail()
    assert order(session) == [1, 2, 3]
    assert holds(session) == []
    last = head(session)
    assert last
    assert (last.seq, len(last.hash or b"")) == (3, 32)


def test_sealing_goes_on_where_it_ended(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    write(session, 5)
    assert seal_all() == 5
    write(session)
    assert (seal_all(), seal_all()) == (1, 0)
    assert order(session) == [1, 2, 3, 4, 5, 6]
    assert holds(session) == []


def test_an_event_that_is_committed_late_comes_behind_those_that_were_quicker(
    committing: str,
) -> None:
    with new_session() as slow, new_session() as reader:
        change = Change("ticket", 1, "moved")
        audit.record(slow, Actor.agent(3), change)
        slow.flush()
        with transaction() as quick:
            write(quick)
        assert seal_all() == 1
        slow.commit()
        assert seal_all() == 1
        assert order(reader) == [2, 1]
        assert holds(reader) == []


def test_two_who_seal_at_once_and_six_who_write_make_one_chain(committing: str) -> None:
    def work(number: int) -> None:
        for _ in range(10):
            if number < 2:
                seal_all()
            else:
                with transaction() as session:
                    write(session)

    at_once(work, people=8)
    seal_all()
    with new_session() as reader:
        assert sorted(filter(None, order(reader))) == list(range(1, 61))
        assert holds(reader) == []


def test_whoever_comes_while_another_seals_leaves_it_to_them(committing: str) -> None:
    with transaction() as session:
        write(session)
    with new_session() as first, new_session() as second:
        assert (seal(first), seal(second)) == (1, 0)
        first.commit()
        second.commit()
        assert seal(second) == 0


def test_words_that_are_just_being_erased_are_sealed_later_and_without_them(
    committing: str,
) -> None:
    with transaction() as session:
        write(session)
    with new_session() as erasing, new_session() as reader:
        permit(erasing)
        audit.blank(erasing, "ticket", [0], actions=["moved"])
        erasing.flush()
        assert seal_all() == 0
        erasing.commit()
        assert seal_all() == 2
        assert holds(reader) == []
        assert reader.scalars(select(AuditEvent).order_by(AuditEvent.id)).first().after is None  # type: ignore[union-attr]


def test_words_are_erased_with_their_key_and_the_chain_holds(session: Session) -> None:
    write(session, 2)
    seal_all()
    permit(session)
    audit.blank(session, "ticket", [1], actions=["moved"])
    seal_all()
    assert holds(session) == []
    kept = session.execute(select(AuditEvent.key, AuditEvent.words).order_by(AuditEvent.id)).all()
    assert [key is None for key, _ in kept] == [False, True, False]
    assert all(words for _, words in kept)


@pytest.mark.parametrize(
    "change",
    [
        "seq = seq + 100",
        "key = '\\x00'",
        "hash = prev_hash",
        "words = hash",
        "seq = null",
        "recorded_at = now()",
        "actor = 'agent:9'",
    ],
)
def test_a_seal_is_set_once(session: Session, change: str) -> None:
    write(session)
    seal_all()
    with pytest.raises(DBAPIError, match="keeps every row|permission denied"):
        session.execute(text(f"update audit_event set {change}"))  # noqa: S608


def test_sealing_changes_nothing_of_the_event(session: Session) -> None:
    write(session)
    seals = "seq = 1, key = '\\x00', words = '\\x00', prev_hash = '\\x00', hash = '\\x00'"
    with pytest.raises(DBAPIError, match="keeps every row|permission denied"):
        session.execute(text(f"update audit_event set {seals}, reason = 'He agreed.'"))  # noqa: S608


def test_nothing_arrives_sealed_or_dated_by_its_writer(session: Session) -> None:
    session.execute(
        text(
            "insert into audit_event (at, actor, action, subject_type, subject_id, recorded_at, "
            "seq, hash) values (now(), 'bot', 'moved', 'ticket', '1', '2020-01-01', 7, '\\x00')"
        )
    )
    query = select(AuditEvent.seq, AuditEvent.hash, AuditEvent.recorded_at)
    seq, sealed, recorded_at = session.execute(query).one()
    assert (seq, sealed) == (None, None)
    assert recorded_at
    assert recorded_at.year > 2020


def test_what_waits_too_long_is_a_finding(session: Session) -> None:
    write(session, 2)
    assert list(fault_of_sealing(session)) == []
    later = clock.now() + timedelta(minutes=20)
    with clock.standing_at(later):
        (found,) = fault_of_sealing(session)
    assert (found.kind, found.values["count"]) == (Kind.UNSEALED, 2)
