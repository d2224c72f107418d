"""An agent says what a ticket is about, and lists tickets by that."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.tickets.describing import service
from helpdesk.tickets.describing.categories import add_category, retire_category
from helpdesk.tickets.describing.queries import tags_in_use
from helpdesk.tickets.models import Category
from tests.make import make_ticket
from tests.people import Customer, Staff

LIST = "/console/tickets"


@pytest.fixture
def late(session: Session) -> Category:
    """Delivery, and below it Late."""
    delivery = add_category(session, "Delivery", None, actor=SYSTEM)
    return add_category(session, "Late", delivery.id, actor=SYSTEM)


def test_type_category_and_tags_are_set_one_by_one_and_kept_in_the_trail(
    session: Session, bob: Staff, late: Category
) -> None:
    ticket = make_ticket(session)
    page = f"{LIST}/{ticket.number}"
    bob.client.press(page, f"{page}/type", {"type": "incident"})
    bob.client.press(page, f"{page}/category", {"category": str(late.id)})
    bob.client.press(page, f"{page}/tags", {"tags": "Lost, gift card"})
    assert (ticket.type, ticket.category_id) == ("incident", late.id)
    assert ticket.tags == ["lost", "gift card"]
    shown = bob.client.get(page).text
    assert "Question → Incident" in shown
    assert "Delivery / Late" in shown
    assert 'value="lost, gift card"' in shown
    assert 'value="gift card"' in bob.client.get(f"{LIST}/tags").text
    bob.client.press(page, f"{page}/category", {"category": ""})
    bob.client.press(page, f"{page}/tags", {"tags": ""})
    assert (ticket.category_id, ticket.tags) == (None, [])


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("type", "joke"), ("category", "999999"), ("category", "x"), ("tags", "x" * 41),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("late")
def test_what_is_not_offered_changes_nothing(
    session: Session, bob: Staff, what: str, typed: str
) -> None:
    ticket = make_ticket(session)
    page = f"{LIST}/{ticket.number}"
    answer = bob.client.press(page, f"{page}/{what}", {what: typed})
    assert answer.status_code == 422
    assert (ticket.type, ticket.category_id, ticket.tags) == ("question", None, [])
    if what == "tags":
        assert f'value="{typed}"' in answer.text


def test_of_two_who_describe_it_at_once_the_second_is_told(
    session: Session, bob: Staff, carla: Staff
) -> None:
    ticket = make_ticket(session)
    page = f"{LIST}/{ticket.number}"
    stale = {"tags": "broken", "seen": ""}
    bob.client.press(page, f"{page}/tags", {"tags": "lost"})
    answer = carla.client.press(page, f"{page}/tags", stale)
    assert answer.status_code == 409
    assert "Bob changed the tags meanwhile" in answer.text
    assert ticket.tags == ["lost"]


def test_a_retired_category_stays_where_it_is_and_is_given_to_nothing_new(
    session: Session, bob: Staff, late: Category
) -> None:
    old, new = make_ticket(session), make_ticket(session)
    service.categorise(session, old, late.id, actor=SYSTEM)
    retire_category(session, late, retired=True, actor=SYSTEM)
    session.commit()
    assert "Delivery / Late" in bob.client.get(f"{LIST}/{old.number}").text
    page = f"{LIST}/{new.number}"
    assert "Delivery / Late" not in bob.client.get(page).text
    answer = bob.client.press(page, f"{page}/category", {"category": str(late.id)})
    assert answer.status_code == 422


def test_lists_are_cut_down_to_a_type_a_tag_and_a_category_with_those_below(
    session: Session, bob: Staff, late: Category
) -> None:
    ticket, other = make_ticket(session), make_ticket(session)
    service.categorise(session, ticket, late.id, actor=SYSTEM)
    service.tag(session, ticket, "lost", actor=SYSTEM)
    session.commit()
    for asked in (f"category={late.parent_id}", f"category={late.id}", "tag=Lost"):
        page = bob.client.get(f"{LIST}?{asked}").text
        assert ticket.number in page
        assert other.number not in page
    assert ticket.number not in bob.client.get(f"{LIST}?type=problem").text
    assert ticket.number in bob.client.get(f"{LIST}?type=joke&holder=x&order=y").text


def test_an_erased_customers_ticket_keeps_its_category_and_no_tag(
    session: Session, alice: Customer, late: Category
) -> None:
    ticket = make_ticket(session, alice.conversation.customer)
    service.categorise(session, ticket, late.id, actor=SYSTEM)
    service.tag(session, ticket, "alice's birthday, lost", actor=SYSTEM)
    service.tag(session, make_ticket(session), "lost", actor=SYSTEM)
    session.commit()
    erase_customer(session, alice.id, actor=SYSTEM)
    session.refresh(ticket)
    assert (ticket.category_id, ticket.tags) == (late.id, [])
    assert tags_in_use(session) == ["lost"]
    trail = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == str(ticket.id)))
    assert "birthday" not in str([(entry.before, entry.after) for entry in trail])
