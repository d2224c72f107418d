"""A note names a colleague by @."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import mentioned
from helpdesk.conversations.service import floor
from helpdesk.platform import events
from helpdesk.tickets.service import write_entry
from tests.make import make_ticket
from tests.people import Customer, Staff

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


def test_a_note_on_a_ticket_or_in_a_chat_names_who_is_meant_and_nobody_else(
    session: Session, alice: Customer, bob: Staff, carla: Staff, facts: list[events.Fact]
) -> None:
    ticket = make_ticket(session)
    write_entry(session, ticket, "@carla and @bob, look", agent=bob.agent, note=True)
    write_entry(session, ticket, "Hello @carla", agent=bob.agent)
    floor.write_note(session, alice.conversation.id, bob.agent, "@carla here, too")
    named = (carla.agent.id, bob.agent.id)
    assert [fact for fact in facts if isinstance(fact, events.AgentMentioned)] == [
        events.AgentMentioned(*named, ticket.id, None),
        events.AgentMentioned(*named, None, alice.conversation.id),
    ]
