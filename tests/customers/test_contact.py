"""How to reach somebody who has proven nothing: what is taken for it, and who may change it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer as Person
from helpdesk.customers.rules import check_contact, email_in
from helpdesk.customers.service import erase_customer, learn_contact, note_contact, prove_email
from helpdesk.platform.audit import BOT, Actor, AuditEvent
from helpdesk.platform.errors import RuleBroken
from tests.contacts import REACHES, REACHES_NOBODY
from tests.make import make_customer
from tests.people import Browser, Customer, Staff


@pytest.mark.parametrize("contact", REACHES)
def test_an_address_or_a_number_reaches_somebody(contact: str) -> None:
    assert check_contact(f"  {contact} ") == contact


@pytest.mark.parametrize("contact", REACHES_NOBODY)
def test_anything_else_is_refused_with_what_is_needed(contact: str) -> None:
    with pytest.raises(RuleBroken, match=r"e-mail address like .* or a phone number"):
        check_contact(contact)


def test_a_contact_is_one_short_line() -> None:
    assert check_contact("a@example.org\nor\x00 b@example.org") == "a@example.org or b@example.org"
    with pytest.raises(RuleBroken, match="500 characters"):
        check_contact("a@example.org " * 40)


@pytest.mark.parametrize(
    ("contact", "email"),
    [
        (None, None),
        ("", None),
        ("call me on 555 0100", None),
        ("alice@example.org", "alice@example.org"),
        ("Write to Alice.B+x@Mail.Example.org.", "alice.b+x@mail.example.org"),
        ("Alice <alice@example.org>, please", "alice@example.org"),
        ("a@b, c@example.org", "c@example.org"),
        ("email:alice@example.org", "alice@example.org"),
        ('"alice@example.org" (private)', "alice@example.org"),
        ("alice @ example.org", None),
        ("a@example.org b@example.org", "a@example.org"),
    ],
)
def test_the_address_is_found_among_the_words(contact: str | None, email: str | None) -> None:
    assert email_in(contact) == email


def changes(session: Session) -> list[tuple[str, str]]:
    session.flush()
    query = select(AuditEvent).where(AuditEvent.action.startswith("contact"))
    events = session.scalars(query.order_by(AuditEvent.id)).all()
    assert not [event for event in events if event.before or event.after or event.reason]
    return [(event.actor, event.action) for event in events]


def test_every_change_is_on_the_record_without_the_address(session: Session) -> None:
    dora = make_customer(session, name=None)
    for contact in ("dora@example.org", " dora@example.org", "030 1234567", None, None):
        note_contact(session, dora, contact, actor=Actor.agent(1))
    assert dora.contact is None
    assert changes(session) == [
        ("agent:1", "contact added"),
        ("agent:1", "contact changed"),
        ("agent:1", "contact removed"),
    ]


def test_what_is_learned_in_passing_never_replaces_anything(session: Session) -> None:
    dora, alice = make_customer(session), make_customer(session, email="alice@example.org")
    for contact in (None, "call me maybe", "dora@example.org", "other@example.org"):
        learn_contact(session, dora.id, contact, actor=BOT)
    learn_contact(session, alice.id, "other@example.org", actor=BOT)
    assert (dora.contact, alice.contact) == ("dora@example.org", None)


def test_it_goes_along_when_the_visitor_turns_out_to_be_somebody(session: Session) -> None:
    known = make_customer(session, email="alice@example.org")
    visitor = make_customer(session, name=None)
    note_contact(session, visitor, "030 1234567", actor=Actor.agent(1))
    assert prove_email(session, visitor, "alice@example.org").contact == "030 1234567"
    assert known.email == "alice@example.org"


def test_an_erased_address_is_gone_wherever_it_was_named(session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    dora, ben = make_customer(session, name=None), make_customer(session, name="Ben")
    note_contact(session, dora, "d@x.example or Alice@Example.org", actor=BOT)
    note_contact(session, ben, "malice@example.organic", actor=BOT)
    erase_customer(session, alice.id, actor=Actor.agent(1))
    session.expire_all()
    assert (dora.contact, ben.contact) == (None, "malice@example.organic")
    with pytest.raises(RuleBroken, match="was erased"):
        note_contact(session, alice, "new@example.org", actor=Actor.agent(1))


def test_an_agent_adds_corrects_and_removes_it(
    bob: Staff, dora: Customer, session: Session
) -> None:
    talk = f"/console/conversations/{dora.conversation.id}"
    path = f"/console/customers/{dora.id}/contact?next={talk}"
    assert f'href="{path}"' in bob.client.get(talk).text
    assert "nobody has proven it" in bob.client.get(path).text
    form = {"contact": "dora@example.org", "next": talk}
    answer = bob.client.submit(path, form)
    assert (answer.status_code, answer.location) == (303, talk)
    page = bob.client.get(talk).text
    assert "dora@example.org" in page
    assert "not proven" in page
    assert 'value="dora@example.org"' in bob.client.get(path).text
    bob.client.submit(path, {"contact": " ", "next": talk})
    assert session.get_one(Person, dora.id).contact is None
    actor = f"agent:{bob.agent.id}"
    assert changes(session) == [(actor, "contact added"), (actor, "contact removed")]


def test_a_slip_of_an_agent_is_kept_with_what_to_change(bob: Staff, dora: Customer) -> None:
    answer = bob.client.submit(f"/console/customers/{dora.id}/contact", {"contact": "dora@home"})
    assert answer.status_code == 422
    assert "phone number" in answer.text
    assert 'value="dora@home"' in answer.text


def test_the_way_back_leads_nowhere_else(bob: Staff, dora: Customer) -> None:
    form = {"contact": "dora@example.org", "next": "https://evil.example/console"}
    answer = bob.client.submit(f"/console/customers/{dora.id}/contact", form)
    assert answer.location == f"/console/complaints/of-customer/{dora.id}"


def test_who_has_a_proven_address_is_given_no_other(bob: Staff, alice: Customer) -> None:
    page = bob.client.get(f"/console/conversations/{alice.conversation.id}").text
    assert "alice@example.org" in page
    assert f"/console/customers/{alice.id}/contact" not in page


def test_only_the_desk_changes_it_there(client: Browser, dora: Customer) -> None:
    path = f"/console/customers/{dora.id}/contact"
    for browser in (client, dora.client):
        assert browser.submit(path, {"contact": "x@example.org"}).status_code in {302, 401}
    assert dora.conversation.customer.contact is None
