"""One act on many tickets: looked at, done, and taken back where nobody was quicker."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.service import retire_team
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.bulk.rules import MOST, BulkRefused, check_numbers
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.describing.service import tag
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import assign, leave_in, prioritise
from tests.jobs import arguments_of
from tests.make import make_team, make_ticket
from tests.people import Staff

BULK = "/console/tickets/bulk"


@pytest.fixture
def tickets(session: Session) -> list[Ticket]:
    return [make_ticket(session, email="alice@example.org") for _ in range(3)]


def numbers(tickets: list[Ticket]) -> list[str]:
    return [ticket.number for ticket in tickets]


def test_what_would_change_is_shown_and_not_done(
    session: Session, bob: Staff, tickets: list[Ticket]
) -> None:
    assign(session, tickets[0], bob.agent, actor=SYSTEM)
    session.commit()
    assert f'value="give:{bob.agent.id}"' in bob.client.get("/console/tickets").text
    asked = {"what": f"give:{bob.agent.id}", "number": numbers(tickets)}
    page = bob.client.submit(BULK, asked).text
    assert "is so already" in page
    assert "nobody → Bob" in page
    assert "Change 2 tickets" in page
    session.expire_all()
    assert [ticket.agent_id for ticket in tickets] == [bob.agent.id, None, None]
    assert tickets[1].state is TicketState.NEW
    assert len(arguments_of(session, "mail_ticket_resolved")) == 0


@pytest.mark.parametrize(("act", "value"), [("prioritise", "urgent"), ("add_tag", "late")])
def test_it_is_done_and_taken_back_where_nobody_was_quicker(
    session: Session, bob: Staff, tickets: list[Ticket], act: str, value: str
) -> None:
    tag(session, tickets[0], "lost", actor=SYSTEM)
    session.commit()
    before = [(str(ticket.priority), list(ticket.tags)) for ticket in tickets]
    asked = {"act": act, "value": value, "number": numbers(tickets)}
    page = bob.client.submit(f"{BULK}/do", asked)
    session.expire_all()
    assert all(ticket.priority == "urgent" or "late" in ticket.tags for ticket in tickets)
    if act == "prioritise":
        prioritise(session, tickets[2], Priority.LOW, actor=SYSTEM)
    else:
        tag(session, tickets[2], "mine", actor=SYSTEM)
    session.commit()
    undone = bob.client.submit(f"{BULK}/undo", hidden(page.text))
    assert undone.status_code == 200
    session.expire_all()
    now = [(str(ticket.priority), list(ticket.tags)) for ticket in tickets[:2]]
    assert now == before[:2]
    assert tickets[2].priority == "low" or tickets[2].tags == ["mine"]


def hidden(page: str) -> dict[str, list[str]]:
    """What the form that takes it back carries."""
    form = BeautifulSoup(page, "html.parser").select_one(f'form[action="{BULK}/undo"]')
    assert form is not None
    found: dict[str, list[str]] = {}
    for field in form.select("[type=hidden]"):
        if field["name"] not in {"csrf_token", "form_key"}:
            found.setdefault(str(field["name"]), []).append(str(field["value"]))
    return found


def test_what_cannot_be_done_says_why_and_the_rest_is_done(
    session: Session, bob: Staff, tickets: list[Ticket]
) -> None:
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        leave_in(session, tickets[0], state, actor=SYSTEM)
    session.commit()
    asked = {"act": "resolve", "value": "", "number": numbers(tickets)}
    page = bob.client.submit(f"{BULK}/do", asked).text
    assert "stays so" in page
    assert "Undo" not in page
    session.expire_all()
    assert [str(ticket.state) for ticket in tickets] == ["closed", "resolved", "resolved"]
    told = [each["ticket_id"] for each in arguments_of(session, "mail_ticket_resolved")]
    assert told == [tickets[1].id, tickets[2].id]
    refused = bob.client.submit(f"{BULK}/undo", {"act": "resolve", "number": numbers(tickets)})
    assert refused.status_code == 422


def test_a_team_gets_them_and_undo_gives_them_back_to_who_had_them(
    session: Session, bob: Staff, carla: Staff, tickets: list[Ticket]
) -> None:
    orders = make_team(session, "Orders", bob.agent)
    plants = make_team(session, "Plants", carla.agent)
    give_to_team(session, tickets[0], orders, actor=SYSTEM)
    assign(session, tickets[0], bob.agent, actor=SYSTEM)
    session.commit()
    assert f'value="give_team:{plants.id}"' in bob.client.get("/console/tickets").text
    asked = {"what": f"give_team:{plants.id}", "number": numbers(tickets)}
    preview = bob.client.submit(BULK, asked).text
    assert "Orders (Bob) → Plants" in preview
    assert "Any team's → Plants" in preview
    assert tickets[0].team_id == orders.id
    done = {"act": "give_team", "value": str(plants.id), "number": numbers(tickets)}
    page = bob.client.submit(f"{BULK}/do", done).text
    session.expire_all()
    assert {ticket.team_id for ticket in tickets} == {plants.id}
    assert tickets[0].agent_id is None
    assign(session, tickets[1], carla.agent, actor=SYSTEM)  # who was quicker keeps it
    session.commit()
    bob.client.submit(f"{BULK}/undo", hidden(page))
    session.expire_all()
    assert [ticket.team_id for ticket in tickets] == [orders.id, plants.id, None]
    assert [ticket.agent_id for ticket in tickets] == [bob.agent.id, carla.agent.id, None]


def test_a_retired_team_gets_nothing(session: Session, bob: Staff, tickets: list[Ticket]) -> None:
    team = make_team(session, "Orders", bob.agent)
    retire_team(session, team, retired=True, actor=SYSTEM)
    session.commit()
    asked = {"what": f"give_team:{team.id}", "number": numbers(tickets)}
    page = bob.client.submit(BULK, asked).text
    assert "is retired. Choose another one." in page
    assert "Nothing changes" in page


def test_categories_and_people_that_are_none_are_refused(
    session: Session, bob: Staff, tickets: list[Ticket]
) -> None:
    category = add_category(session, "Delivery", None, actor=SYSTEM)
    session.commit()
    asked = {"what": f"categorise:{category.id}", "number": numbers(tickets)}
    assert "Delivery" in bob.client.submit(BULK, asked).text
    for what in ("categorise:999999", "give:999999", "give_team:999999"):
        page = bob.client.submit(BULK, {"what": what, "number": numbers(tickets)})
        assert "Nothing changes" in page.text
    for what in ("joke:1", "prioritise:huge", "give:x", "give_team:x", "give_team:1:x"):
        answer = bob.client.submit(BULK, {"what": what, "number": numbers(tickets)})
        assert answer.status_code == 422
    assert bob.client.submit(BULK, {"what": "give:"}).status_code == 422


def test_each_ticket_counts_once_and_not_too_many() -> None:
    assert check_numbers(["t-1", "T-1 ", "T-2", ""]) == ["T-1", "T-2"]
    with pytest.raises(BulkRefused, match="tickets at most"):
        check_numbers([f"T-{n}" for n in range(MOST + 1)])
