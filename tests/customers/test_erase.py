"""Erasing a customer: their words are nowhere, and the figures stand as before."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.articles.evidence.answered import experience_of, question_rated
from helpdesk.articles.models import Article, Question
from helpdesk.articles.service.questions import Talk
from helpdesk.complaints.handling.answering import refer_outside, reply
from helpdesk.complaints.handling.deciding import Conclusion, Found, Proposal, propose
from helpdesk.complaints.handling.ending import tell_progress
from helpdesk.complaints.handling.rules import DisputeMethod, Reply, Verdict
from helpdesk.complaints.models import Complaint
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Floor, HandoffReason
from helpdesk.conversations.service import answers, floor
from helpdesk.conversations.service.messages import Incoming, receive_message
from helpdesk.conversations.service.ratings import rate_answer, rate_conversation
from helpdesk.customers.codes import Asker, send_code
from helpdesk.customers.models import Customer as Person
from helpdesk.customers.service import erase_customer, prove_email
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.queries import reconciliation
from helpdesk.feedback.rules import Triage
from helpdesk.feedback.service import triage
from helpdesk.platform import audit
from helpdesk.platform.audit import BOT, Actor, AuditEvent
from helpdesk.platform.errors import NotFound, NotSignedIn, RuleBroken
from helpdesk.tickets import service as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from tests import people
from tests.complaints.handling.stages import Desk
from tests.make import (
    make_article,
    make_bot_answer,
    make_complaint,
    make_customer,
    make_feedback,
    make_message,
    make_question,
    make_ticket,
)
from tests.people import Browser, Customer, Staff

MARK = "zebrafish"
EMAIL = f"{MARK}@example.org"
BOB = Actor.agent(1)
COLUMNS = text(
    """
select table_schema || '.' || table_name as place, column_name from information_schema.columns
 where table_schema in ('public', 'rasa') and is_updatable = 'YES'
   and data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'tsvector')
