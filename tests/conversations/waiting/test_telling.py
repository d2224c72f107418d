"""Whoever waits reads how long others waited at such hours, from the desk's own past."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.conversations.jobs import forget_old_conversations
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.waiting.models import Wait
from helpdesk.conversations.waiting.telling import expects, usual_now, waits_at_such_hours
from helpdesk.languages.catalogues import speaking
from helpdesk.platform.audit import BOT
from tests.conftest import Standing
from tests.people import Customer, Staff

TOLD = "It usually takes under 2 minutes, in eight of ten cases under 10 minutes."


def ask_for_a_person(session: Session, customer: Customer) -> str:
    floor.hand_off(session, customer.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()
    return customer.reads()[-1]


@pytest.fixture
def past(session: Session, frozen: Standing, bob: Staff) -> None:
    """Twelve who waited a week ago at this time, and many who waited long in the night."""
    bob.agent.last_seen_at = frozen.moment
    week, night = frozen.moment - timedelta(days=7), frozen.moment - timedelta(days=7, hours=8)
    session.add_all(Wait(began_at=week, seconds=90 if n < 7 else 400) for n in range(12))
    session.add_all(Wait(began_at=night, seconds=9000) for _ in range(50))
    session.commit()


def test_the_time_stands_behind_the_place(session: Session, past: None, alice: Customer) -> None:
    assert "You are next." in (line := ask_for_a_person(session, alice))
    assert line.endswith(TOLD)


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_it_is_told_in_the_customers_language(
    session: Session, past: None, alice: Customer, language: str
) -> None:
    alice.conversation.language = language
    with speaking(language):
        told = str(usual_now(session))
    assert told != TOLD
    assert ask_for_a_person(session, alice).endswith(told)


@pytest.mark.usefixtures("past")
def test_nothing_is_told_where_few_waited_or_nobody_is_there(
    session: Session, alice: Customer, bob: Staff, frozen: Standing
) -> None:
    bob.agent.last_seen_at = frozen.moment - timedelta(hours=1)
    session.commit()
    assert usual_now(session)
    assert "minutes" not in expects(session, alice.conversation)
    bob.agent.last_seen_at = frozen.advance(timedelta(hours=3))
    session.commit()
    assert usual_now(session) is None


def test_a_wait_ends_with_the_first_answer_of_a_person(
    session: Session, alice: Customer, bob: Staff, frozen: Standing
) -> None:
    began = frozen.moment
    ask_for_a_person(session, alice)
    frozen.advance(timedelta(minutes=4))
    floor.take(session, alice.conversation.id, bob.agent)
    frozen.advance(timedelta(minutes=1))
    for words in ("Hello", "Are you there?"):
        floor.reply(session, alice.conversation.id, bob.agent, words)
    session.commit()
    (wait,) = session.scalars(select(Wait))
    assert (wait.began_at, wait.seconds) == (began, 300)


def test_who_gave_up_is_not_counted(session: Session, alice: Customer, bob: Staff) -> None:
    ask_for_a_person(session, alice)
    floor.resolve(session, alice.conversation.id, actor=BOT)
    session.commit()
    assert session.scalars(select(Wait)).all() == []


def test_what_nobody_asks_for_any_more_is_forgotten(
    session: Session, past: None, frozen: Standing
) -> None:
    frozen.advance(timedelta(weeks=9))
    forget_old_conversations(0)
    assert session.scalars(select(Wait)).all() == []


def test_the_past_is_found_by_its_index(session: Session, frozen: Standing) -> None:
    session.execute(
        text(
            "insert into conversation_wait (began_at, seconds)"
            " select :now - n * interval '5 minutes', 60 from generate_series(1, 20000) n"
        ),
        {"now": frozen.moment},
    )
    session.execute(text("analyze conversation_wait"))
    query = waits_at_such_hours().compile(
        dialect=session.get_bind().dialect, compile_kwargs={"literal_binds": True}
    )
    plan = session.scalars(text(f"explain {query}")).all()
    assert "Seq Scan" not in "\n".join(plan)
