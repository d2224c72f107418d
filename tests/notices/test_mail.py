"""The letters of notices name what happened and where, and none of a customer's words."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.service import floor
from helpdesk.notices.jobs import mail_notice
from helpdesk.platform.audit import Actor
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import assign, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.people import Customer, Mailbox, Staff
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def bobs(session: Session, frozen: Standing, bob: Staff) -> Ticket:
    """Bob's ticket, whose first answer is due in two hours."""
    promise(session)
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=Actor.agent(bob.agent.id))
    session.commit()
    return ticket


def post(session: Session) -> None:
    """Write the letters that wait."""
    for told in arguments_of(session, "mail_notice"):
        mail_notice(**told)


def about(ticket: Ticket, deadline_id: int) -> dict[str, int]:
    return {"ticket_id": ticket.id, "deadline_id": deadline_id}


def test_a_letter_on_a_deadline_says_what_is_owed_and_who_has_it(
    session: Session, bobs: Ticket, mailbox: Mailbox, bob: Staff, frozen: Standing
) -> None:
    dora = make_agent(session, name="Dora")
    dora.language = "de"
    first, _ = deadlines_of(session, bobs)
    session.commit()
    mail_notice(bob.agent.id, "deadline_near", about(bobs, first.id))
    frozen.advance(timedelta(minutes=121))
    mail_notice(dora.id, "escalated", about(bobs, first.id))
    letters = {str(letter["To"]): letter for letter in mailbox.messages()}
    near, missed = letters["bob@desk.example"], letters["dora@desk.example"]
    assert near["Subject"] == f"{bobs.number} is due soon"
    assert "First response is due on 2 March 2026, 12:00 UTC." in near.get_content()
    assert missed["Subject"] == f"{bobs.number} ist überfällig"
    assert "Wer es hat: Bob" in missed.get_content()
    for letter in (near, missed):
        assert f"/console/tickets/{bobs.number}" in letter.get_content()
        assert bobs.subject not in letter.get_content() + letter["Subject"]


def test_nobody_is_written_to_about_what_was_done_meanwhile_or_after_they_left(
    session: Session, bobs: Ticket, mailbox: Mailbox, bob: Staff, frozen: Standing
) -> None:
    dora = make_agent(session, name="Dora")
    first, resolution = deadlines_of(session, bobs)
    write_entry(session, bobs, "We look into it.", agent=bob.agent)
    dora.deactivated_at = frozen()
    session.commit()
    mail_notice(bob.agent.id, "deadline_near", about(bobs, first.id))
    mail_notice(dora.id, "escalated", about(bobs, resolution.id))
    assert mailbox.messages() == []


def test_a_letter_on_a_note_says_who_wrote_it_and_where(
    session: Session, alice: Customer, bob: Staff, carla: Staff, mailbox: Mailbox
) -> None:
    ticket = make_ticket(session)
    write_entry(session, ticket, "@carla and @bob, it is Ann's", agent=bob.agent, note=True)
    write_entry(session, ticket, "Hello @carla", agent=bob.agent)
    floor.write_note(session, alice.conversation.id, bob.agent, "@carla here, too")
    session.commit()
    post(session)
    letters = mailbox.messages()
    assert [(letter["To"], letter["Subject"]) for letter in letters] == [
        (carla.agent.email, "Bob named you in a note")
    ] * 2
    words = "".join(letter.get_content() for letter in letters)
    assert f"/console/tickets/{ticket.number}" in words
    assert f"/console/conversations/{alice.conversation.id}" in words
    assert "Ann" not in words


def test_a_rule_that_gives_a_ticket_is_called_by_the_desks_name(
    session: Session, bob: Staff, mailbox: Mailbox
) -> None:
    ticket = make_ticket(session)
    mail_notice(bob.agent.id, "assigned", {"ticket_id": ticket.id})
    (letter,) = mailbox.messages()
    assert letter["Subject"] == f"Heed gave you {ticket.number}"
