"""People of the desk file what customers told them."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.queries import history_of
from helpdesk.complaints.rules import ComplaintState
from helpdesk.conversations.models import Message
from helpdesk.conversations.rules import Author
from helpdesk.customers.service import erase_customer
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_conversation, make_customer, make_message, make_ticket
from tests.people import Staff

NEW = "/console/complaints/new"
LETTER = {"what_happened": "My fern came half dead.", "channel": "letter"}


def file(who: Staff, page: str = NEW, **form: Any) -> TestResponse:
    """Send the form as its page shows it."""
    return who.client.press(page, page, form)


def filed(session: Session) -> Complaint:
    return session.scalars(select(Complaint)).one()


def test_a_letter_becomes_a_complaint_of_whoever_has_the_address(
    session: Session, bob: Staff
) -> None:
    alice = make_customer(session, email="alice@example.org")
    answer = file(bob, **LETTER, remedy_sought="A new one", contact="alice@example.org")
    complaint = filed(session)
    assert (answer.status_code, answer.location) == (
        303,
        f"/console/complaints/{complaint.number}",
    )
    assert (complaint.customer_id, complaint.channel) == (alice.id, "letter")
    assert complaint.state is ComplaintState.ACKNOWLEDGED
    assert len(arguments_of(session, "mail_acknowledgement")) == 1
    received = history_of(session, complaint)[-1]
    assert (received.action, received.actor) == ("received", Actor.agent(bob.agent.id))


def test_a_caller_without_an_address_stays_unconfirmed_until_somebody_says_why(
    session: Session, bob: Staff
) -> None:
    file(bob, what_happened="Half dead.", channel="phone", name="Eva", contact="+49 30 1234567")
    complaint = filed(session)
    assert (complaint.state, complaint.acknowledgement) == (ComplaintState.RECEIVED, None)
    assert complaint.customer.name == "Eva"
    assert arguments_of(session, "mail_acknowledgement") == []
    page = f"/console/complaints/{complaint.number}"
    assert "Why nobody can be told that it arrived" in bob.client.get(page).text
    bob.client.press(page, f"{page}/unreachable", {"reason": "They hung up."})
    assert complaint.state is ComplaintState.ACKNOWLEDGED


def test_the_chosen_messages_of_a_chat_are_the_complaint(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "Hello")
    late = make_message(session, conversation, "My fern came late.")
    page = f"{NEW}?conversation={conversation.id}"
    soup = BeautifulSoup(bob.client.get(page).text, "html.parser")
    assert len(soup.find_all("input", {"name": "said", "checked": True})) == 2
    file(bob, page, said=f"message-{late.id}", what_happened="And half dead.", channel="widget")
    complaint = filed(session)
    assert complaint.what_happened == "My fern came late.\n\nAnd half dead."
    assert (complaint.conversation_id, complaint.customer_id) == (
        conversation.id,
        conversation.customer_id,
    )
    newest = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert newest
    assert (newest.author, newest.text) == (
        Author.SYSTEM,
        f"{complaint.acknowledgement} Ask here for its status whenever you like.",
    )


def test_messages_of_another_chat_are_not_taken(session: Session, bob: Staff) -> None:
    mine, _ = make_conversation(session)
    other, _ = make_conversation(session, make_customer(session, name="Dora"))
    secret = make_message(session, other, "My secret")
    answer = file(
        bob, f"{NEW}?conversation={mine.id}", said=f"message-{secret.id}", channel="widget"
    )
    assert answer.status_code == 422
    assert "My secret" not in answer.text


def test_a_complaint_from_a_ticket_leads_there(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session, text="It broke on day two.", email="alice@example.org")
    link = f"{NEW}?ticket={ticket.number}"
    assert f'href="{link}"' in bob.client.get(f"/console/tickets/{ticket.number}").text
    page = bob.client.get(link).text
    assert "It broke on day two." in page
    assert 'value="alice@example.org"' in page
    said = re.findall(r'name="said" value="([^"]+)"', page)
    file(bob, link, said=said[0], channel="ticket", contact="alice@example.org")
    complaint = filed(session)
    assert (complaint.ticket_id, complaint.what_happened) == (ticket.id, "It broke on day two.")
    shown = bob.client.get(f"/console/complaints/{complaint.number}").text
    assert f"Open ticket {ticket.number}" in shown


def test_a_late_entry_keeps_both_dates(session: Session, bob: Staff, frozen: Standing) -> None:
    file(bob, **LETTER, received_at="2026-02-26T09:00")
    complaint = filed(session)
    assert complaint.recorded_at == clock.now()
    assert f"{complaint.received_at:%Y-%m-%d}" == "2026-02-26"
    page = bob.client.get(f"/console/complaints/{complaint.number}").text
    assert "recorded" in page
    assert complaint.assess_by < complaint.recorded_at


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"what_happened": " "}, "Say in your own words what happened"),
        ({"what_happened": "x" * 20_001}, "Shorten the text"),
        ({"channel": ""}, "Choose how the complaint reached us"),
        ({"channel": "widget"}, "Choose how the complaint reached us"),
        ({"received_at": "2999-01-01T00:00"}, "cannot have reached us later than now"),
        ({"received_at": "soon"}, "Write day and time"),
        ({"contact": "call me maybe"}, "a phone number with its area code"),
        ({"name": "x" * 201}, "Shorten the name"),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_rest_is_kept(
    session: Session, bob: Staff, form: dict[str, str], why: str
) -> None:
    answer = file(bob, **{**LETTER, "remedy_sought": "A new fern", **form})
    assert answer.status_code == 422
    assert why in answer.text
    assert "A new fern" in answer.text
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0


@pytest.mark.parametrize("place", ["conversation=7", "ticket=T-1999-000001"])
def test_a_place_that_does_not_exist_is_not_found(bob: Staff, place: str) -> None:
    assert bob.client.get(f"{NEW}?{place}").status_code == 404


def test_pressing_twice_or_going_back_files_one(session: Session, bob: Staff) -> None:
    form = {**LETTER, "form_key": "one-form"}
    answers = [bob.client.submit(NEW, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert filed(session).channel == "letter"


def test_nothing_is_filed_of_an_erased_customer(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    erase_customer(session, ticket.customer_id, actor=Actor.agent(bob.agent.id))
    session.commit()
    answer = file(bob, f"{NEW}?ticket={ticket.number}", **LETTER)
    assert answer.status_code >= 400
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0
