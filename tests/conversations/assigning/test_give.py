"""A waiting chat finds somebody who is there and has room, where the desk wants that."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.assigning.settings import Chats
from helpdesk.conversations.assigning.teams import give_to_team
from helpdesk.conversations.jobs import give_chats
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import BOT, RULE, Actor, latest
from helpdesk.platform.events import ChatReturned, ConversationGiven, Fact
from helpdesk.settings.service import Edit, change_section
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_message, make_team
from tests.people import Customer, Staff


def want(session: Session, **wanted: str) -> None:
    asked = {"way": "by_hand", "capacity": "3", "minutes": "0", **wanted}
    change_section(session, Chats, asked, Edit(Actor.agent(1), seen=0))
    session.commit()


def ask(session: Session, customer: Customer) -> None:
    floor.hand_off(session, customer.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()


def holder(session: Session, customer: Customer) -> int | None:
    give_chats()
    session.expire_all()
    found = session.get_one(Conversation, customer.conversation.id)
    return found.agent_id if found.floor is Floor.AGENT else None


@pytest.fixture
def here(session: Session, frozen: Standing, bob: Staff, carla: Staff) -> tuple[Staff, Staff]:
    """Two who have just opened a page."""
    for staff in (bob, carla):
        staff.agent.last_seen_at = frozen.moment
    session.commit()
    return bob, carla


def test_by_hand_nobody_is_looked_for(
    session: Session, alice: Customer, here: tuple[Staff, Staff]
) -> None:
    ask(session, alice)
    assert arguments_of(session, "give_chats") == []
    assert holder(session, alice) is None


def test_each_gets_one_in_turn_up_to_as_many_as_they_can_have(
    session: Session,
    alice: Customer,
    dora: Customer,
    here: tuple[Staff, Staff],
    frozen: Standing,
) -> None:
    want(session, way="in_turn", capacity="1")
    ask(session, alice)
    frozen.advance(timedelta(seconds=1))
    ask(session, dora)
    assert arguments_of(session, "give_chats") == [{}, {}]
    bob, carla = here
    assert [holder(session, each) for each in (alice, dora)] == [bob.agent.id, carla.agent.id]
    floor.put_back(session, dora.conversation.id, by=carla.agent)
    session.commit()
    assert holder(session, dora) is None


def test_the_one_given_to_is_told_and_the_trail_says_why(
    session: Session, alice: Customer, here: tuple[Staff, Staff], facts: list[Fact]
) -> None:
    want(session, way="least_busy")
    ask(session, alice)
    bob, _ = here
    assert holder(session, alice) == bob.agent.id
    assert ConversationGiven(alice.conversation.id, bob.agent.id, None) in facts
    chosen = latest(session, "conversation", alice.conversation.id, action="chosen")
    assert chosen
    assert (chosen.actor, (chosen.after or {})["way"]) == (RULE, "least_busy")


def test_the_customers_language_comes_first_and_a_team_before_it(
    session: Session, alice: Customer, here: tuple[Staff, Staff]
) -> None:
    want(session, way="least_busy")
    bob, carla = here
    carla.agent.speaks, alice.conversation.language = ["de"], "de"
    ask(session, alice)
    assert holder(session, alice) == carla.agent.id
    team = make_team(session, "Orders", bob.agent)
    give_to_team(session, alice.conversation.id, team, by=carla.agent)
    session.commit()
    assert holder(session, alice) == bob.agent.id


def test_who_puts_a_chat_back_is_not_given_it_again(
    session: Session, alice: Customer, here: tuple[Staff, Staff]
) -> None:
    want(session, way="in_turn")
    bob, carla = here
    ask(session, alice)
    assert holder(session, alice) == bob.agent.id
    floor.put_back(session, alice.conversation.id, by=bob.agent)
    session.commit()
    assert holder(session, alice) == carla.agent.id
    floor.put_back(session, alice.conversation.id, by=carla.agent)
    session.commit()
    assert holder(session, alice) is None


def test_a_chat_that_its_agent_lets_wait_goes_to_somebody_else_and_never_in_a_circle(
    session: Session,
    alice: Customer,
    here: tuple[Staff, Staff],
    frozen: Standing,
    facts: list[Fact],
) -> None:
    want(session, way="in_turn", minutes="5")
    make_message(session, alice.conversation)
    ask(session, alice)
    began, holders = frozen.moment, []
    for _ in range(4):
        holders.append(holder(session, alice))
        frozen.advance(timedelta(minutes=5))
        for staff in here:
            staff.agent.last_seen_at = frozen.moment
        session.commit()
    bob, carla = (staff.agent.id for staff in here)
    assert holders == [bob, carla, None, None]
    assert [fact.agent_id for fact in facts if isinstance(fact, ChatReturned)] == [bob, carla]
    assert alice.conversation.waiting_since == began
    assert sum("Another person goes on" in line for line in alice.reads()) == 2


def test_who_answers_keeps_it_however_long_the_customer_is_silent(
    session: Session, alice: Customer, here: tuple[Staff, Staff], frozen: Standing
) -> None:
    want(session, minutes="5")
    bob, _ = here
    make_message(session, alice.conversation)
    floor.reply(session, alice.conversation.id, bob.agent, "Hello")
    frozen.advance(timedelta(hours=2))
    session.commit()
    assert holder(session, alice) == bob.agent.id
    make_message(session, alice.conversation, "Are you there?")
    frozen.advance(timedelta(minutes=4))
    assert holder(session, alice) == bob.agent.id
    frozen.advance(timedelta(minutes=1))
    assert holder(session, alice) is None


def test_outside_of_working_time_nothing_goes_back(
    session: Session, alice: Customer, bob: Staff, frozen: Standing
) -> None:
    want(session, minutes="5")
    frozen.advance(timedelta(hours=8))  # Monday, six in the evening
    floor.take(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation)
    frozen.advance(timedelta(hours=10))
    session.commit()
    assert holder(session, alice) == bob.agent.id


def test_an_answer_in_another_chat_is_none_in_this_one(
    session: Session,
    alice: Customer,
    dora: Customer,
    here: tuple[Staff, Staff],
    frozen: Standing,
) -> None:
    want(session, minutes="5")
    bob, carla = here
    floor.take(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation)
    floor.reply(session, dora.conversation.id, carla.agent, "Hello")
    frozen.advance(timedelta(minutes=5))
    session.commit()
    assert holder(session, alice) is None


@pytest.mark.parametrize(("field", "typed"), [("minutes", "-1"), ("capacity", "x"), ("way", "no")])
def test_what_cannot_be_is_refused(ada: Staff, field: str, typed: str) -> None:
    page = "/console/settings/desk/chats"
    form = {"way": "in_turn", "capacity": "3", "minutes": "0", field: typed}
    assert ada.client.press(page, page, form).status_code == 422
