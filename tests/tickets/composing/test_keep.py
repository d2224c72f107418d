"""What an agent types on a ticket is kept for them, on whatever device they go on."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.composing.rules import Words
from helpdesk.tickets.composing.service import keep, send
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.wiring import connect_facts
from tests.make import make_agent, make_ticket
from tests.people import Staff


def page(ticket: Ticket) -> str:
    return f"/console/tickets/{ticket.number}"


def type_in(staff: Staff, ticket: Ticket, text: str, **more: str) -> int:
    typed = {"text": text, **more}
    return staff.client.submit(f"{page(ticket)}/draft", typed).status_code


def drafts(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Draft.text).order_by(Draft.id)))


def test_what_was_typed_stands_in_the_composer_for_its_agent_alone(
    session: Session, bob: Staff, carla: Staff
) -> None:
    ticket = make_ticket(session)
    assert type_in(bob, ticket, "Dear Ada, we", kind="note", then="resolved") == 204
    assert type_in(bob, ticket, "Dear Ada, <we> send", kind="note", then="resolved") == 204
    mine, theirs = (who.client.get(page(ticket)).text for who in (bob, carla))
    assert "Dear Ada, &lt;we&gt; send</textarea>" in mine
    assert 'value="resolved" selected' in mine
    assert "Dear Ada" not in theirs
    assert drafts(session) == ["Dear Ada, <we> send"]


def test_what_was_deleted_is_kept_no_more(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    type_in(bob, ticket, "Dear Ada")
    type_in(bob, ticket, "  \n")
    assert drafts(session) == []


def test_a_draft_is_gone_once_it_was_sent(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    type_in(bob, ticket, "Ask the warehouse", kind="note")
    sent = {"text": "Ask the warehouse", "kind": "note"}
    bob.client.press(page(ticket), f"{page(ticket)}/entries", sent)
    assert drafts(session) == []


def test_a_page_that_keeps_what_is_being_sent_makes_no_second_draft(session: Session) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    send(session, ticket, agent, Words("It is on its way."))
    keep(session, ticket, agent, Words("It is on its way.\n"))
    assert [one.leaves_at is None for one in session.scalars(select(Draft))] == [False]


def test_a_state_that_no_page_offers_is_refused(session: Session, bob: Staff) -> None:
    assert type_in(bob, make_ticket(session), "Dear Ada", then="thrown away") == 422
    assert drafts(session) == []


@pytest.mark.parametrize("sent", [False, True])
def test_drafts_about_an_erased_customer_are_erased(session: Session, sent: bool) -> None:
    connect_facts()
    ticket, agent = make_ticket(session), make_agent(session)
    (send if sent else keep)(session, ticket, agent, Words("Dear Ada"))
    erase_customer(session, ticket.customer_id, actor=Actor.agent(agent.id))
    assert session.scalar(select(func.count()).select_from(Draft)) == 0
    assert ticket.state is TicketState.CLOSED
