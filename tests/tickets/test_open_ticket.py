"""Opening a ticket and finding it again."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketRefused
from helpdesk.tickets.service import get_ticket
from tests.conftest import Standing
from tests.make import make_conversation, make_ticket


def test_a_ticket_gets_a_number_and_the_customers_words(session: Session, frozen: Standing) -> None:
    ticket = make_ticket(session, subject="  The lid broke ", text=" On day two. ")
    assert ticket.number == "T-2026-000001"
    assert (ticket.subject, ticket.state, ticket.priority) == ("The lid broke", "new", "normal")
    entry = session.scalars(select(TicketEntry)).one()
    assert (entry.text, entry.agent_id, entry.note) == ("On day two.", None, False)
    assert ticket.created_at == frozen.moment


def test_numbers_follow_each_other(session: Session, frozen: Standing) -> None:
    numbers = [make_ticket(session).number for _ in range(3)]
    assert [number[-1] for number in numbers] == ["1", "2", "3"]


def test_a_refused_ticket_takes_no_number(session: Session, frozen: Standing) -> None:
    with pytest.raises(TicketRefused):
        make_ticket(session, subject=" ")
    assert make_ticket(session).number == "T-2026-000001"
    assert session.scalar(select(func.count()).select_from(Ticket)) == 1


def test_it_knows_where_it_came_from(session: Session) -> None:
    conversation, _ = make_conversation(session)
    ticket = make_ticket(session, email="a@example.org", conversation_id=conversation.id)
    assert (ticket.conversation_id, ticket.email) == (conversation.id, "a@example.org")
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "ticket")).one()
    known = {"number": ticket.number, "state": "new", "priority": "normal"}
    assert (event.action, event.after) == ("opened", known)


@pytest.mark.parametrize("spelling", ["{}", " {} ", "lower"])
def test_a_ticket_is_found_however_its_number_is_typed(session: Session, spelling: str) -> None:
    ticket = make_ticket(session)
    typed = ticket.number.lower() if spelling == "lower" else spelling.format(ticket.number)
    assert get_ticket(session, typed).id == ticket.id


@pytest.mark.parametrize("number", ["", "T-2026-999999", "C-2026-000001", "' or 1=1"])
def test_an_unknown_number_is_refused_with_an_example(session: Session, number: str) -> None:
    make_ticket(session)
    with pytest.raises(NotFound, match="looks like T-2026-000123"):
        get_ticket(session, number)
