"""Policies for some tickets only: what changes which one holds, and where that is read."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from helpdesk.platform.audit import RULE, SYSTEM, Actor
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.deadlines.queries import policies, policy_of
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.describing.service import categorise, set_type, tag
from helpdesk.tickets.joining.service import merge
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import Priority, TicketType
from helpdesk.tickets.service import prioritise
from tests.make import make_customer, make_team, make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import ALL, NEW, TYPED, promise

pytestmark = pytest.mark.usefixtures("app", "frozen")
QUICK = {"normal": {"resolution": 60}, "high": {"resolution": 30}}


def holds(session: Session, ticket: Ticket) -> str:
    policy = policy_of(session, ticket)
    return policy.name if policy else ""


def test_another_type_tags_or_team_bring_it_under_another_policy(
    session: Session, bob: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    promise(session, "Incidents", targets=QUICK, types=("incident",))
    promise(session, "Gifts", targets=QUICK, tags=("gift", "present"))
    promise(session, "Orders", targets=QUICK, teams=(team.id,))
    promise(session)
    ticket = make_ticket(session)
    assert holds(session, ticket) == "Usual"
    give_to_team(session, ticket, team, actor=SYSTEM)
    assert holds(session, ticket) == "Orders"
    tag(session, ticket, "late, gift", actor=SYSTEM)
    assert holds(session, ticket) == "Gifts"
    set_type(session, ticket, TicketType.INCIDENT, actor=SYSTEM)
    assert holds(session, ticket) == "Incidents"
    set_type(session, ticket, TicketType.QUESTION, actor=SYSTEM)
    tag(session, ticket, "", actor=SYSTEM)
    give_to_team(session, ticket, None, actor=SYSTEM)
    assert holds(session, ticket) == "Usual"


def test_a_category_counts_with_those_below_it(session: Session) -> None:
    delivery = add_category(session, "Delivery", None, actor=SYSTEM)
    late = add_category(session, "Late", delivery.id, actor=SYSTEM)
    payment = add_category(session, "Payment", None, actor=SYSTEM)
    promise(session, "Parcels", targets=QUICK, categories=(delivery.id,))
    promise(session)
    ticket = make_ticket(session)
    for category, name in ((late, "Parcels"), (payment, "Usual"), (delivery, "Parcels")):
        categorise(session, ticket, category.id, actor=SYSTEM)
        assert holds(session, ticket) == name


def test_a_priority_may_be_a_condition_and_a_target_of_the_policy(session: Session) -> None:
    promise(session, "In a hurry", targets=QUICK, priorities=("high", "urgent"))
    promise(session)
    ticket = make_ticket(session)
    prioritise(session, ticket, Priority.HIGH, actor=SYSTEM)
    assert holds(session, ticket) == "In a hurry"
    assert ticket.due_at == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


def test_the_trail_says_who_moved_a_date_and_from_where_to_where(
    session: Session, bob: Staff
) -> None:
    promise(session, "Incidents", targets=QUICK, types=("incident",))
    promise(session)
    ticket = make_ticket(session)
    by = Actor.agent(bob.agent.id)
    set_type(session, ticket, TicketType.INCIDENT, actor=by)
    moved = next(e for e in history_of(session, ticket) if e.action == "resolution moved")
    assert moved.actor == by
    assert moved.before == {"due": "2026-03-04T10:00:00+00:00", "policy": "Usual"}
    assert moved.after == {"due": "2026-03-02T11:00:00+00:00", "policy": "Incidents"}
    set_type(session, ticket, TicketType.QUESTION, actor=RULE)
    assert history_of(session, ticket)[0].actor == RULE
    session.commit()
    page = bob.client.get(f"/console/tickets/{ticket.number}").text
    assert "Usual → Incidents" in page
    assert "2026-03-04T10:00" not in page.replace('datetime="2026-03-04T10:00', "")


def test_tags_that_come_with_a_merged_ticket_count(session: Session) -> None:
    promise(session, "Gifts", targets=QUICK, tags=("gift",))
    customer = make_customer(session)
    old, new = make_ticket(session, customer), make_ticket(session, customer)
    tag(session, old, "gift", actor=SYSTEM)
    merge(session, old, new, actor=SYSTEM)
    assert holds(session, new) == "Gifts"


def test_a_lead_chooses_conditions_and_reads_them_on_the_policy_and_the_ticket(
    session: Session, carla: Staff
) -> None:
    category = add_category(session, "Delivery", None, actor=SYSTEM)
    team = make_team(session, "Orders", carla.agent)
    session.commit()
    typed = TYPED | {
        "domains": "", "types": ["incident", "x"], "priorities": "normal",
        "categories": str(category.id), "teams": str(team.id), "tags": "VIP, vip",
    }  # fmt: skip
    assert carla.client.press(NEW, NEW, typed).status_code == 303
    (policy,) = policies(session)
    line = "Tickets by Portal · Incident · Normal · Delivery · Orders · vip"
    assert line in carla.client.get(ALL).text
    form = carla.client.get(f"{ALL}/{policy.id}").text
    assert 'value="vip"' in form
    assert form.count(" checked") == 4  # portal, incident, normal, Orders
    ticket = make_ticket(session)
    set_type(session, ticket, TicketType.INCIDENT, actor=SYSTEM)
    tag(session, ticket, "vip", actor=SYSTEM)
    categorise(session, ticket, category.id, actor=SYSTEM)
    give_to_team(session, ticket, team, actor=SYSTEM)
    session.commit()
    page = carla.client.get(f"/console/tickets/{ticket.number}").text
    assert "Policy: Partners" in page
    assert line in page


@pytest.mark.parametrize("typed", [{"categories": "999"}, {"teams": "x"}, {"tags": "a" * 200}])
def test_conditions_that_are_not_offered_are_refused(carla: Staff, typed: dict[str, str]) -> None:
    answer = carla.client.press(NEW, NEW, TYPED | typed)
    assert answer.status_code == 422
    assert 'value="Partners"' in answer.text
