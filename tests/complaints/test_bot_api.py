"""What the bot may ask about cases: filing, telling a status after proof, sending codes."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.complaints.models import Complaint
from helpdesk.customers.models import Customer as CustomerRow
from helpdesk.customers.models import OneTimeCode
from helpdesk.feedback.models import Feedback
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_complaint, make_customer, make_ticket
from tests.people import Customer, bearer

STATUS = "Ask here for its status whenever you like."


def ask(person: Customer, path: str, **body: Any) -> TestResponse:
    """The bot's call during this person's conversation."""
    token = person.client.application.config["BOT_TOKEN"]
    sent = {"conversation_id": str(person.conversation.id), **body}
    return person.client.post(f"/api/internal/{path}", headers=bearer(token), json=sent)


def file(person: Customer, **body: Any) -> TestResponse:
    return ask(
        person, "complaints", **{"idempotency_key": "7", "what_happened": "It broke.", **body}
    )


def code_of(session: Session) -> str:
    return str(arguments_of(session, "send_code")[-1]["code"])


def test_a_complaint_gets_a_number_in_the_same_conversation(
    dora: Customer, session: Session
) -> None:
    answer = file(dora, remedy_sought="A new one", contact="dora@example.org")
    assert answer.status_code == 201
    complaint = session.scalars(select(Complaint)).one()
    assert answer.get_json() == {
        "number": complaint.number,
        "acknowledgement": f"{complaint.acknowledgement} {STATUS}",
    }
    assert (complaint.conversation_id, complaint.email) == (
        dora.conversation.id,
        "dora@example.org",
    )


def test_the_same_message_files_one_complaint(dora: Customer, session: Session) -> None:
    first, again = file(dora).get_json(), file(dora, what_happened="Again").get_json()
    assert first == again
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_the_same_key_in_another_conversation_is_another_complaint(
    alice: Customer, dora: Customer
) -> None:
    assert file(alice).get_json()["number"] != file(dora).get_json()["number"]


def test_a_known_customer_is_reached_at_the_known_address(
    alice: Customer, session: Session
) -> None:
    file(alice)
    assert session.scalars(select(Complaint)).one().email == "alice@example.org"


@pytest.mark.parametrize(
    "body",
    [
        {"what_happened": "  "},
        {"what_happened": "x" * 20_001},
        {"what_happened": "a\x00b"},
        {"what_happened": None},
        {"idempotency_key": None},
        {"contact": "x" * 501},
        {"state": "acknowledged"},
        {"conversation_id": "7"},
    ],
)
def test_a_complaint_that_makes_no_sense_is_refused(
    dora: Customer, session: Session, body: dict[str, Any]
) -> None:
    assert file(dora, **body).status_code == 422
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_a_stranger_is_told_nothing_without_proof(dora: Customer, session: Session) -> None:
    complaint = make_complaint(session)
    for number in (None, complaint.number, "C-2026-999999"):
        found = ask(dora, "cases", number=number).get_json()
        assert found == {"verified": False, "cases": [], "code_can_be_sent": True}


def test_a_verified_customer_sees_their_own_cases_only(alice: Customer, session: Session) -> None:
    mine = session.get_one(CustomerRow, alice.id)
    complaint, ticket = make_complaint(session, mine), make_ticket(session, mine)
    by_address = make_ticket(session, email="alice@example.org")
    other = make_ticket(session)
    found = ask(alice, "cases").get_json()
    numbers = {case["number"] for case in found["cases"]}
    assert found["verified"] is True
    assert numbers == {complaint.number, ticket.number, by_address.number}
    one = ask(alice, "cases", number=f" {ticket.number.lower()}").get_json()["cases"]
    day = f"{ticket.created_at:%-d %B}"
    assert one == [{
        "number": ticket.number, "subject": "The lid broke",
        "sentence": f"Your request {ticket.number} was received on {day}; a person reads it next.",
    }]  # fmt: skip
    assert ask(alice, "cases", number=other.number).get_json()["cases"] == []


def test_the_chat_that_filed_a_complaint_is_told_where_it_stands(
    dora: Customer, session: Session, frozen: Standing
) -> None:
    number = file(dora).get_json()["number"]
    earlier = make_complaint(session, session.get_one(CustomerRow, dora.id))
    found = ask(dora, "cases").get_json()
    assert found == {
        "verified": False, "code_can_be_sent": True,
        "cases": [{
            "number": number, "subject": "It broke.",
            "sentence": f"Your complaint {number} was received on 2 March; "
            "a person decides by 16 March.",
        }],
    }  # fmt: skip
    assert ask(dora, "cases", number=number).get_json() == found
    assert ask(dora, "cases", number=earlier.number).get_json()["cases"] == []


def test_no_other_chat_is_told_of_it(alice: Customer, dora: Customer) -> None:
    number = file(dora).get_json()["number"]
    for wanted in (None, number):
        assert ask(alice, "cases", number=wanted).get_json()["cases"] == []


def test_a_case_of_another_year_says_so(dora: Customer, session: Session, frozen: Standing) -> None:
    frozen.advance(timedelta(days=300))
    number = file(dora).get_json()["number"]
    frozen.advance(timedelta(days=5))
    [case] = ask(dora, "cases").get_json()["cases"]
    assert case["sentence"] == (
        f"Your complaint {number} was received on 27 December 2026; a person decides by 8 January."
    )


def test_one_of_many_cases_is_found_by_its_number(alice: Customer, session: Session) -> None:
    mine = session.get_one(CustomerRow, alice.id)
    oldest = make_ticket(session, mine)
    for _ in range(21):
        make_ticket(session, mine)
    assert len(ask(alice, "cases").get_json()["cases"]) == 20
    [found] = ask(alice, "cases", number=oldest.number).get_json()["cases"]
    assert found["number"] == oldest.number


def test_a_code_goes_to_the_address_on_the_case(dora: Customer, session: Session) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    answer = ask(dora, "codes", number=ticket.number).get_json()
    assert answer == {"sent": True, "wait": None}
    assert arguments_of(session, "send_code")[0]["email"] == "alice@example.org"


def test_who_asked_too_often_is_told_how_long_to_wait(
    dora: Customer, session: Session, frozen: Standing
) -> None:
    number = make_ticket(session, email="alice@example.org").number
    answers = [ask(dora, "codes", number=number).get_json() for _ in range(4)]
    assert [answer["sent"] for answer in answers] == [True, True, True, False]
    assert answers[3]["wait"] == "1 minute"
    assert len(arguments_of(session, "send_code")) == 3


@pytest.mark.parametrize("number", ["T-2026-999999", "", "x", "' or 1=1"])
def test_a_number_that_does_not_exist_is_answered_like_one_that_does(
    dora: Customer, session: Session, number: str
) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    nameless = make_ticket(session, make_customer(session, name=None))
    answers = [ask(dora, "codes", number=n).text for n in (ticket.number, nameless.number, number)]
    assert len(set(answers)) == 1


def test_a_wrong_code_for_a_case_looks_like_one_for_no_case(
    dora: Customer, session: Session
) -> None:
    unknown = ask(dora, "codes/check", number="T-2026-999999", code="123456")
    unasked = ask(
        dora, "codes/check", number=make_ticket(session, email="a@b.org").number, code="123456"
    )
    assert unknown.get_json() == unasked.get_json() == {"verified": False, "attempts_left": 0}


def test_trying_codes_does_not_tell_which_cases_exist(dora: Customer, session: Session) -> None:
    real = make_ticket(session, email="alice@example.org").number
    nameless = make_ticket(session, make_customer(session, name=None)).number

    def answers(number: str) -> list[Any]:
        ask(dora, "codes", number=number)
        tries = [ask(dora, "codes/check", number=number, code="wrong") for _ in range(6)]
        return [answer.get_json() for answer in tries]

    assert answers("T-2026-999999") == answers(real) == answers(nameless)


def test_the_right_code_opens_the_cases_of_its_address(dora: Customer, session: Session) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    ask(dora, "codes", number=ticket.number)
    checked = ask(dora, "codes/check", number=ticket.number.lower(), code=code_of(session))
    assert checked.get_json()["verified"] is True
    cases = ask(dora, "cases").get_json()["cases"]
    assert [case["number"] for case in cases] == [ticket.number]


def test_the_right_code_makes_a_visitor_the_known_customer(
    alice: Customer, dora: Customer, session: Session
) -> None:
    ticket = make_ticket(session, session.get_one(CustomerRow, alice.id))
    visitor = dora.id
    for _ in range(2):
        ask(dora, "codes", number=ticket.number)
        ask(dora, "codes/check", number=ticket.number, code=code_of(session))
    assert dora.id == alice.id
    assert session.get_one(CustomerRow, visitor).merged_into_id == alice.id


def test_wrong_tries_run_out_and_are_counted_across_calls(dora: Customer, session: Session) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    ask(dora, "codes", number=ticket.number)
    right = code_of(session)
    wrong = f"{(int(right) + 1) % 10**8:08d}"
    left = [
        ask(dora, "codes/check", number=ticket.number, code=wrong).get_json()["attempts_left"]
        for _ in range(6)
    ]
    assert left == [4, 3, 2, 1, 0, 0]
    checked = ask(dora, "codes/check", number=ticket.number, code=right)
    assert checked.get_json() == {"verified": False, "attempts_left": 0}


def test_nobody_uses_a_code_that_somebody_else_asked_for(
    alice: Customer, dora: Customer, session: Session
) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    ask(alice, "codes", number=ticket.number)
    stolen = ask(dora, "codes/check", number=ticket.number, code=code_of(session))
    assert stolen.get_json()["verified"] is False


def test_an_old_code_is_worth_nothing(dora: Customer, session: Session, frozen: Standing) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    ask(dora, "codes", number=ticket.number)
    frozen.advance(timedelta(minutes=10))
    late = ask(dora, "codes/check", number=ticket.number, code=code_of(session))
    assert late.get_json()["verified"] is False
    assert session.scalars(select(OneTimeCode)).one().attempts == 0


@pytest.mark.parametrize("kind", ["compliment", "suggestion", "enquiry_insight"])
def test_feedback_is_kept_once_with_its_words(dora: Customer, session: Session, kind: str) -> None:
    body = {"idempotency_key": "9", "kind": kind, "text": "A dark mode, please"}
    first, again = ask(dora, "feedback", **body), ask(dora, "feedback", **body)
    assert (first.status_code, first.get_json()) == (201, again.get_json())
    record = session.scalars(select(Feedback)).one()
    assert (record.kind, record.source, record.verbatim) == (kind, "message", body["text"])
    assert record.number == first.get_json()["number"]


@pytest.mark.parametrize("kind", ["complaint", "survey_comment", "", None])
def test_a_complaint_is_not_smuggled_in_as_feedback(dora: Customer, kind: str | None) -> None:
    answer = ask(dora, "feedback", idempotency_key="9", kind=kind, text="x")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("complaints", {"idempotency_key": "7", "what_happened": "x"}),
        ("cases", {}),
        ("codes/check", {"number": "T-2026-000001", "code": "1"}),
        ("feedback", {"idempotency_key": "7", "kind": "suggestion", "text": "x"}),
    ],
)
def test_a_conversation_that_does_not_exist_is_not_found(
    dora: Customer, path: str, body: dict[str, Any]
) -> None:
    assert ask(dora, path, conversation_id=str(uuid4()), **body).status_code == 404
