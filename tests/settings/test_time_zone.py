"""Times are told by the reader's own clock; where nobody knows it yet, by the desk's."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.jobs import mail_acknowledgement
from helpdesk.languages import formats
from helpdesk.languages.negotiation import ZONE_COOKIE
from helpdesk.platform.audit import Actor
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.jobs import mail_ticket_opened
from tests.make import make_article, make_complaint, make_customer, make_ticket
from tests.people import Browser, Mailbox

ALICE = "alice@example.org"
LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_berlin(session: Session) -> None:
    change_section(session, OpeningHours, {"zone": "Europe/Berlin"}, Edit(Actor.agent(1), seen=0))
    session.commit()


def test_a_first_page_tells_times_by_the_desks_clock(client: Browser, session: Session) -> None:
    article = make_article(session)
    article.updated_at = LATE
    session.commit()
    assert "3 March 2026, 00:30 CET" in client.get(article.path).text
    client.set_cookie(ZONE_COOKIE, "Asia/Tokyo")
    assert "3 March 2026, 08:30" in client.get(article.path).text


def test_a_letter_about_a_request_tells_times_by_the_desks_clock(
    session: Session, mailbox: Mailbox
) -> None:
    ticket = make_ticket(session, make_customer(session), email=ALICE)
    ticket.created_at = LATE
    session.commit()
    mail_ticket_opened(ticket.id)
    (letter,) = mailbox.messages()
    words = " ".join(letter.get_content().split())
    assert "Your request of 3 March 2026, 00:30 CET has the number" in words


def test_a_letter_about_a_complaint_tells_times_by_the_desks_clock(
    session: Session, mailbox: Mailbox
) -> None:
    complaint = make_complaint(session, make_customer(session), contact=ALICE)
    mail_acknowledgement(complaint.id)
    (letter,) = mailbox.messages()
    told = complaint.received_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert f"{told:%H:%M} {told.tzname()}." in letter.get_content()
    assert formats.zone() == UTC
