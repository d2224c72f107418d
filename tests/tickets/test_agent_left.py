"""The open tickets of an agent whose account was closed belong to nobody, so that they are seen."""

from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.events import AgentLeft, publish
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign, change_state
from tests.make import make_ticket
from tests.people import Staff

BY = SYSTEM


def test_only_their_open_tickets_go_back_and_the_trail_says_by_whom(
    bob: Staff, carla: Staff, session: Session
) -> None:
    open_one, done, colleagues = (make_ticket(session) for _ in range(3))
    for ticket in (open_one, done):
        assign(session, ticket, bob.agent, actor=BY)
    assign(session, colleagues, carla.agent, actor=BY)
    change_state(session, done, TicketState.RESOLVED, actor=BY)
    publish(session, AgentLeft(bob.agent.id, Actor.agent(7)))
    session.commit()
    holders = [ticket.agent_id for ticket in (open_one, done, colleagues)]
    assert holders == [None, bob.agent.id, carla.agent.id]
    assert history_of(session, open_one)[0].actor == Actor.agent(7)
