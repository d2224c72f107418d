"""The widget's API as the browser uses it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service import floor
from helpdesk.customers.models import Customer as CustomerRow
from helpdesk.platform import clock
from tests.make import make_bot_answer, make_message
from tests.people import WIDGET, Browser, Customer, Staff, bearer, identity_token

PAGE = {"url": "https://shop.example/kettles", "title": "Kettles", "locale": "en-GB"}


def started(client: Browser, **body: object) -> dict[str, str]:
    answer = client.post(f"{WIDGET}/conversations", json={"page": PAGE, **body})
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.get_json()
    return found


def test_the_settings_say_who_we_are_and_whether_people_are_there(
    client: Browser, bob: Staff
) -> None:
    found = client.get(f"{WIDGET}/settings").get_json()
    assert found["people_available"] is False
    assert set(found) == {
        "company", "accent", "logo", "hours", "people_available",
    }  # fmt: skip
    bob.agent.last_seen_at = clock.now()
    assert client.get(f"{WIDGET}/settings").get_json()["people_available"] is True


def test_a_visitor_starts_writes_and_reads(client: Browser, session: Session) -> None:
    begun = started(client, identity=None)
    url = f"{WIDGET}/conversations/{begun['conversation_id']}/messages"
    key = bearer(begun["token"])
    sent = client.post(url, headers=key, json={"text": "Hello", "client_id": "c1"})
    assert sent.status_code == 202
    found = client.get(url, headers=key).get_json()
    assert (found["floor"], found["agent"]) == ("bot", None)
    message = found["messages"][0]
    expected = {
        "id": sent.get_json()["id"], "author": "customer", "author_name": "", "text": "Hello",
        "buttons": [], "sources": [], "rateable": False, "helpful": None, "client_id": "c1",
    }  # fmt: skip
    assert {key: message[key] for key in expected} == expected
    assert message["created_at"].endswith("+00:00")
    assert session.scalars(select(Conversation)).one().page == PAGE


def test_a_body_is_not_needed_to_start(client: Browser) -> None:
    assert client.post(f"{WIDGET}/conversations", json={}).status_code == 201


def test_a_repeated_post_is_answered_with_the_same_id(alice: Customer) -> None:
    first, again = alice.write("Hello"), alice.write("Hello")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.get_json() == again.get_json()
    assert alice.reads() == ["Hello"]


def test_reading_goes_on_after_the_last_id(alice: Customer) -> None:
    first = alice.write("One", "c1").get_json()["id"]
    alice.write("Two", "c2")
    found = alice.get(query_string={"after": first}).get_json()["messages"]
    assert [message["text"] for message in found] == ["Two"]


def test_a_long_conversation_is_read_in_pages(alice: Customer, session: Session) -> None:
    for number in range(205):
        make_bot_answer(session, alice.conversation, f"Line {number}")
    first = alice.get().get_json()["messages"]
    rest = alice.get(query_string={"after": first[-1]["id"]}).get_json()["messages"]
    assert (len(first), len(rest)) == (200, 5)


def test_a_signed_identity_names_the_customer_from_the_start(
    client: Browser, session: Session
) -> None:
    claims = {"email": "alice@example.org", "email_verified": True}
    token = identity_token(client.application, "shop-17", **claims)
    started(client, identity=token)
    customer = session.scalars(select(Conversation)).one().customer
    assert (customer.external_id, customer.verified) == ("shop-17", True)


def test_signing_in_later_moves_the_conversation_to_the_known_customer(
    client: Browser, alice: Customer, dora: Customer, session: Session
) -> None:
    claims = {"email": "alice@example.org", "email_verified": True}
    token = identity_token(client.application, "shop-17", **claims)
    visitor = dora.id
    for _ in range(2):
        answer = dora.post("identity", {"identity": token})
        assert answer.get_json() == {"verified": True}
    assert dora.id == alice.id
    assert session.get_one(CustomerRow, visitor).merged_into_id == alice.id


def test_a_forged_identity_opens_nothing(client: Browser, dora: Customer, session: Session) -> None:
    forged = identity_token(client.application, "shop-17") + "x"
    for answer in (
        client.post(f"{WIDGET}/conversations", json={"identity": forged}),
        dora.post("identity", {"identity": forged}),
    ):
        assert answer.status_code == 401
        assert "not signed by this company" in answer.get_json()["detail"]
    assert session.scalars(select(Conversation)).one().id == dora.conversation.id


def test_a_person_can_be_asked_for_at_any_moment(alice: Customer) -> None:
    for _ in range(2):
        answer = alice.post("handoff")
        assert (answer.status_code, answer.get_json()["floor"]) == (202, "waiting")
    assert len(alice.reads()) == 1


def test_a_person_who_is_there_has_a_name(alice: Customer, bob: Staff, session: Session) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation, "Hello Bob")
    assert alice.get().get_json()["agent"] == {"name": "Bob"}


def test_notes_stay_inside(alice: Customer, bob: Staff, session: Session) -> None:
    floor.write_note(session, alice.conversation.id, bob.agent, "A difficult one")
    assert alice.get().get_json()["messages"] == []
