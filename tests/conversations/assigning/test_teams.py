"""A chat is given to a team, for whose members it waits."""

from sqlalchemy.orm import Session

from helpdesk.accounts.teams.rules import Outline
from helpdesk.accounts.teams.service import change_team
from helpdesk.conversations.assigning.teams import give_to_team
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import BOT, SYSTEM
from tests.make import make_message, make_team
from tests.people import Customer, Staff, hidden_fields

GOES_ON = "Another person goes on."


def page(customer: Customer) -> str:
    return f"/console/conversations/{customer.conversation.id}"


def found(session: Session, customer: Customer) -> Conversation:
    session.expire_all()
    return session.get_one(Conversation, customer.conversation.id)


def test_who_is_not_in_the_team_has_it_no_longer_and_the_customer_reads_so(
    session: Session, alice: Customer, bob: Staff, carla: Staff
) -> None:
    make_message(session, alice.conversation)
    floor.take(session, alice.conversation.id, bob.agent)
    team = make_team(session, "Orders", carla.agent)
    bob.client.press(page(alice), f"{page(alice)}/team", {"team": str(team.id)})
    now = found(session, alice)
    assert (now.floor, now.agent_id, now.team) == (Floor.WAITING, None, team)
    assert alice.reads()[-1].startswith(GOES_ON)
    assert "Orders" in bob.client.get("/console").text


def test_a_member_keeps_it(session: Session, alice: Customer, bob: Staff) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    team = make_team(session, "Orders", bob.agent)
    give_to_team(session, alice.conversation.id, team, by=bob.agent)
    session.commit()
    now = found(session, alice)
    assert (now.floor, now.agent_id, now.team) == (Floor.AGENT, bob.agent.id, team)
    assert GOES_ON not in " ".join(alice.reads())


def test_who_waits_already_keeps_their_place_and_reads_nothing_more(
    session: Session, alice: Customer, bob: Staff
) -> None:
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()
    since, read = found(session, alice).waiting_since, alice.reads()
    give_to_team(session, alice.conversation.id, make_team(session), by=bob.agent)
    session.commit()
    assert found(session, alice).waiting_since == since
    assert alice.reads() == read


def test_of_two_who_give_it_away_at_once_the_second_is_told(
    session: Session, alice: Customer, bob: Staff, carla: Staff
) -> None:
    orders, plants = make_team(session, "Orders"), make_team(session, "Plants")
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()
    address = f"{page(alice)}/team"
    stale = hidden_fields(bob.client.get(page(alice)).text, address)
    carla.client.press(page(alice), address, {"team": str(orders.id)})
    answer = bob.client.submit(address, {**stale, "team": str(plants.id)})
    assert answer.status_code == 409
    assert "Carla gave this conversation to another team meanwhile" in answer.text
    assert found(session, alice).team == orders


def test_back_with_the_bot_it_is_no_teams(session: Session, alice: Customer, bob: Staff) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    give_to_team(
        session, alice.conversation.id, make_team(session, "Orders", bob.agent), by=bob.agent
    )
    floor.hand_back(session, alice.conversation.id, bob.agent)
    session.commit()
    assert found(session, alice).team is None


def test_who_is_taken_out_of_the_team_leaves_its_chats_to_it(
    session: Session, alice: Customer, dora: Customer, bob: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    for customer in (alice, dora):
        floor.take(session, customer.conversation.id, bob.agent)
    give_to_team(session, alice.conversation.id, team, by=bob.agent)
    change_team(session, team, Outline("Orders"), seen=1, actor=SYSTEM)
    session.commit()
    assert (found(session, alice).floor, found(session, alice).team) == (Floor.WAITING, team)
    assert found(session, dora).agent_id == bob.agent.id
    assert alice.reads()[-1].startswith(GOES_ON)
