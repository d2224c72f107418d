"""Agents read their notices, mark them as read, and choose how they are told."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.notices.jobs import forget_old_notices
from helpdesk.notices.models import Notice
from helpdesk.notices.queries import newest_unread, notices_page, ways_of
from helpdesk.notices.rules import About, NoticeKind, Way, usual
from helpdesk.notices.service import tell
from helpdesk.notices.settings import Notices
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.queries import newest_version
from helpdesk.settings.service import Edit, change_section
from tests.conftest import Standing
from tests.make import make_ticket
from tests.notices.told import told
from tests.people import Customer, Staff

pytestmark = pytest.mark.usefixtures("app")
ALL, WAYS = "/console/notices", "/console/notices/ways"
CHOSEN = {str(kind): str(usual(kind)) for kind in NoticeKind}


def notice(session: Session, staff: Staff) -> Notice:
    """What this agent was just told: the customer of a ticket wrote."""
    about = About(ticket_id=make_ticket(session).id)
    tell(session, staff.agent.id, NoticeKind.CUSTOMER_WROTE, about)
    session.commit()
    found = newest_unread(session, staff.agent.id)
    assert found
    return found


def number_of(notice: Notice) -> str:
    assert notice.ticket
    return notice.ticket.number


def test_the_bell_counts_what_is_unread_and_opening_it_leads_to_the_ticket(
    session: Session, bob: Staff
) -> None:
    first = notice(session, bob)
    assert "Notices, 1 to do" in bob.client.get("/console/rail").text
    page = bob.client.get(ALL).text
    assert f"The customer wrote on {number_of(first)}" in page
    assert "The lid broke" in page
    answer = bob.client.press(ALL, f"{ALL}/{first.id}/open")
    assert (answer.status_code, answer.location) == (303, f"/console/tickets/{number_of(first)}")
    assert "Notices, 1 to do" not in bob.client.get("/console/rail").text


def test_a_notice_of_a_chat_leads_into_it(session: Session, bob: Staff, alice: Customer) -> None:
    about = About(conversation_id=alice.conversation.id)
    tell(session, bob.agent.id, NoticeKind.CHAT_PASSED, about)
    session.commit()
    (only,) = notices_page(session, bob.agent.id).items
    answer = bob.client.press(ALL, f"{ALL}/{only.id}/open")
    assert answer.location == f"/console/conversations/{alice.conversation.id}"


def test_one_is_marked_as_read_without_going_there(session: Session, bob: Staff) -> None:
    notice(session, bob)
    second = notice(session, bob)
    for _ in range(2):
        assert bob.client.submit(f"{ALL}/{second.id}/read").location == ALL
    assert "Notices, 1 to do" in bob.client.get("/console/rail").text


def test_all_that_the_page_showed_are_marked_and_none_that_came_since(
    session: Session, bob: Staff, carla: Staff
) -> None:
    for _ in range(3):
        shown = notice(session, bob)
    others, since = notice(session, carla), notice(session, bob)
    bob.client.submit(f"{ALL}/read", {"up_to": str(shown.id)})
    session.expire_all()
    assert newest_unread(session, bob.agent.id) == since
    assert newest_unread(session, carla.agent.id) == others
    assert "Notices, 1 to do" in bob.client.get("/console/rail").text


@pytest.mark.parametrize("up_to", ["", "-1", "all"])
def test_a_form_that_names_no_notice_marks_none(session: Session, bob: Staff, up_to: str) -> None:
    notice(session, bob)
    assert bob.client.submit(f"{ALL}/read", {"up_to": up_to}).status_code == 422
    assert "Notices, 1 to do" in bob.client.get("/console/rail").text


def test_nobody_reads_or_marks_what_a_colleague_was_told(
    session: Session, bob: Staff, carla: Staff
) -> None:
    hers = notice(session, carla)
    assert "The customer wrote" not in bob.client.get(ALL).text
    assert bob.client.submit(f"{ALL}/{hers.id}/read").status_code == 404
    assert bob.client.submit(f"{ALL}/{hers.id}/open").status_code == 404
    session.refresh(hers)
    assert hers.read_at is None


def test_a_long_list_comes_in_pages(session: Session, bob: Staff) -> None:
    for _ in range(51):
        newest = notice(session, bob)
    first = notices_page(session, bob.agent.id)
    rest = notices_page(session, bob.agent.id, after=first.next)
    assert (first.items[0], len(first.items), len(rest.items), rest.next) == (newest, 50, 1, None)
    assert "Show the next ones" in bob.client.get(ALL).text
    assert bob.client.get(f"{ALL}?after=x").status_code == 422


def test_a_browser_learns_what_came_last(session: Session, bob: Staff) -> None:
    assert bob.client.get(f"{ALL}/newest").get_json() == {}
    last = notice(session, bob)
    title = f"The customer wrote on {number_of(last)}"
    assert bob.client.get(f"{ALL}/newest").get_json() == {
        "id": last.id, "title": title, "address": ALL,
    }  # fmt: skip


def test_an_agent_chooses_how_to_be_told(session: Session, bob: Staff) -> None:
    assert "In the console and by mail" in bob.client.get(WAYS).text
    assert bob.client.press(WAYS, WAYS, CHOSEN | {"woken": "mail"}).status_code == 303
    session.expire_all()
    assert ways_of(session, bob.agent.id)[NoticeKind.WOKEN] is Way.MAIL


@pytest.mark.parametrize("typed", [{"woken": "pigeon"}, {"woken": ""}])
def test_a_way_that_is_not_offered_changes_nothing(
    session: Session, bob: Staff, typed: dict[str, str]
) -> None:
    answer = bob.client.press(WAYS, WAYS, CHOSEN | {"assigned": "mail"} | typed)
    assert answer.status_code == 422
    assert "Choose for each kind of notice" in answer.text
    assert ways_of(session, bob.agent.id)[NoticeKind.ASSIGNED] is Way.CONSOLE


def test_old_notices_are_deleted_in_the_night_unless_all_are_kept(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    notice(session, bob)
    frozen.advance(timedelta(days=20))
    notice(session, bob)
    frozen.advance(timedelta(days=11))
    change_section(session, Notices, {"days": "0"}, Edit(SYSTEM, seen=0))
    session.commit()
    forget_old_notices()
    assert len(told(session, bob.agent)) == 2
    change_section(session, Notices, {"days": "30"}, Edit(SYSTEM, seen=newest_version(session)))
    session.commit()
    forget_old_notices()
    assert len(told(session, bob.agent)) == 1


def test_a_customer_who_is_erased_stands_in_no_notice(
    session: Session, bob: Staff, alice: Customer
) -> None:
    ticket = make_ticket(session, alice.conversation.customer, subject="My name is Alice")
    tell(session, bob.agent.id, NoticeKind.CUSTOMER_WROTE, About(ticket_id=ticket.id))
    session.commit()
    assert "Alice" in bob.client.get(ALL).text
    erase_customer(session, alice.id, actor=Actor.agent(bob.agent.id))
    session.commit()
    assert "Alice" not in bob.client.get(ALL).text
