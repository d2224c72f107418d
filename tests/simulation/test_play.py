"""A week of the demo's past, as the desk keeps it."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.demo import bring_people
from helpdesk.articles.demo import bring_articles
from helpdesk.articles.service.imports import silent
from helpdesk.automation.demo import bring_rules
from helpdesk.complaints.models import Complaint
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Floor
from helpdesk.customers.models import Customer
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.queries import reconciliation
from helpdesk.macros.demo import bring_macros
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.config import Settings
from helpdesk.simulation import cast
from helpdesk.simulation.playing import play_past
from helpdesk.tickets.deadlines.demo import bring_policy
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.demo.fields import bring_fields
from helpdesk.tickets.describing.demo import bring_categories
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey
from tests.jobs import arguments_of

pytestmark = pytest.mark.usefixtures("frozen")
DAYS = 7


@pytest.fixture
def demo(session: Session, app: APIFlask, settings: Settings) -> None:
    """A desk with the demo's people, its policy and the articles that its bot answers from."""
    bring_articles(session, settings, silent)
    bring_people(session, settings, silent)
    bring_policy(session, settings, silent)
    bring_categories(session, settings, silent)
    bring_fields(session, settings, silent)
    bring_macros(session, settings, silent)
    bring_rules(session, settings, silent)


def number_of(session: Session, table: type[Conversation | Ticket]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.usefixtures("demo")
def test_a_week_is_played_as_if_it_had_happened(session: Session) -> None:
    told = play_past(session, days=DAYS)
    end = clock.now()
    assert told.startswith("The past: ")
    assert "in 7 days" in told
    assert 60 < number_of(session, Conversation) < 17 * DAYS

    assert (session.scalar(select(func.count(Survey.score))) or 0) > 1
    automatic = select(func.count()).where(TicketEntry.automatic)
    assert (session.scalar(automatic) or 0) > 1
    described = select(func.count(Ticket.category_id), func.count()).select_from(Ticket)
    categorised, every = session.execute(described).one()
    assert every / 2 < categorised < every
    filled = session.scalars(select(Ticket.fields).where(Ticket.fields != {})).all()
    assert 0 < len(filled) < every

    for moment in (Message.created_at, TicketEntry.created_at, Customer.created_at):
        earliest, latest = session.execute(select(func.min(moment), func.max(moment))).one()
        assert end - timedelta(days=DAYS) <= earliest < latest <= end
    for query in (
        select(Message.created_at).order_by(Message.id),
        select(Ticket.created_at).order_by(Ticket.id),
        select(AuditEvent.at).where(AuditEvent.subject_type == "ticket").order_by(AuditEvent.id),
    ):
        found = session.scalars(query).all()
        assert found == sorted(found)

    held = session.scalars(select(Ticket.agent_id).where(Ticket.agent_id.is_not(None))).all()
    assert len(set(held)) == len(cast.HABITS)
    assert session.scalar(select(Deadline.id).where(Deadline.outcome == "met").limit(1))
    floors = set(session.scalars(select(Conversation.floor)))
    assert {Floor.BOT, Floor.RESOLVED} <= floors
    assert session.scalar(select(func.max(Complaint.id))) is not None
    from_chats = select(func.count(Complaint.conversation_id))
    assert (session.scalar(from_chats) or 0) > 0
    assert session.scalar(select(func.max(Conversation.satisfaction))) == 5
    for row in reconciliation(session, FEEDBACK_SOURCES):
        assert (row["unexplained"], row["missing"], row["words_differ"]) == (0, 0, 0), row


@pytest.mark.usefixtures("demo")
def test_nobody_is_written_to_about_what_was_only_played(session: Session) -> None:
    before = arguments_of(session, "reckon_deadlines")
    play_past(session, days=DAYS)
    for job in ("answer_with_bot", "mail_ticket_reply", "mail_ticket_opened"):
        assert arguments_of(session, job) == []
    assert arguments_of(session, "reckon_deadlines") == before


@pytest.mark.usefixtures("demo")
def test_it_is_played_once_and_never_into_a_desk_that_is_in_use(
    session: Session, demo: Settings
) -> None:
    play_past(session, days=DAYS)
    tickets = number_of(session, Ticket)
    assert play_past(session, days=DAYS) == "The past: unchanged."
    assert number_of(session, Ticket) == tickets


@pytest.mark.usefixtures("demo")
def test_without_days_there_is_no_past(session: Session) -> None:
    assert play_past(session, days=0) == "The past: unchanged."
    assert number_of(session, Conversation) == 0


def test_without_the_demos_people_it_is_left_out(session: Session) -> None:
    told = play_past(session, days=DAYS)
    assert told == "The past: left out, since people or articles of the demo are missing."
