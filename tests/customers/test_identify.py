"""A visitor turns out to be somebody; everything of theirs moves along."""

from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.customers.rules import Identity, SomebodyElse
from helpdesk.customers.service import (
    create_visitor,
    customer_with_email,
    get_customer,
    identify,
    prove_email,
)
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import NotFound
from helpdesk.wiring import connect_facts
from tests.make import (
    make_complaint,
    make_conversation,
    make_customer,
    make_feedback,
    make_ticket,
)

ALICE = Identity("shop-17", "Alice@Example.org", "Alice")


@pytest.fixture(autouse=True)
def _facts() -> None:
    connect_facts()


def test_a_first_identity_makes_the_visitor_that_customer(session: Session) -> None:
    visitor = create_visitor(session)
    alice = identify(session, visitor, ALICE)
    assert alice.id == visitor.id
    assert (alice.external_id, alice.email, alice.name) == (
        "shop-17",
        "alice@example.org",
        "Alice",
    )
    assert alice.verified


def test_an_unproven_address_is_kept_beside_what_is_known(session: Session) -> None:
    unproven = Identity("shop-17", None, "Alice", contact="alice@example.org")
    alice = identify(session, create_visitor(session), unproven)
    assert (alice.email, alice.contact) == (None, "alice@example.org")
    assert not alice.owns(uuid4(), "alice@example.org")


def test_the_same_identity_again_changes_nothing(session: Session) -> None:
    alice = identify(session, create_visitor(session), ALICE)
    again = identify(session, alice, ALICE)
    session.flush()
    assert again.id == alice.id


def test_a_second_visitor_with_the_same_identity_is_merged(session: Session) -> None:
    alice = identify(session, create_visitor(session), ALICE)
    visitor = create_visitor(session)
    assert identify(session, visitor, ALICE).id == alice.id
    session.flush()
    assert visitor.merged_into_id == alice.id
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "merged")).one()
    assert event.after == {"into": str(alice.id)}


def test_a_known_address_leads_to_its_customer(session: Session) -> None:
    known = make_customer(session, name="A. Smith", email="alice@example.org")
    found = identify(session, create_visitor(session), ALICE)
    assert found.id == known.id
    assert (found.external_id, found.name) == ("shop-17", "Alice")


def test_merging_moves_everything_of_the_visitor(session: Session) -> None:
    known = make_customer(session, email="alice@example.org")
    visitor = make_customer(session, name=None)
    conversation, _ = make_conversation(session, visitor)
    ticket = make_ticket(session, visitor)
    complaint = make_complaint(session, visitor, conversation_id=conversation.id)
    feedback = make_feedback(session, customer_id=visitor.id)
    identify(session, visitor, ALICE)
    session.commit()
    owners = {conversation.customer_id, ticket.customer_id, complaint.customer_id}
    assert owners | {feedback.customer_id} == {known.id}
    assert get_customer(session, visitor.id).id == known.id


def test_somebody_known_is_never_made_somebody_else(session: Session) -> None:
    alice = identify(session, create_visitor(session), ALICE)
    bert = identify(session, create_visitor(session), Identity("shop-18", None, "Bert"))
    for other in (ALICE, Identity("shop-99", None, "Zoe")):
        with pytest.raises(SomebodyElse, match="another customer"):
            identify(session, bert, other)
    session.flush()
    assert bert.merged_into_id is None
    assert (alice.external_id, bert.external_id, bert.name) == ("shop-17", "shop-18", "Bert")


def test_an_address_of_somebody_else_is_not_taken_over(session: Session) -> None:
    identify(session, create_visitor(session), Identity("shop-18", "bert@example.org", "Bert"))
    alice = identify(session, create_visitor(session), ALICE)
    again = identify(session, alice, Identity("shop-17", "bert@example.org", "Alice"))
    session.flush()
    assert (again.id, again.email) == (alice.id, "alice@example.org")


def test_two_accounts_of_the_site_with_one_address_stay_two(session: Session) -> None:
    alice = identify(session, create_visitor(session), ALICE)
    other = identify(session, create_visitor(session), Identity("shop-66", ALICE.email, "Mal"))
    session.flush()
    assert other.id != alice.id
    assert (other.external_id, other.email, alice.name) == ("shop-66", None, "Alice")


def test_a_proven_address_makes_the_visitor_verified(session: Session) -> None:
    visitor = prove_email(session, create_visitor(session), "alice@example.org")
    assert (visitor.email, visitor.verified) == ("alice@example.org", True)


def test_proving_the_same_address_again_changes_nothing(session: Session) -> None:
    alice = prove_email(session, create_visitor(session), "alice@example.org")
    again = prove_email(session, alice, "alice@example.org")
    session.flush()
    assert again.id == alice.id


def test_a_known_customer_without_an_address_gets_the_one_they_prove(session: Session) -> None:
    alice = identify(session, create_visitor(session), Identity("shop-17", None, "Alice"))
    proven = prove_email(session, alice, "alice@example.org")
    assert (proven.id, proven.email) == (alice.id, "alice@example.org")


def test_a_known_customer_keeps_to_one_address(session: Session) -> None:
    alice = identify(session, create_visitor(session), ALICE)
    make_customer(session, name="Bert", email="bert@example.org")
    for address in ("bert@example.org", "new@example.org"):
        with pytest.raises(SomebodyElse):
            prove_email(session, alice, address)


def test_the_customer_of_an_address_is_made_once(session: Session) -> None:
    first = customer_with_email(session, "alice@example.org")
    assert customer_with_email(session, "alice@example.org").id == first.id


def test_following_merges_ends_at_the_last_customer(session: Session) -> None:
    last = make_customer(session, email="alice@example.org")
    middle = Customer(created_at=clock.now(), merged_into_id=last.id)
    session.add(middle)
    session.flush()
    first = Customer(created_at=clock.now(), merged_into_id=middle.id)
    session.add(first)
    session.flush()
    assert get_customer(session, first.id).id == last.id


def test_nobody_is_found_under_an_unknown_id(session: Session) -> None:
    with pytest.raises(NotFound):
        get_customer(session, uuid4())


@pytest.mark.parametrize(
    ("name", "email", "shown"),
    [("Alice", "a@example.org", "Alice"), (None, "a@example.org", "a@example.org")],
)
def test_a_customer_is_shown_by_name_or_address(
    session: Session, name: str | None, email: str, shown: str
) -> None:
    assert make_customer(session, name=name, email=email).display_name == shown


def test_a_visitor_is_shown_as_one(session: Session) -> None:
    assert make_customer(session, name=None).display_name.startswith("Visitor ")
