"""What happens in the desk tells those whom it concerns, and nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.service import deactivate_agent
from helpdesk.conversations.service import floor
from helpdesk.notices.models import NoticeChoice
from helpdesk.notices.queries import ways_of
from helpdesk.notices.rules import NoticeKind, Way
from helpdesk.notices.service import choose_ways
from helpdesk.platform import clock
from helpdesk.platform.audit import RULE, SYSTEM, Actor
from helpdesk.platform.events import ChatReturned, TicketReturned, publish
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.jobs import wake_tickets
from helpdesk.tickets.joining.service import snooze
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import assign, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.notices.told import told
from tests.people import Customer, Staff
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def dora_leads(session: Session) -> Agent:
    return make_agent(session, name="Dora")


@pytest.fixture
def bobs(session: Session, frozen: Standing, dora_leads: Agent, bob: Staff) -> Ticket:
    """A ticket that Bob took himself, whose first answer is due in two hours."""
    promise(session, escalate_to=dora_leads.id)
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=Actor.agent(bob.agent.id))
    session.commit()
    return ticket


def test_who_has_a_ticket_is_told_that_it_is_due_and_then_that_it_is_late(
    session: Session, bobs: Ticket, frozen: Standing, bob: Staff, dora_leads: Agent
) -> None:
    frozen.advance(91 * MINUTE)
    watch_deadlines(0)
    assert told(session, bob.agent) == ["deadline_near"]
    frozen.advance(30 * MINUTE)
    watch_deadlines(0)
    assert told(session, bob.agent) == ["deadline_near", "deadline_missed"]
    assert told(session, dora_leads) == ["escalated"]


def test_whoever_has_it_and_is_named_by_the_policy_is_told_once(
    session: Session, bobs: Ticket, frozen: Standing, dora_leads: Agent
) -> None:
    assign(session, bobs, dora_leads, actor=SYSTEM)
    session.commit()
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    assert told(session, dora_leads) == ["assigned", "deadline_missed"]


@pytest.mark.parametrize("by", [RULE, SYSTEM])
def test_who_is_given_a_ticket_is_told_but_not_who_takes_one(
    session: Session, by: Actor, bob: Staff, carla: Staff
) -> None:
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=by)
    assign(session, ticket, carla.agent, actor=Actor.agent(carla.agent.id))
    assign(session, ticket, None, actor=by)
    assert (told(session, bob.agent), told(session, carla.agent)) == (["assigned"], [])


def test_who_is_passed_a_chat_is_told_but_not_who_takes_it(
    session: Session, alice: Customer, bob: Staff, carla: Staff
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.give(session, alice.conversation.id, carla.agent, actor=Actor.agent(bob.agent.id))
    assert (told(session, bob.agent), told(session, carla.agent)) == ([], ["chat_passed"])


def test_who_is_named_in_a_note_is_told(
    session: Session, alice: Customer, bob: Staff, carla: Staff
) -> None:
    write_entry(session, make_ticket(session), "@carla, look", agent=bob.agent, note=True)
    floor.write_note(session, alice.conversation.id, bob.agent, "@carla, here too")
    assert told(session, carla.agent) == ["mentioned", "mentioned"]


def test_what_is_not_read_yet_stands_there_once(session: Session, bobs: Ticket, bob: Staff) -> None:
    for words in ("Hello?", "Anybody?"):
        write_entry(session, bobs, words, agent=None)
    assert told(session, bob.agent) == ["customer_wrote"]
    write_entry(session, make_ticket(session), "Nobody has this one.", agent=None)
    assert told(session, bob.agent) == ["customer_wrote"]


def test_a_snoozed_ticket_says_when_it_is_back(
    session: Session, bobs: Ticket, bob: Staff, frozen: Standing
) -> None:
    snooze(session, bobs, "2026-03-04", actor=SYSTEM)
    session.commit()
    frozen.advance(timedelta(days=2))
    wake_tickets()
    assert told(session, bob.agent) == ["woken"]


@pytest.mark.parametrize(
    ("way", "places"),
    [(Way.CONSOLE, (1, 0)), (Way.MAIL, (0, 1)), (Way.BOTH, (1, 1)), (Way.NOTHING, (0, 0))],
)
def test_everybody_is_told_in_the_way_they_chose(
    session: Session, bobs: Ticket, bob: Staff, way: Way, places: tuple[int, int]
) -> None:
    choose_ways(session, bob.agent.id, {NoticeKind.CUSTOMER_WROTE: Way.BOTH})
    choose_ways(session, bob.agent.id, {NoticeKind.CUSTOMER_WROTE: way})
    write_entry(session, bobs, "Hello?", agent=None)
    letters = arguments_of(session, "mail_notice")
    assert (len(told(session, bob.agent)), len(letters)) == places


def test_who_chose_nothing_hears_by_mail_of_what_cannot_wait(session: Session, bob: Staff) -> None:
    ways = ways_of(session, bob.agent.id)
    assert {kind for kind, way in ways.items() if way is Way.BOTH} == {
        "deadline_near", "deadline_missed", "escalated", "mentioned", "trail_faulty",
        "complaint_near", "complaint_missed",
    }  # fmt: skip
    assert set(ways.values()) == {Way.BOTH, Way.CONSOLE}


def test_who_leaves_leaves_no_notices(
    session: Session, bobs: Ticket, bob: Staff, ada: Staff
) -> None:
    write_entry(session, bobs, "Hello?", agent=None)
    choose_ways(session, bob.agent.id, {NoticeKind.WOKEN: Way.MAIL})
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    assert told(session, bob.agent) == []
    assert session.get(NoticeChoice, (bob.agent.id, NoticeKind.WOKEN)) is None


def test_a_past_that_is_only_played_writes_no_letters(
    session: Session, bobs: Ticket, bob: Staff
) -> None:
    with clock.standing_at(clock.now()):
        write_entry(session, bobs, "@bob", agent=bobs.agent, note=True)
        write_entry(session, bobs, "Hello?", agent=None)
    assert told(session, bob.agent) == ["customer_wrote"]
    assert arguments_of(session, "mail_notice") == []


def test_who_let_a_customer_wait_is_told_that_somebody_else_goes_on(
    session: Session, alice: Customer, bob: Staff
) -> None:
    publish(session, TicketReturned(make_ticket(session).id, bob.agent.id))
    publish(session, ChatReturned(alice.conversation.id, bob.agent.id))
    assert set(told(session, bob.agent)) == {"ticket_returned", "chat_returned"}
    assert bob.client.get("/console/notices").status_code == 200
