"""An agent fills in a ticket's fields."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.cases.finding import find_cases
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.describing.service import categorise
from helpdesk.tickets.fields.rules import FieldKind, When
from helpdesk.tickets.fields.service import retire_field
from helpdesk.tickets.joining.service import merge
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import TicketType
from tests.make import make_ticket
from tests.people import Customer, Staff
from tests.tickets.fields.made import filled, make_field

HTMX = {"HX-Request": "true"}


def test_a_value_is_set_changed_and_taken_away_and_kept_in_the_history(
    session: Session, bob: Staff
) -> None:
    order, ticket = make_field(session, "Order number", help="On the invoice"), make_ticket(session)
    page = f"/console/tickets/{ticket.number}"
    address = f"{page}/fields/{order.id}"
    assert "On the invoice" in bob.client.get(page).text
    assert bob.client.press(page, address, {"value": "A-1"}).status_code == 303
    assert ticket.fields == {order.key: "A-1"}
    bob.client.press(page, address, {"value": "B_2"})
    shown = bob.client.get(page).text
    assert 'value="B_2"' in shown
    assert "“Order number”:\n      A-1 → B_2" in shown
    bob.client.press(page, address, {"value": " "})
    session.refresh(ticket)
    assert ticket.fields == {}
    assert "B_2 → –" in bob.client.get(page).text
    bob.client.press(page, address, {"value": ""})
    assert len([event for event in history_of(session, ticket) if event.action == "field set"]) == 3


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_the_field_does_not_take_changes_nothing_and_stays_to_be_mended(
    session: Session, bob: Staff, headers: dict[str, str]
) -> None:
    amount = make_field(session, "Amount", FieldKind.WHOLE_NUMBER)
    ticket = filled(session, make_ticket(session), amount, "12")
    page = f"/console/tickets/{ticket.number}"
    form = {"value": "lots", "seen": "12"}
    answer = bob.client.submit(f"{page}/fields/{amount.id}", form, headers=headers)
    assert answer.status_code == (200 if headers else 422)
    assert "“Amount” is a whole number" in answer.text
    assert 'value="lots"' in answer.text
    session.refresh(ticket)
    assert ticket.fields == {amount.key: 12}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_of_two_who_fill_in_one_field_the_second_reads_who_was_faster(
    session: Session, bob: Staff, carla: Staff, headers: dict[str, str]
) -> None:
    plant, order = make_field(session, "Plant"), make_field(session, "Order number")
    ticket = make_ticket(session)
    page = f"/console/tickets/{ticket.number}"
    bob.client.press(page, f"{page}/fields/{plant.id}", {"value": "Birch"})
    carla.client.press(page, f"{page}/fields/{order.id}", {"value": "A-1"})
    stale = {"value": "Oak", "seen": ""}
    answer = carla.client.submit(f"{page}/fields/{plant.id}", stale, headers=headers)
    assert answer.status_code == (200 if headers else 409)
    assert "Bob changed “Plant” meanwhile" in answer.text
    assert "Birch" in answer.text
    session.refresh(ticket)
    assert ticket.fields == {plant.key: "Birch", order.key: "A-1"}


def test_set_in_place_the_fields_alone_come_back(session: Session, bob: Staff) -> None:
    plant = make_field(session, "Plant", FieldKind.CHOICE, choices=("Birch",))
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}/fields/{plant.id}"
    answer = bob.client.submit(address, {"value": "Birch", "seen": ""}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="fields"')
    assert '<option value="Birch" selected>' in answer.text


def test_a_field_is_beside_the_tickets_that_it_is_for(session: Session, bob: Staff) -> None:
    delivery = add_category(session, "Delivery", None, actor=SYSTEM)
    late = add_category(session, "Late", delivery.id, actor=SYSTEM)
    make_field(session, "Carrier", shown_when=When(categories=frozenset({delivery.id})))
    make_field(session, "Since when", shown_when=When(types=frozenset({TicketType.INCIDENT})))
    ticket = make_ticket(session)
    page = f"/console/tickets/{ticket.number}"
    assert "Carrier" not in bob.client.get(page).text
    categorise(session, ticket, late.id, actor=SYSTEM)
    session.commit()
    shown = bob.client.get(page).text
    assert "Carrier" in shown
    assert "Since when" not in shown


def test_a_retired_field_stays_where_it_is_and_is_filled_in_no_more(
    session: Session, bob: Staff
) -> None:
    plant = make_field(session, "Plant")
    old, new = filled(session, make_ticket(session), plant, "Birch"), make_ticket(session)
    retire_field(session, plant, retired=True, actor=SYSTEM)
    session.commit()
    page = f"/console/tickets/{old.number}"
    assert "Plant" not in bob.client.get(f"/console/tickets/{new.number}").text
    assert "Birch" in bob.client.get(page).text
    answer = bob.client.press(page, f"{page}/fields/{plant.id}", {"value": "Oak"})
    assert answer.status_code == 422
    assert "is retired" in answer.text
    assert bob.client.press(page, f"{page}/fields/{plant.id}", {"value": ""}).status_code == 303


def test_a_field_that_there_is_not_is_not_found(session: Session, bob: Staff) -> None:
    page = f"/console/tickets/{make_ticket(session).number}"
    assert bob.client.submit(f"{page}/fields/999999", {"value": "x"}).status_code == 404


def test_a_merged_ticket_brings_what_the_other_one_lacks(session: Session, alice: Customer) -> None:
    plant, order = make_field(session, "Plant"), make_field(session, "Order number")
    one = filled(session, make_ticket(session, alice.conversation.customer), plant, "Birch")
    filled(session, one, order, "A-1")
    other = filled(session, make_ticket(session, alice.conversation.customer), plant, "Oak")
    merge(session, one, other, actor=SYSTEM)
    assert other.fields == {plant.key: "Oak", order.key: "A-1"}


def test_a_value_is_found_by_searching(session: Session) -> None:
    order, ticket = make_field(session, "Order number"), make_ticket(session)
    filled(session, ticket, order, "QX-7781")
    assert str(ticket.id) in str(find_cases(session, "7781"))


def test_of_an_erased_customer_only_what_the_desk_offers_stays(
    session: Session, alice: Customer
) -> None:
    plant = make_field(session, "Plant", FieldKind.CHOICE, choices=("Birch",))
    name = make_field(session, "Name on the card", required=True)
    ticket = make_ticket(session, alice.conversation.customer)
    filled(session, ticket, plant, "Birch")
    filled(session, ticket, name, "Alice Allen")
    erase_customer(session, alice.id, actor=SYSTEM)
    session.refresh(ticket)
    assert (ticket.fields, ticket.state) == ({plant.key: "Birch"}, "closed")
    assert "Allen" not in str([(e.before, e.after) for e in history_of(session, ticket)])
