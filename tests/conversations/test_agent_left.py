"""What an agent had in hand when their account was closed goes on with somebody else."""

from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import Actor
from helpdesk.platform.events import AgentLeft, publish
from tests.make import make_conversation, make_message
from tests.people import Customer, Staff

LEFT = "Another person goes on."


def test_their_conversations_wait_for_a_colleague_and_the_customers_read_so(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    make_message(session, alice.conversation)
    floor.take(session, alice.conversation.id, bob.agent)
    publish(session, AgentLeft(bob.agent.id, Actor.agent(1)))
    session.commit()
    found = session.get_one(Conversation, alice.conversation.id)
    assert (found.floor, found.agent_id) == (Floor.WAITING, None)
    assert found.waiting_since
    assert alice.reads()[-1].startswith(LEFT)
    floor.take(session, found.id, carla.agent)
    assert found.floor is Floor.AGENT


def test_what_a_colleague_has_or_what_is_over_stays_as_it_is(
    alice: Customer, dora: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, carla.agent)
    floor.take(session, dora.conversation.id, bob.agent)
    floor.resolve(session, dora.conversation.id, actor=Actor.agent(1))
    idle, _ = make_conversation(session)
    publish(session, AgentLeft(bob.agent.id, Actor.agent(1)))
    session.commit()
    everything = [alice.conversation, dora.conversation, idle]
    floors = [session.get_one(Conversation, each.id).floor for each in everything]
    assert floors == [Floor.AGENT, Floor.RESOLVED, Floor.BOT]
    assert LEFT not in " ".join(alice.reads() + dora.reads())
