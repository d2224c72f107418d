"""The desk learns where tickets belong, predicts it, sets it where it is sure, and is corrected."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.platform import live
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.describing.categories import add_category, retire_category
from helpdesk.tickets.describing.service import categorise
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in
from helpdesk.tickets.triage.jobs import learn_triage, read_ticket, triage_ticket
from helpdesk.tickets.triage.learning import FEWEST, learn_if_due, serving
from helpdesk.tickets.triage.models import TriageModel
from helpdesk.tickets.triage.rules import Target
from helpdesk.tickets.triage.settings import Triage
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer, make_ticket
from tests.people import Staff

PARCELS = ("the parcel is late", "parcel lost by the courier", "where is my parcel")
MONEY = ("refund missing", "charged twice, refund please", "refund the wrong amount")
CATEGORIES = "/console/settings/categories"


@pytest.fixture
def delivery(session: Session) -> Category:
    return add_category(session, "Delivery", None, actor=SYSTEM)


@pytest.fixture
def payment(session: Session) -> Category:
    return add_category(session, "Payment", None, actor=SYSTEM)


def describe(session: Session, category: Category, texts: tuple[str, ...], number: int) -> None:
    customer = make_customer(session)
    for turn in range(number):
        words = texts[turn % len(texts)]
        ticket = make_ticket(
            session, customer, subject=words, text=f"Hello, {words}, number {turn}"
        )
        categorise(session, ticket, category.id, actor=Actor.agent(1))
    session.commit()


@pytest.fixture
def taught(
    app: APIFlask, session: Session, delivery: Category, payment: Category, frozen: Standing
) -> Standing:
    """A desk whose people said of sixty tickets what they are about."""
    for _ in range(3):
        describe(session, delivery, PARCELS, 10)
        describe(session, payment, MONEY, 10)
        frozen.advance(timedelta(days=1))
    learn_triage()
    return frozen


def come_in(session: Session, words: str) -> Ticket:
    ticket = make_ticket(session, subject=words, text=f"Hello, {words}.")
    triage_ticket(ticket.id)
    session.refresh(ticket)
    return ticket


@pytest.mark.usefixtures("taught")
def test_what_is_sure_is_set_by_itself_and_confirmed_with_one_key(
    session: Session, bob: Staff, delivery: Category
) -> None:
    change_section(session, Triage, {"certainty": "0.6"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    ticket = come_in(session, "my parcel is lost")
    assert {"ticket_id": ticket.id} in arguments_of(session, "triage_ticket")
    assert (ticket.category_id, ticket.category_by_rule) == (delivery.id, True)
    page = f"/console/tickets/{ticket.number}"
    shown = bob.client.get(page).text
    assert "Set by itself" in shown
    assert "Rule" in shown
    confirmed = {"category": str(delivery.id), "seen": str(delivery.id)}
    assert bob.client.submit(f"{page}/category", confirmed).status_code == 303
    session.refresh(ticket)
    assert (ticket.category_id, ticket.category_by_rule) == (delivery.id, False)
    assert "Set by itself" not in bob.client.get(page).text


@pytest.mark.usefixtures("taught")
def test_what_is_less_sure_is_suggested_and_set_by_nobody_but_a_person(
    session: Session, bob: Staff
) -> None:
    change_section(session, Triage, {"certainty": "0.99"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    ticket = come_in(session, "parcel or refund")
    assert ticket.category_id is None
    assert ticket.predicted_category_id is not None
    assert "Perhaps " in bob.client.get(f"/console/tickets/{ticket.number}").text


@pytest.mark.usefixtures("taught")
def test_whoever_has_the_ticket_open_is_told_once_it_was_read(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = make_ticket(session, subject="parcel or refund")
    told: list[str] = []
    monkeypatch.setattr(live, "announce", lambda _session, _topic, **said: told.append(said["id"]))
    triage_ticket(ticket.id)
    assert set(told) == {f"ticket:{ticket.id}"}
    told.clear()
    read_ticket(ticket.id)
    assert told == [], "it is in the same language as before"


@pytest.mark.usefixtures("taught")
def test_a_person_who_was_quicker_is_not_overruled(session: Session, payment: Category) -> None:
    ticket = make_ticket(session, subject="my parcel is lost")
    categorise(session, ticket, payment.id, actor=Actor.agent(1))
    session.commit()
    triage_ticket(ticket.id)
    session.refresh(ticket)
    assert (ticket.category_id, ticket.predicted_category_id) == (payment.id, None)


@pytest.mark.usefixtures("taught")
def test_a_retired_category_is_predicted_for_nothing(session: Session, delivery: Category) -> None:
    retire_category(session, delivery, retired=True, actor=SYSTEM)
    session.commit()
    assert come_in(session, "my parcel is lost").predicted_category_id is None


def test_too_little_teaches_nothing_and_predicts_nothing(
    session: Session, delivery: Category, payment: Category, carla: Staff
) -> None:
    describe(session, delivery, PARCELS, FEWEST // 2 - 1)
    describe(session, payment, MONEY, FEWEST // 2)
    assert learn_if_due(session) == []
    assert come_in(session, "my parcel is lost").predicted_category_id is None
    assert "Nothing is predicted yet" in carla.client.get(CATEGORIES).text


def test_it_learns_once_a_day_and_serves_only_when_better(
    session: Session, taught: Standing
) -> None:
    first = serving(session, Target.CATEGORY)
    assert first is not None
    assert first.accuracy > first.accuracy_before
    assert learn_if_due(session) == []
    taught.advance(timedelta(days=1))
    (second,) = learn_if_due(session)
    assert (second.target, second.serves, second.content) == (Target.CATEGORY, False, None)
    assert serving(session, Target.CATEGORY) is first


def test_what_it_set_itself_does_not_teach_it(
    session: Session, taught: Standing, payment: Category
) -> None:
    before = session.scalars(select(TriageModel.tickets)).one()
    change_section(session, Triage, {"certainty": "0.5"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    assert come_in(session, "refund missing").category_by_rule
    taught.advance(timedelta(days=1))
    (again,) = learn_if_due(session)
    assert again.tickets == before


@pytest.mark.usefixtures("taught")
def test_the_page_says_how_often_people_kept_it(
    session: Session, carla: Staff, delivery: Category, payment: Category
) -> None:
    kept, corrected = come_in(session, "my parcel is lost"), come_in(session, "parcel lost again")
    categorise(session, kept, delivery.id, actor=Actor.agent(1))
    categorise(session, corrected, payment.id, actor=Actor.agent(1))
    for ticket in (kept, corrected):
        leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    session.commit()
    page = carla.client.get(CATEGORIES).text
    assert "50%" in page
    assert "learned from 60 tickets" in page
    assert "serves" in page


@pytest.mark.usefixtures("taught")
def test_an_erased_customers_words_are_in_nothing_that_was_learned(session: Session) -> None:
    erase_customer(session, make_customer(session).id, actor=SYSTEM)
    assert serving(session, Target.CATEGORY) is None
