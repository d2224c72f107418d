"""What agents read of whether who writes is the customer, wherever a case is shown."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.customers.service import erase_customer
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from tests.make import make_conversation, make_customer


def check_proof_is_told(session: Session, told: Callable[[Customer, UUID | None], str]) -> None:
    """`told` makes a case of that customer and conversation, and gives its page."""
    visitor, alice = make_customer(session), make_customer(session, email="alice@example.org")
    assert "Not verified: tell nothing personal" in told(visitor, None)
    assert "Verified <time" in told(alice, None)
    conversation, _ = make_conversation(session, alice)
    assert "Verified <time" in told(alice, conversation.id)
    conversation.verified_until = clock.now()
    session.commit()
    assert "No longer verified: tell nothing personal" in told(alice, conversation.id)
    erase_customer(session, alice.id, actor=Actor.agent(1))
    assert "nobody reads what is written here" in told(alice, None)
