"""Taking a complaint: recorded, acknowledged and counted as feedback in one step."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.complaints import jobs
from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState
from helpdesk.complaints.service import acknowledge, get_complaint
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.platform import events
from helpdesk.platform import mail as post_office
from helpdesk.platform.config import Settings
from helpdesk.platform.errors import NotFound
from tests.conftest import Standing
from tests.fakes import FakeMailer
from tests.jobs import arguments_of
from tests.make import make_complaint, make_conversation, make_customer
from tests.people import Mailbox

JOB = "mail_acknowledgement"
CONTACT = "alice@example.org"


def test_it_is_acknowledged_at_once_with_number_and_dates(
    session: Session, frozen: Standing
) -> None:
    complaint = make_complaint(session, what_happened=" It broke. ", remedy_sought=" A new one ")
    assert (complaint.number, complaint.state) == ("C-2026-000001", ComplaintState.ACKNOWLEDGED)
    assert (complaint.what_happened, complaint.remedy_sought) == ("It broke.", "A new one")
    assert complaint.assess_by == datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    assert complaint.decide_by == datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
    assert "C-2026-000001" in str(complaint.acknowledgement)
    assert "16 March 2026" in str(complaint.acknowledgement)


def test_each_step_is_kept(session: Session) -> None:
    make_complaint(session)
    steps = session.scalars(select(ComplaintEvent).order_by(ComplaintEvent.id))
    assert [(step.state, step.actor) for step in steps] == [
        ("received", "bot"),
        ("acknowledged", "system"),
    ]


def test_it_is_one_feedback_record_with_its_own_process(session: Session) -> None:
    customer = make_customer(session)
    conversation, _ = make_conversation(session, customer)
    complaint = make_complaint(session, customer, conversation_id=conversation.id)
    feedback = session.scalars(select(Feedback)).one()
    assert (feedback.source, feedback.source_id) == ("complaint", str(complaint.id))
    assert feedback.verbatim == complaint.what_happened
    assert (feedback.customer_id, feedback.conversation_id) == (customer.id, conversation.id)
    assert session.scalars(select(FeedbackTriage)).one().decision == "complaint_opened"


def test_the_same_key_is_the_same_complaint(session: Session) -> None:
    first = make_complaint(session, idempotency_key="m1", contact=CONTACT)
    again = make_complaint(session, idempotency_key="m1", what_happened="Other words")
    assert (again.id, again.what_happened) == (first.id, "Third parcel that arrives broken.")
    assert session.scalar(select(func.count()).select_from(Feedback)) == 1
    assert len(arguments_of(session, JOB)) == 1


def test_it_publishes_that_it_was_received(session: Session, facts: list[events.Fact]) -> None:
    complaint = make_complaint(session)
    assert events.ComplaintReceived(complaint.id) in facts


@pytest.mark.parametrize(("contact", "mails"), [(CONTACT, 1), ("555 0100", 0), (None, 0)])
def test_a_mail_goes_only_where_there_is_an_address(
    session: Session, contact: str | None, mails: int
) -> None:
    make_complaint(session, contact=contact)
    assert len(arguments_of(session, JOB)) == mails


def test_the_mail_says_what_was_promised_and_leads_to_its_page(
    session: Session, mailbox: Mailbox
) -> None:
    complaint = make_complaint(session, contact=CONTACT)
    jobs.mail_acknowledgement(**arguments_of(session, JOB)[0])
    mail = mailbox.messages()[0]
    assert (mail["To"], mail["Subject"]) == (
        CONTACT,
        f"Your complaint {complaint.number} is recorded",
    )
    words = " ".join(str(mail.get_content()).split())
    assert str(complaint.acknowledgement) in words
    link = f"{Settings.from_env().base_url}/complaints/{complaint.number}"
    assert f"how it stands: {link} If you" in words
    assert "Ask here" not in words


def test_a_complaint_without_an_address_mails_nothing(session: Session, mailbox: Mailbox) -> None:
    jobs.mail_acknowledgement(make_complaint(session).id)
    assert mailbox.messages() == []


def test_a_failing_mail_server_fails_the_job_so_that_it_repeats(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = make_complaint(session, contact=CONTACT)
    mailer = FakeMailer(ConnectionRefusedError("no mail server"))
    monkeypatch.setattr(post_office, "mailer_for", lambda settings: mailer)
    with pytest.raises(ConnectionRefusedError):
        jobs.mail_acknowledgement(complaint.id)
    mailer.error = None
    jobs.mail_acknowledgement(complaint.id)
    sent: list[EmailMessage] = mailer.sent
    assert [mail["To"] for mail in sent] == [CONTACT]


def test_nothing_is_kept_of_a_refused_complaint(session: Session) -> None:
    with pytest.raises(ComplaintRefused):
        make_complaint(session, what_happened="  ")
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_acknowledging_twice_is_refused(session: Session) -> None:
    complaint = make_complaint(session)
    with pytest.raises(ComplaintRefused):
        acknowledge(session, complaint)


def test_a_complaint_is_found_however_its_number_is_typed(session: Session) -> None:
    complaint = make_complaint(session)
    assert get_complaint(session, f" {complaint.number.lower()} ").id == complaint.id
    with pytest.raises(NotFound, match="looks like C-2026-000123"):
        get_complaint(session, "C-1999-000001")
