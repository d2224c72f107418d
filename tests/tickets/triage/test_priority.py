"""How urgent a ticket is, learned from what people decided, and corrected with one key."""

from datetime import timedelta
from random import Random

import numpy as np
import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.platform.audit import RULE, SYSTEM, Actor
from helpdesk.settings.service import Edit, change_section
from helpdesk.simulation.cast import topics
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import leave_in, prioritise
from helpdesk.tickets.triage.classifier import Classifier, Request, meanings
from helpdesk.tickets.triage.jobs import learn_triage, triage_ticket
from helpdesk.tickets.triage.learning import FEWEST, learn_if_due, serving
from helpdesk.tickets.triage.models import TriageModel
from helpdesk.tickets.triage.rules import Target
from helpdesk.tickets.triage.settings import Triage
from tests import models
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer, make_ticket
from tests.people import Staff

pytestmark = pytest.mark.usefixtures("app")
BY = Actor.agent(1)
BURNT = ("smoke came out of the lamp", "the lamp burnt my table", "it burnt, smoke everywhere")
USUAL = ("which pot fits my plant", "how often do I water it", "a question on watering")


def done(session: Session, texts: tuple[str, ...], number: int, priority: Priority) -> None:
    customer = make_customer(session)
    for turn in range(number):
        words = texts[turn % len(texts)]
        ticket = make_ticket(session, customer, subject=words, text=f"{words}, number {turn}")
        prioritise(session, ticket, priority, actor=BY)
        leave_in(session, ticket, TicketState.RESOLVED, actor=BY)
    session.commit()


@pytest.fixture
def taught(app: APIFlask, session: Session, frozen: Standing) -> Standing:
    """A desk whose people ended 96 tickets: what burns is urgent mostly, the rest as usual."""
    for _ in range(6):
        done(session, BURNT, 5, Priority.URGENT)
        done(session, BURNT, 1, Priority.NORMAL)  # they do not always agree
        done(session, USUAL, 10, Priority.NORMAL)
        frozen.advance(timedelta(days=1))
    learn_triage()
    return frozen


def certain_from(session: Session, certainty: str) -> None:
    change_section(session, Triage, {"priority_certainty": certainty}, Edit(BY, seen=0))
    session.commit()


def come_in(session: Session, words: str) -> Ticket:
    ticket = make_ticket(session, subject=words, text=f"{words}.")
    triage_ticket(ticket.id)
    session.refresh(ticket)
    return ticket


@pytest.mark.usefixtures("taught")
def test_what_is_sure_is_set_by_itself_and_confirmed_with_one_key(
    session: Session, bob: Staff
) -> None:
    certain_from(session, "0.5")
    ticket = come_in(session, "smoke came out and it burnt")
    assert (ticket.priority, ticket.priority_by_rule) == (Priority.URGENT, True)
    place = f"/console/tickets/{ticket.number}"
    page = bob.client.get(place).text
    assert "Set by itself" in page
    assert "Normal → Urgent" in page
    confirmed = {"priority": "urgent", "seen": "urgent"}
    assert bob.client.submit(f"{place}/priority", confirmed).status_code == 303
    session.refresh(ticket)
    assert (ticket.priority, ticket.priority_by_rule) == (Priority.URGENT, False)
    assert "Set by itself" not in bob.client.get(place).text


@pytest.mark.usefixtures("taught")
def test_what_is_wrong_is_taken_back_with_one_key_and_not_suggested_again(
    session: Session, bob: Staff
) -> None:
    certain_from(session, "0.5")
    ticket = come_in(session, "smoke came out and it burnt")
    place = f"/console/tickets/{ticket.number}"
    assert 'data-shortcut="x"' in bob.client.get(place).text
    bob.client.submit(f"{place}/priority", {"priority": "normal", "seen": "urgent"})
    session.refresh(ticket)
    assert (ticket.priority, ticket.priority_by_rule) == (Priority.NORMAL, False)
    page = bob.client.get(place).text
    assert "Set by itself" not in page
    assert "Perhaps Urgent" not in page


