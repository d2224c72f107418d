"""A ticket's page shows what was said in the chat from which it came."""

from sqlalchemy.orm import Session

from tests.make import make_conversation, make_message, make_ticket
from tests.people import Staff


def test_what_was_said_in_the_chat_stands_on_the_page_of_its_ticket(
    session: Session, bob: Staff
) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "The <i>lid</i> broke")
    ticket = make_ticket(session, conversation.customer, conversation_id=conversation.id)
    place = f"/console/conversations/{conversation.id}/said"
    assert place in bob.client.get(f"/console/tickets/{ticket.number}").text
    assert "The &lt;i&gt;lid&lt;/i&gt; broke" in bob.client.get(place).text


def test_reading_it_there_tells_the_customer_nothing(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "The lid broke")
    bob.client.get(f"/console/conversations/{conversation.id}/said")
    session.refresh(conversation)
    assert conversation.seen_by_agent == 0


def test_a_ticket_that_came_otherwise_asks_for_no_chat(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    assert "/said" not in bob.client.get(f"/console/tickets/{ticket.number}").text
