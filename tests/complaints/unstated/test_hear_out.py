"""A chat that ended with a complaint in it and without a request for a person."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.complaints.unstated.models import ChatWithComplaint
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.queries import reconciliation
from helpdesk.feedback.rules import Triage
from helpdesk.platform.audit import BOT, SYSTEM, Actor
from helpdesk.platform.erasure import ERASED
from helpdesk.wiring import connect_facts
from tests.complaints.unstated.chats import LEAVING, complain, press, say
from tests.jobs import arguments_of
from tests.make import (
    make_agent,
    make_complaint,
    make_conversation,
    make_customer,
    make_message,
)


@pytest.fixture(autouse=True)
def _facts() -> None:
    connect_facts()


@pytest.fixture
def chat(session: Session) -> Conversation:
    """Alice's, whose address is proven."""
    return make_conversation(session, make_customer(session, email="alice@example.org"))[0]


def end(session: Session, chat: Conversation) -> None:
    floor.resolve(session, chat.id, actor=SYSTEM)
    session.flush()


def outcomes(session: Session) -> list[str]:
    query = select(ChatWithComplaint.outcome).order_by(ChatWithComplaint.session_number)
    return list(session.scalars(query))


def test_it_is_received_in_the_customers_words_and_acknowledged(
    session: Session, chat: Conversation
) -> None:
    complain(session, chat)
    end(session, chat)
    complaint = session.scalars(select(Complaint)).one()
    assert (complaint.what_happened, complaint.state) == (LEAVING, "acknowledged")
    assert (complaint.channel, complaint.conversation_id) == (chat.channel, chat.id)
    first = session.scalars(select(ComplaintEvent).order_by(ComplaintEvent.id)).first()
    assert first
    assert (first.actor, first.reason) == (
        "system",
        "Heard in a chat that ended without anybody filing it.",
    )
    assert outcomes(session) == ["received"]


def test_the_customer_reads_its_number_in_the_chat_and_in_a_letter(
    session: Session, chat: Conversation
) -> None:
    complain(session, chat)
    end(session, chat)
    number = session.scalars(select(Complaint.number)).one()
    last = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert last
    assert last.author is Author.SYSTEM
    assert last.text.startswith("What you wrote here is a complaint to us")
    assert number in last.text
    assert len(arguments_of(session, "mail_acknowledgement")) == 1


def test_a_visitor_without_an_address_reads_it_in_the_chat_alone(session: Session) -> None:
    chat, _ = make_conversation(session)
    complain(session, chat)
    end(session, chat)
    assert session.scalars(select(Complaint.state)).one() == "acknowledged"
    assert arguments_of(session, "mail_acknowledgement") == []


def test_it_is_one_feedback_record_of_its_own_and_the_sums_agree(
    session: Session, chat: Conversation
) -> None:
    complain(session, chat)
    end(session, chat)
    kinds = session.execute(select(Feedback.kind, Feedback.verbatim).order_by(Feedback.kind))
    assert [tuple(row) for row in kinds] == [("complaint", LEAVING), ("enquiry_insight", "")]
    rows = reconciliation(session, FEEDBACK_SOURCES)
    assert not any(row["missing"] or row["unexplained"] or row["words_differ"] for row in rows)


def test_each_time_of_a_chat_is_heard_out_once(session: Session, chat: Conversation) -> None:
    complain(session, chat)
    end(session, chat)
    floor.take(session, chat.id, make_agent(session))
    end(session, chat)
    assert outcomes(session) == ["received"]
    say(session, chat, "and now it is broken again, well done", "file_complaint")
    end(session, chat)
    assert outcomes(session) == ["received", "received"]
    found = session.scalars(select(Complaint.what_happened).order_by(Complaint.id)).all()
    assert found == [LEAVING, "and now it is broken again, well done"]


def test_an_agent_who_resolves_it_does_not_settle_it(session: Session, chat: Conversation) -> None:
    complain(session, chat)
    bob = make_agent(session)
    floor.hand_off(session, chat.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    floor.reply(session, chat.id, bob, "Hold the button down.")
    floor.resolve(session, chat.id, actor=Actor.agent(bob.id))
    assert outcomes(session) == ["received"]


@pytest.mark.parametrize("reason", [HandoffReason.CUSTOMER_REQUEST, HandoffReason.COMPLAINT])
def test_whoever_asked_for_a_person_has_one(
    session: Session, chat: Conversation, reason: HandoffReason
) -> None:
    complain(session, chat)
    floor.hand_off(session, chat.id, reason, actor=BOT)
    end(session, chat)
    assert outcomes(session) == ["person"]
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_a_complaint_filed_in_the_chat_is_not_received_twice(
    session: Session, chat: Conversation
) -> None:
    complain(session, chat)
    make_complaint(session, chat.customer, conversation_id=chat.id)
    end(session, chat)
    assert outcomes(session) == ["filed"]
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_one_who_declines_to_complain_is_read_by_somebody(
    session: Session, chat: Conversation
) -> None:
    complain(session, chat)
    press(session, chat, '/deny{"step": "complaint"}', "deny")
    end(session, chat)
    assert outcomes(session) == ["declined"]
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0
    record = session.scalars(select(Feedback).where(Feedback.verbatim == LEAVING)).one()
    triage = session.scalars(
        select(FeedbackTriage).where(FeedbackTriage.feedback_id == record.id)
    ).one()
    assert triage.decision is Triage.PENDING
    assert triage.reason == "It sounds like a complaint, and the customer did not want to file one."


@pytest.mark.parametrize(("intent", "surely"), [("ask_knowledge", 0.9), ("file_complaint", 0.21)])
def test_what_is_no_complaint_for_sure_becomes_none(
    session: Session, chat: Conversation, intent: str, surely: float
) -> None:
    say(session, chat, "my parcel is late", intent, surely)
    end(session, chat)
    assert outcomes(session) == []


def test_a_chat_without_a_word_of_the_bot_ends_as_before(
    session: Session, chat: Conversation
) -> None:
    make_message(session, chat, "Where is it?")
    end(session, chat)
    assert outcomes(session) == []


def test_of_an_erased_customer_nothing_is_received(session: Session, chat: Conversation) -> None:
    complain(session, chat)
    chat.customer.erased_at = chat.created_at
    end(session, chat)
    assert outcomes(session) == []
    assert ERASED not in session.scalars(select(Feedback.verbatim)).all()
