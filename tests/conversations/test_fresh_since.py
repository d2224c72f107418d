"""What was said before a conversation started afresh is no longer part of it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Message
from helpdesk.conversations.queries import fresh_since
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import Actor
from tests.make import make_message
from tests.people import Customer, Staff


def test_one_that_never_ended_goes_back_to_its_beginning(alice: Customer, session: Session) -> None:
    make_message(session, alice.conversation, "Hello")
    assert fresh_since(session, alice.conversation.id) is None


@pytest.mark.parametrize("again", ["hand back", "resolve"])
def test_one_that_was_resolved_or_handed_back_starts_after_its_end(
    alice: Customer, bob: Staff, session: Session, again: str
) -> None:
    talk = alice.conversation
    before = make_message(session, talk, "How do I get a refund?")
    floor.take(session, talk.id, bob.agent)
    ending: dict[str, Callable[[], object]] = {
        "hand back": lambda: floor.hand_back(session, talk.id, bob.agent),
        "resolve": lambda: floor.resolve(session, talk.id, actor=Actor.agent(bob.agent.id)),
    }
    ending[again]()
    after = make_message(session, talk, "and how long does that take?")
    since = fresh_since(session, talk.id)
    assert since is not None
    assert before.created_at < since <= after.created_at
    assert session.get_one(Message, talk.session_after).created_at == since
