"""The complainant reads the decision and answers it: by a letter's link, or signed in."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.ending import tell_progress
from helpdesk.complaints.handling.rules import Reply
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.customers.models import Customer as CustomerRow
from tests.complaints.handling.stages import SORRY, Desk
from tests.jobs import arguments_of
from tests.people import Browser, Customer, enter_portal

S = ComplaintState


def link_in(session: Session) -> str:
    words = str(arguments_of(session, "mail_complaint")[-1]["words"])
    return "/complaints/answer/" + words.split("/complaints/answer/")[1].split(maxsplit=1)[0]


@pytest.fixture
def alices(session: Session, desk: Desk, alice: Customer) -> Complaint:
    """Alice's complaint, decided; she is signed in to the portal."""
    enter_portal(alice.client, session, alice.id)
    whose = session.get_one(CustomerRow, alice.id)
    return desk.complaint(S.DECISION_COMMUNICATED, customer=whose)


def reply_to(session: Session, complaint: Complaint) -> Reply | None:
    decision = queries.newest_decision(session, complaint)
    return decision.reply if decision else None


def test_opening_the_link_answers_nothing(session: Session, desk: Desk, client: Browser) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    page = client.get(link_in(session))
    assert SORRY.words in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert reply_to(session, complaint) is None


FOLLOWS = {
    "accepted": (S.DECISION_COMMUNICATED, "glad that we could settle it"),
    "rejected": (S.ESCALATED, "looks at your complaint again"),
}


@pytest.mark.parametrize("said", FOLLOWS)
def test_the_link_answers_once(session: Session, desk: Desk, client: Browser, said: str) -> None:
    state, words = FOLLOWS[said]
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    link = link_in(session)
    answer = client.press(link, link, {"reply": said, "words": "Hm."})
    assert words in client.get(answer.location).text
    assert (reply_to(session, complaint), complaint.state) == (Reply(said), state)
    assert client.get(link).status_code == 404
    assert client.submit(link, {"reply": "accepted"}).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "a" * 300])
def test_a_forged_link_leads_nowhere(client: Browser, token: str) -> None:
    page = client.get(f"/complaints/answer/{token}")
    assert page.status_code == 404
    assert "does not lead to a decision" in page.text


def test_an_answer_chooses_something(session: Session, desk: Desk, client: Browser) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    link = link_in(session)
    refused = client.press(link, link, {"words": "Hm."})
    assert refused.status_code == 422
    assert "Choose whether you accept" in refused.text
    assert "Hm." in refused.text
    assert reply_to(session, complaint) is None


def test_signed_in_they_answer_on_the_page(
    session: Session, alice: Customer, alices: Complaint
) -> None:
    page = f"/complaints/{alices.number}"
    assert "Tell us whether you accept our decision." in alice.client.get(page).text
    alice.client.press(page, f"{page}/answer", {"reply": "accepted"})
    assert reply_to(session, alices) is Reply.ACCEPTED
    assert "You accepted it." in alice.client.get(page).text
    late = alice.client.submit(f"{page}/answer", {"reply": "rejected"})
    assert late.status_code == 422
    assert "answered this decision already" in late.text


def test_nobody_answers_for_another_customer(
    session: Session, dora: Customer, alices: Complaint
) -> None:
    page = f"/complaints/{alices.number}"
    assert dora.client.submit(f"{page}/answer", {"reply": "accepted"}).status_code == 401
    enter_portal(dora.client, session, dora.id)
    for step in ("answer", "withdraw"):
        assert dora.client.submit(f"{page}/{step}", {"reply": "accepted"}).status_code == 404
    assert reply_to(session, alices) is None


def test_they_take_it_back_as_long_as_nothing_is_decided(
    session: Session, desk: Desk, alice: Customer, alices: Complaint
) -> None:
    late = alice.client.submit(f"/complaints/{alices.number}/withdraw", {"why": ""})
    assert late.status_code == 422
    whose = session.get_one(CustomerRow, alice.id)
    complaint = desk.complaint(S.ASSESSED, customer=whose)
    page = f"/complaints/{complaint.number}"
    alice.client.press(page, f"{page}/withdraw", {"why": "It was found."})
    assert complaint.state is S.WITHDRAWN
    assert "Withdrawn" in alice.client.get(page).text


def test_they_read_what_they_were_told_since(session: Session, desk: Desk, alice: Customer) -> None:
    enter_portal(alice.client, session, alice.id)
    complaint = desk.complaint(S.ASSESSED, customer=session.get_one(CustomerRow, alice.id))
    tell_progress(session, complaint, "We asked the carrier.", desk.bob)
    session.commit()
    page = alice.client.get(f"/complaints/{complaint.number}").text
    assert "We asked the carrier." in page
    assert "You get our decision by" in page
