"""A reply waits a moment before it goes out, a note does not."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform import events
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.composing.jobs import send_reply
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.composing.rules import Words
from helpdesk.tickets.composing.service import send, take_back
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_customer, make_ticket
from tests.people import Staff


def answers(session: Session) -> list[str]:
    session.expire_all()
    by_agents = TicketEntry.agent_id.is_not(None)
    return list(session.scalars(select(TicketEntry.text).where(by_agents).order_by(TicketEntry.id)))


def held(session: Session) -> Draft:
    return session.scalars(select(Draft).where(Draft.leaves_at.is_not(None))).one()


def run(session: Session, draft_id: int) -> None:
    session.commit()
    send_reply(draft_id)
    session.expire_all()


def press(staff: Staff, ticket: Ticket, **typed: str) -> int:
    page = f"/console/tickets/{ticket.number}"
    return staff.client.press(page, f"{page}/entries", typed).status_code


def test_a_reply_goes_out_when_its_moment_has_come(
    session: Session, frozen: Standing, bob: Staff, facts: list[events.Fact]
) -> None:
    ticket = make_ticket(session, make_customer(session, email="ada@example.org"))
    assert press(bob, ticket, text="We send a new lid.", kind="reply", then="resolved") == 303
    draft_id = held(session).id
    assert (answers(session), ticket.agent_id) == ([], bob.agent.id)
    assert "goes out in a moment" in bob.client.get(f"/console/tickets/{ticket.number}").text
    assert arguments_of(session, "send_reply") == [{"draft_id": draft_id}]
    assert arguments_of(session, "mail_ticket_reply") == []
    run(session, draft_id)
    assert answers(session) == [], "its moment has not come"
    frozen.advance(timedelta(seconds=10))
    run(session, draft_id)
    run(session, draft_id)
    assert answers(session) == ["We send a new lid."]
    assert ticket.state is TicketState.RESOLVED
    assert len(arguments_of(session, "mail_ticket_reply")) == 1
    assert sum(isinstance(fact, events.TicketAnswered) for fact in facts) == 1


def test_a_note_is_written_at_once(session: Session, bob: Staff) -> None:
    press(bob, make_ticket(session), text="Ask the warehouse.", kind="note")
    assert answers(session) == ["Ask the warehouse."]


def test_what_was_sent_before_leaves_before(session: Session, frozen: Standing) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    send(session, ticket, agent, Words("First."))
    send(session, ticket, agent, Words("Second."))
    assert answers(session) == ["First."]
    frozen.advance(timedelta(seconds=10))
    run(session, held(session).id)
    assert answers(session) == ["First.", "Second."]


def test_two_agents_may_reply_at_the_same_time(session: Session, frozen: Standing) -> None:
    ticket = make_ticket(session)
    for name in ("Bob", "Carla"):
        send(session, ticket, make_agent(session, name=name), Words(f"I am {name}."))
    frozen.advance(timedelta(seconds=10))
    for draft in session.scalars(select(Draft).order_by(Draft.id.desc())).all():
        run(session, draft.id)
    assert answers(session) == ["I am Carla.", "I am Bob."]


@pytest.mark.parametrize("words", [Words("  "), Words("x" * 20_001), Words("Hm.", then="new")])  # type: ignore[arg-type]
def test_what_may_not_be_written_is_refused_at_once(session: Session, words: Words) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    leave_in(session, ticket, TicketState.OPEN, actor=Actor.agent(agent.id))
    with pytest.raises(RuleBroken):
        send(session, ticket, agent, words)


def test_words_for_a_ticket_that_was_closed_meanwhile_come_back_with_the_reason(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    ticket = make_ticket(session)
    press(bob, ticket, text="We send a new lid.", kind="reply")
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        leave_in(session, ticket, state, actor=Actor.agent(bob.agent.id))
    draft = held(session)
    frozen.advance(timedelta(seconds=10))
    run(session, draft.id)
    page = bob.client.get(f"/console/tickets/{ticket.number}").text
    assert answers(session) == []
    assert "We send a new lid." in page
    assert "This ticket is closed. Open a new one that names its number." in page


def test_a_reply_that_was_sent_again_waits_anew(session: Session, frozen: Standing) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    send(session, ticket, agent, Words("We send a new lid."))
    first = held(session).id
    frozen.advance(timedelta(seconds=8))
    take_back(session, ticket, first, agent)
    send(session, ticket, agent, Words("We send two new lids."))
    frozen.advance(timedelta(seconds=4))
    run(session, first)
    run(session, held(session).id)
    assert answers(session) == []
    frozen.advance(timedelta(seconds=6))
    run(session, held(session).id)
    assert answers(session) == ["We send two new lids."]
