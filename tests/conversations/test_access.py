"""Who may open a conversation, for how long, and what was proven in it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import ConversationToken
from helpdesk.conversations.service.access import (
    conversation_of_token,
    issue_token,
    prove_address,
    prove_identity,
)
from helpdesk.customers.rules import Identity
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotSignedIn
from tests.conftest import Standing
from tests.make import make_conversation, make_customer
from tests.people import Customer, Staff, identity_token

A_WEEK = 7 * 24 * 3600


def test_a_token_opens_its_own_conversation_only(
    alice: Customer, dora: Customer, session: Session
) -> None:
    with pytest.raises(NotSignedIn, match="not open to you"):
        conversation_of_token(session, alice.conversation.id, dora.token)


def test_only_the_hash_of_a_token_is_kept(session: Session) -> None:
    conversation, token = make_conversation(session)
    assert token not in session.scalars(select(ConversationToken.token_hash)).all()
    assert conversation_of_token(session, conversation.id, token).id == conversation.id


def test_a_token_is_renewed_before_it_ends(frozen: Standing, dora: Customer) -> None:
    dora.write("Hello")
    frozen.advance(timedelta(days=6))
    answer = dora.post("token")
    assert (answer.status_code, answer.get_json()["expires_in"]) == (201, A_WEEK)
    assert dora.reads() == ["Hello"], "another tab still uses the old one"
    frozen.advance(timedelta(days=1))
    assert dora.get().status_code == 401
    dora.token = answer.get_json()["token"]
    assert dora.reads() == ["Hello"]


def test_tokens_that_ended_are_not_kept(frozen: Standing, session: Session) -> None:
    conversation, _ = make_conversation(session)
    for _ in range(3):
        frozen.advance(timedelta(days=7))
        issue_token(session, conversation)
    assert session.scalar(select(func.count()).select_from(ConversationToken)) == 1


def test_nothing_is_proven_in_a_visitors_conversation(session: Session) -> None:
    conversation, _ = make_conversation(session, make_customer(session, name=None))
    assert not conversation.proven


def test_the_site_proves_again_what_it_proved_before(frozen: Standing, dora: Customer) -> None:
    for _ in range(3):
        token = identity_token(dora.client.application, "dora")
        assert dora.post("identity", {"identity": token}).get_json() == {"verified": True}
        frozen.advance(timedelta(minutes=119))
        assert dora.conversation.proven
    frozen.advance(timedelta(minutes=1))
    assert not dora.conversation.proven


def test_a_conversation_begun_by_a_signed_in_customer_is_proven(
    frozen: Standing, dora: Customer, session: Session
) -> None:
    token = identity_token(dora.client.application, "dora")
    begun = dora.client.post("/api/v1/widget/conversations", json={"identity": token}).get_json()
    assert begun["expires_in"] == A_WEEK
    found = conversation_of_token(session, begun["conversation_id"], begun["token"])
    assert found.proven
    assert found.customer.external_id == "dora"


def test_an_expired_identity_takes_nothing_away(frozen: Standing, dora: Customer) -> None:
    token = identity_token(dora.client.application, "dora")
    dora.post("identity", {"identity": token})
    frozen.advance(timedelta(minutes=30))
    answer = dora.post("identity", {"identity": token})
    assert answer.status_code == 401
    assert "Reload the page" in answer.get_json()["detail"]
    assert dora.conversation.proven
    assert dora.write("Still here").status_code == 202


def test_nothing_is_proven_for_somebody_who_was_erased_meanwhile(
    dora: Customer, session: Session
) -> None:
    erase_customer(session, dora.id, actor=Actor.agent(1))
    with pytest.raises(NotSignedIn):
        prove_identity(session, dora.conversation.id, Identity("dora", None, "Dora"))
    with pytest.raises(NotSignedIn):
        prove_address(session, dora.conversation.id, "dora@example.org")


def test_an_agent_sees_whether_the_proof_still_holds(
    frozen: Standing, dora: Customer, bob: Staff
) -> None:
    page = f"/console/conversations/{dora.conversation.id}/context"
    warning = "tell nothing personal"
    assert warning in bob.client.get(page).text
    dora.post("identity", {"identity": identity_token(dora.client.application, "dora")})
    assert warning not in bob.client.get(page).text
    frozen.advance(timedelta(hours=2))
    assert warning in bob.client.get(page).text