def test_what_is_less_sure_is_suggested_and_nothing_is_asked_about_the_usual(
    session: Session, bob: Staff
) -> None:
    burnt, usual = make_ticket(session), make_ticket(session)
    for ticket, priority in ((burnt, Priority.URGENT), (usual, Priority.NORMAL)):
        ticket.predicted_priority, ticket.priority_certainty = priority, 0.8
    session.commit()
    assert "Perhaps Urgent, 80%" in bob.client.get(f"/console/tickets/{burnt.number}").text
    assert "Perhaps" not in bob.client.get(f"/console/tickets/{usual.number}").text


@pytest.mark.usefixtures("taught")
def test_a_person_who_was_quicker_is_not_overruled(session: Session) -> None:
    ticket = make_ticket(session, subject="smoke came out and it burnt")
    prioritise(session, ticket, Priority.LOW, actor=BY)
    session.commit()
    triage_ticket(ticket.id)
    session.refresh(ticket)
    assert (ticket.priority, ticket.predicted_priority) == (Priority.LOW, None)


def test_it_serves_nothing_unless_better_than_saying_the_commonest(
    session: Session, frozen: Standing
) -> None:
    for turn in range(2):  # the same words, now urgent and now not
        done(session, USUAL, FEWEST, Priority.NORMAL)
        done(session, USUAL, FEWEST // 5 * (turn + 1), Priority.URGENT)
        frozen.advance(timedelta(days=1))
    (model,) = learn_if_due(session)
    assert (model.target, model.serves) == (Target.PRIORITY, False)
    assert model.accuracy <= model.accuracy_before
    assert come_in(session, "how often do I water it").predicted_priority is None


def test_what_a_rule_gave_teaches_nothing_until_somebody_confirms_it(
    session: Session, taught: Standing
) -> None:
    before = session.scalars(select(TriageModel.tickets)).one()
    given, confirmed = make_ticket(session), make_ticket(session)
    for ticket in (given, confirmed):
        prioritise(session, ticket, Priority.URGENT, actor=RULE)
        leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    prioritise(session, confirmed, Priority.URGENT, actor=BY)
    session.commit()
    taught.advance(timedelta(days=1))
    (again,) = learn_if_due(session)
    assert again.tickets == before + 1


@pytest.mark.usefixtures("taught")
def test_the_page_says_how_often_people_kept_it(session: Session, carla: Staff) -> None:
    kept, corrected = come_in(session, "it burnt"), come_in(session, "smoke, it burnt")
    prioritise(session, kept, Priority.URGENT, actor=BY)
    prioritise(session, corrected, Priority.LOW, actor=BY)
    for ticket in (kept, corrected):
        leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    session.commit()
    page = carla.client.get("/console/settings/categories").text
    assert "learned from 96 tickets" in page
    assert "50%" in page
    assert serving(session, Target.CATEGORY) is None
    assert arguments_of(session, "triage_ticket")


def test_urgency_is_told_by_words_although_agents_do_not_always_agree() -> None:
    """The demo's requests, of which its people give every fourth another priority."""
    chance = Random(7)  # noqa: S311 - nothing here is a secret
    rows = [
        (Request(topic.subject, f"{words} {turn}"), topic.priority)
        for turn in range(8) for topic in topics().values() for words in topic.asks
    ]  # fmt: skip
    chance.shuffle(rows)
    given = [chance.choice(list(Priority)) if chance.random() < 0.25 else p for _, p in rows]
    requests, cut = [request for request, _ in rows], len(rows) * 4 // 5
    vectors = meanings(requests, knowledge.load(models.sentence_model()))
    days = np.arange(float(len(rows)))
    taught = Classifier.of(requests[:cut], vectors[:cut], given[:cut], days[:cut])
    best = taught.probabilities(requests[cut:], vectors[cut:]).argmax(axis=1).tolist()
    asked = given[cut:]
    right = sum(taught.labels[n] == label for n, label in zip(best, asked, strict=True))
    commonest = max(asked.count(priority) for priority in Priority)
    assert right / len(asked) >= 0.7 > commonest / len(asked) + 0.1