"""
)


def places_of(session: Session, words: str) -> list[str]:
    """Every column of the database that holds the words."""
    session.flush()
    found = []
    for place, column in session.execute(COLUMNS).all():
        query = text(f'select count(*) from {place} where "{column}"::text ilike :words')  # noqa: S608
        if session.scalar(query, {"words": f"%{words}%"}):
            found.append(f"{place}.{column}")
    return found


@pytest.fixture
def tracker(session: Session) -> None:
    """The table in which the bot keeps what it heard, as Rasa makes it."""
    columns = "id serial primary key, sender_id varchar(255), data text"
    session.execute(text(f"create table if not exists rasa.events ({columns})"))


@pytest.fixture
def talkative(alice: Customer, bob: Staff, session: Session, tracker: None) -> Customer:
    """A customer whose words stand wherever words can."""
    person = session.get_one(Person, alice.id)
    person.name, person.email, person.contact = f"Ann {MARK}", EMAIL, f"call {MARK}"
    person.external_id = f"shop-{MARK}"
    make_article(session)
    _converse(session, alice.conversation, bob)
    _write_tickets(session, person, bob)
    complaint = make_complaint(
        session, person, what_happened=f"{MARK} broke", contact=EMAIL,
        remedy_sought=f"A new {MARK}", conversation_id=alice.conversation.id,
    )  # fmt: skip
    _handle_complaint(session, complaint, bob.agent)
    make_complaint(session, what_happened=f"{MARK} again", contact=f"write to {EMAIL}")
    feedback = make_feedback(session, f"I like {MARK}", customer_id=person.id)
    triage(session, feedback, Triage.NO_ACTION, actor=BOB, reason=f"{MARK} was kind")
    dropped = {"texts": [MARK]}
    change = audit.Change("conversation", alice.conversation.id, "bot reply dropped", None, dropped)
    audit.record(session, BOT, change)
    asker = Asker("browser:1", network="192.0.2.1")
    send_code(session, purpose=complaint.number, email=EMAIL, asker=asker)
    session.commit()
    return alice


def _handle_complaint(session: Session, complaint: Complaint, bob: Agent) -> None:
    """People write about it at each step."""
    desk = Desk(session, bob, bob)
    desk.assessed(complaint)
    ask = "update complaint set unacknowledged_because = :mark where id = :id"
    session.execute(text(ask), {"mark": MARK, "id": complaint.id})
    desk.investigated(complaint)
    tell_progress(session, complaint, f"{MARK} is asked for", bob)
    found = Found(f"{MARK} fell", f"{MARK} hurried")
    proposal = Proposal(Verdict.UPHELD, f"Dear {MARK}", f"A {MARK}")
    propose(session, complaint, proposal, bob, Conclusion(found, violated=True, reason=MARK))
    desk.told(complaint)
    said = Actor.customer(complaint.customer_id)
    reply(session, complaint, Reply.REJECTED, f"{MARK} says no", actor=said)
    owner = session.get_one(Agent, complaint.owner_id)
    refer_outside(session, complaint, f"Board of {MARK}", DisputeMethod.ADVISORY, owner)


def _converse(session: Session, conversation: Conversation, bob: Staff) -> None:
    conversation.page = {"url": f"https://shop.example/{MARK}", "title": MARK}
    make_message(session, conversation, f"My {MARK} is ill")
    words = f"return an item {MARK}"
    _, key = make_question(session, words, asked_in="conversation", talk=Talk(conversation.id))
    button = {"title": MARK, "payload": f"/choose{{{MARK}}}"}
    answer = make_bot_answer(
        session, conversation, f"Your {MARK}?", view={"question_id": key}, buttons=[button]
    )
    rate_answer(session, conversation, answer.id, helpful=False, comment=f"No {MARK}")
    floor.hand_off(session, conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    floor.take(session, conversation.id, bob.agent)
    floor.write_note(session, conversation.id, bob.agent, f"{MARK} again")
    floor.reply(session, conversation.id, bob.agent, f"Poor {MARK}: /help/return-an-item")
    heard = {"sender": f"{conversation.id}:1", "data": f'{{"text": "{MARK}"}}'}
    session.execute(
        text("insert into rasa.events (sender_id, data) values (:sender, :data)"), heard
    )
    floor.resolve(session, conversation.id, actor=BOB)
    rate_conversation(session, conversation.id, score=1, comment=f"Poor {MARK}")
    make_message(session, conversation, f"{MARK} is worse")


def _write_tickets(session: Session, person: Person, bob: Staff) -> None:
    ticket = make_ticket(session, person, subject=f"{MARK} lid", text=MARK, email=EMAIL)
    tickets.write_entry(session, ticket, f"Dear {MARK}", agent=bob.agent)
    article = session.scalars(select(Article.id)).one()
    tickets.mark_answer(session, ticket, article, actor=BOB)
    visitor = make_customer(session, name=f"Ann {MARK}")
    make_ticket(session, visitor, subject=f"{MARK} by form", email=EMAIL)


def counted(session: Session) -> dict[str, int]:
    tables = (Ticket, Complaint, Conversation, Message, Feedback, Question)
    counts = {table.__name__: select(func.count()).select_from(table) for table in tables}
    return {name: session.scalar(query) or 0 for name, query in counts.items()}


def test_no_table_holds_a_word_of_theirs(talkative: Customer, session: Session) -> None:
    before = places_of(session, MARK)
    assert len(before) > 20
    assert {"public.procrastinate_jobs.args", "rasa.events.data"} < set(before)
    assert {"public.message.comment", "public.conversation_rating.comment"} < set(before)
    erase_customer(session, talkative.id, actor=BOB)
    assert places_of(session, MARK) == []


def test_every_record_stays_and_still_adds_up(talkative: Customer, session: Session) -> None:
    before = counted(session)
    erase_customer(session, talkative.id, actor=BOB)
    session.expire_all()
    after = counted(session)
    assert after == before | {"Feedback": before["Feedback"] + before["Ticket"]}
    found = reconciliation(session, FEEDBACK_SOURCES)
    gaps = {(row["missing"], row["unexplained"], row["words_differ"]) for row in found}
    assert gaps == {(0, 0, 0)}
    complaint = session.scalars(select(Complaint).order_by(Complaint.id)).first()
    assert complaint
    assert (complaint.number[:2], complaint.what_happened) == ("C-", "[erased]")
    assert (complaint.contact, complaint.email) == (None, None)


def test_nothing_of_theirs_is_evidence_and_nothing_waits(
    talkative: Customer, session: Session
) -> None:
    assert len(experience_of(session).questions) == 2
    erase_customer(session, talkative.id, actor=BOB)
    session.expire_all()
    assert experience_of(session).questions == []
    assert set(session.scalars(select(Ticket.state))) == {TicketState.CLOSED}
    assert talkative.conversation.floor is Floor.RESOLVED
    assert talkative.get().status_code == 401


def test_it_is_on_the_record_once(talkative: Customer, session: Session) -> None:
    for _ in range(2):
        erase_customer(session, talkative.id, actor=BOB)
    query = select(AuditEvent.actor, AuditEvent.subject_id).where(AuditEvent.action == "erased")
    assert session.execute(query).all() == [(BOB, str(talkative.id))]
    assert session.get_one(Person, talkative.id).display_name == "Erased customer"


def test_a_visitor_they_once_were_goes_with_them(session: Session) -> None:
    visitor, person = make_customer(session, name=MARK), make_customer(session, email=EMAIL)
    prove_email(session, visitor, EMAIL)
    erase_customer(session, visitor.id, actor=BOB)
    assert places_of(session, MARK) == []
    assert session.get_one(Person, person.id).erased_at


def test_what_another_known_customer_wrote_stays_theirs(alice: Customer, session: Session) -> None:
    other = make_customer(session, name="Ben", email="ben@example.org")
    ticket = make_ticket(session, other, subject="Ben's lid", email="alice@example.org")
    complaint = make_complaint(session, other, what_happened="Ben's", contact="alice@example.org")
    erase_customer(session, alice.id, actor=BOB)
    assert (ticket.subject, ticket.email, ticket.state) == ("Ben's lid", None, TicketState.NEW)
    assert (complaint.what_happened, complaint.email) == ("Ben's", None)
    assert other.name == "Ben"


def test_a_message_that_was_on_its_way_is_not_kept(alice: Customer, session: Session) -> None:
    erase_customer(session, alice.id, actor=BOB)
    with pytest.raises(NotSignedIn):
        receive_message(session, alice.conversation.id, Incoming("c1", MARK))
    assert places_of(session, MARK) == []


def test_a_question_that_was_erased_is_not_learned_from(alice: Customer, session: Session) -> None:
    article = make_article(session)
    _, key = make_question(session, "return an item", asked_in="portal")
    rate = partial(question_rated, session, key, helpful=True, article_id=article.id)
    rate(customer_id=alice.id)
    erase_customer(session, alice.id, actor=BOB)
    assert session.get_one(Question, key).text == "[erased]"
    rate(customer_id=alice.id)
    assert experience_of(session).questions == []


def test_the_same_address_is_a_new_customer_afterwards(session: Session) -> None:
    before = make_customer(session, email=EMAIL)
    erase_customer(session, before.id, actor=BOB)
    after = prove_email(session, make_customer(session, name=None), EMAIL)
    assert after.id != before.id


def test_outside_an_erasure_the_guards_hold(alice: Customer, session: Session) -> None:
    message = make_message(session, alice.conversation)
    with pytest.raises(DBAPIError, match="written once"), session.begin_nested():
        session.execute(text("update message set text = '[erased]'"))
    erase_customer(session, alice.id, actor=BOB)
    with pytest.raises(DBAPIError, match="written once"), session.begin_nested():
        session.execute(text("update message set text = 'I said nothing'"))
    with pytest.raises(DBAPIError, match="permission denied"), session.begin_nested():
        session.execute(text("update audit_event set actor = 'nobody'"))
    with pytest.raises(DBAPIError, match="permission denied"), session.begin_nested():
        session.execute(text("delete from audit_event"))
    assert message.id


def test_nobody_erases_whom_nobody_knows(session: Session) -> None:
    with pytest.raises(NotFound):
        erase_customer(session, UUID(int=1), actor=BOB)


def test_an_admin_erases_in_the_console_once_it_is_confirmed(
    ada: Staff, alice: Customer, session: Session
) -> None:
    path = f"/console/customers/{alice.id}/erase"
    cases = f"/console/complaints/of-customer/{alice.id}"
    assert f'href="{path}"' in ada.client.get(cases).text
    assert "Nobody can bring this back" in ada.client.get(path).text
    refused = ada.client.submit(path, {"confirmation": "yes"})
    assert (refused.status_code, "Type ERASE" in refused.text) == (422, True)
    done = ada.client.submit(path, {"confirmation": " erase "}, follow_redirects=True)
    assert "Erased customer" in done.text
    assert f'href="{path}"' not in done.text
    assert "was erased" in ada.client.get(path).text


def test_an_admins_program_erases(ada: Staff, alice: Customer) -> None:
    answer = ada.client.delete(f"/api/v1/customers/{alice.id}", headers=ada.headers)
    shown: dict[str, Any] = answer.get_json()
    assert (shown["id"], shown["name"], shown["email"]) == (str(alice.id), None, None)
    assert shown["erased_at"]


def test_nobody_else_erases_anybody(
    client: Browser, alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    path = f"/console/customers/{alice.id}/erase"
    for browser in (client, alice.client, bob.client, carla.client):
        assert browser.submit(path, {"confirmation": "ERASE"}).status_code in {302, 401, 403}
    for staff in (bob, carla):
        url = f"/api/v1/customers/{alice.id}"
        assert staff.client.delete(url, headers=staff.headers).status_code == 403
    assert session.get_one(Person, alice.id).erased_at is None


def test_their_browser_is_signed_out(alice: Customer, session: Session) -> None:
    people.enter_portal(alice.client, session, alice.id)
    assert alice.client.get("/requests").status_code == 200
    erase_customer(session, alice.id, actor=BOB)
    session.commit()
    assert alice.client.get("/requests").status_code == 302


def test_what_was_erased_is_no_question_that_an_article_answers(
    talkative: Customer, session: Session
) -> None:
    article = make_article(session, "Clean the pot")
    erase_customer(session, talkative.id, actor=BOB)
    session.expire_all()
    with pytest.raises(RuleBroken, match="has not asked"):
        answers.mark_answer(session, talkative.conversation.id, article.id, actor=BOB)
    for ticket in session.scalars(select(Ticket)):
        with pytest.raises(RuleBroken, match="has not asked"):
            tickets.mark_answer(session, ticket, article.id, actor=BOB)
