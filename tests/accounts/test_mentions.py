"""A note that names a colleague by @ reaches them by mail."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.jobs import mail_mention
from helpdesk.accounts.rules import mentioned
from helpdesk.accounts.service import deactivate_agent
from helpdesk.conversations.service import floor
from helpdesk.tickets.service import write_entry
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Customer, Mailbox, Staff

NAMES = {1: "Mia Brandt", 2: "Lee Okafor", 3: "Lee Ng", 4: "Zoë"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@mia look", {1}), ("Could @MIA. look?", {1}), ("@lee", {2, 3}), ("@lee.okafor", {2}),
        ("@zoë!", {4}), ("mia", set()), ("mia@lee.example", set()), ("@mi", set()),
        ("@@mia", set()), ("@mia @lee.ng", {1, 3}), ("(@mia)", {1}),
    ],
)  # fmt: skip
def test_whom_the_words_mean(text: str, meant: set[int]) -> None:
    assert mentioned(text, NAMES) == meant


def test_a_note_on_a_ticket_or_in_a_chat_tells_who_is_named_and_nobody_else(
    session: Session, alice: Customer, bob: Staff, carla: Staff
) -> None:
    ticket = make_ticket(session)
    write_entry(session, ticket, "@carla and @bob, look", agent=bob.agent, note=True)
    write_entry(session, ticket, "Hello @carla", agent=bob.agent)
    floor.write_note(session, alice.conversation.id, bob.agent, "@carla here, too")
    told = {"agent_id": carla.agent.id, "by_id": bob.agent.id}
    assert arguments_of(session, "mail_mention") == [
        {**told, "address": f"/console/tickets/{ticket.number}"},
        {**told, "address": f"/console/conversations/{alice.conversation.id}"},
    ]


def test_the_letter_says_where_and_holds_no_word_of_the_note(
    session: Session, bob: Staff, carla: Staff, ada: Staff, mailbox: Mailbox
) -> None:
    mail_mention(carla.agent.id, bob.agent.id, "/console/tickets/T-2026-000001")
    (letter,) = mailbox.messages()
    assert (letter["To"], letter["Subject"]) == (carla.agent.email, "Bob named you in a note")
    assert "/console/tickets/T-2026-000001" in letter.get_content()
    deactivate_agent(session, carla.agent.id, by=ada.agent)
    session.commit()
    mail_mention(carla.agent.id, bob.agent.id, "/console/tickets/T-2026-000001")
    assert len(mailbox.messages()) == 1
