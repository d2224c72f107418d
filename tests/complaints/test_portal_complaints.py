"""Complaining in the portal, and following complaints and requests."""

from uuid import uuid4

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from tests.make import make_complaint, make_customer, make_ticket
from tests.people import Browser
from tests.portal import signed_in

FORM = {
    "form_key": "one-form",
    "what_happened": "Third parcel that arrives broken.",
    "remedy_sought": "A new one",
    "contact": "alice@example.org",
}


def test_a_complaint_gets_a_number_and_dates(client: Browser, session: Session) -> None:
    answer = client.submit("/complaints/new", FORM)
    assert (answer.status_code, answer.location) == (303, "/complaints/received")
    complaint = session.scalars(select(Complaint)).one()
    page = client.get("/complaints/received").text
    assert complaint.number in page
    assert f"{complaint.decide_by:%-d %B %Y}" in page
    assert (complaint.channel, complaint.email) == ("portal", "alice@example.org")


def test_sending_it_twice_is_one_complaint(client: Browser, session: Session) -> None:
    for _ in range(2):
        client.submit("/complaints/new", FORM)
    assert len(session.scalars(select(Complaint)).all()) == 1


def test_every_form_has_a_key_of_its_own(client: Browser, session: Session) -> None:
    for words in ("It broke.", "And the other one broke too."):
        client.submit("/complaints/new", {**FORM, "what_happened": words, "form_key": uuid4().hex})
    assert len(session.scalars(select(Complaint)).all()) == 2


def test_an_empty_complaint_keeps_the_rest(client: Browser, session: Session) -> None:
    answer = client.submit("/complaints/new", {**FORM, "what_happened": " "})
    assert answer.status_code == 422
    assert 'id="what_happened-fault"' in answer.text
    assert "A new one" in answer.text
    assert session.scalars(select(Complaint)).all() == []


def test_a_contact_that_reaches_nobody_is_said_so_beside_the_field(
    client: Browser, session: Session
) -> None:
    answer = client.submit("/complaints/new", {**FORM, "contact": "call me maybe"})
    assert answer.status_code == 422
    assert 'id="contact-fault"' in answer.text
    assert "a phone number with its area code" in answer.text
    assert 'value="call me maybe"' in answer.text
    assert session.scalars(select(Complaint)).all() == []


@pytest.mark.parametrize("contact", ["", "  ", "030 1234567"])
def test_a_contact_may_be_left_out_or_be_a_number(
    client: Browser, session: Session, contact: str
) -> None:
    assert client.submit("/complaints/new", {**FORM, "contact": contact}).status_code == 303
    assert session.scalars(select(Complaint)).one().contact == (contact.strip() or None)


def test_a_form_from_elsewhere_files_nothing(client: Browser, session: Session) -> None:
    assert client.post("/complaints/new", data=FORM).status_code == 400
    assert session.scalars(select(Complaint)).all() == []


def test_the_list_holds_all_of_ones_own_cases_and_no_other(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    ticket, complaint = make_ticket(session, alice), make_complaint(session, alice)
    other = make_complaint(session, what_happened="Somebody else's")
    page = signed_in(app, session, alice).get("/requests").text
    assert ticket.number in page
    assert complaint.number in page
    assert f"You get our decision by {complaint.decide_by:%-d %B %Y}" in page
    assert other.number not in page


def test_another_customers_complaint_looks_like_none(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    dora = make_customer(session, name="Dora", email="dora@example.org")
    complaint = make_complaint(session, alice, what_happened="<b>Broken</b> again")
    path = f"/complaints/{complaint.number}"
    assert "&lt;b&gt;Broken&lt;/b&gt; again" in signed_in(app, session, alice).get(path).text
    refused = signed_in(app, session, dora).get(path)
    assert refused.status_code == 404
    assert "Broken" not in refused.text


def test_an_empty_list_says_what_will_be_there(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    assert "Nothing here yet" in signed_in(app, session, alice).get("/requests").text
