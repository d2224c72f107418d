"""Lists, views, bulk acts and rules of automation ask what tickets have in a field."""

import pytest
from psycopg.types.json import Jsonb
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRule
from helpdesk.automation.rules.terms import Moment
from helpdesk.automation.service.acting import act
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.fields.queries import compared
from helpdesk.tickets.fields.rules import Comparison, Field, FieldKind, Operator, holds
from helpdesk.tickets.fields.service import retire_field
from helpdesk.tickets.models import Ticket
from tests.make import make_ticket
from tests.people import Staff
from tests.tickets.fields.made import filled, make_field

LIST = "/console/tickets"
RULES = "/console/settings/automation"
TYPED = {
    FieldKind.TEXT: ("A-1", '12"\\', "12"), FieldKind.WHOLE_NUMBER: ("12", "-3"),
    FieldKind.DECIMAL_NUMBER: ("12.50", "0.1", "3"), FieldKind.DATE: ("2026-03-31", "2025-12-01"),
    FieldKind.YES_OR_NO: ("yes", "no"),
}  # fmt: skip
ASKED = ("", "12", "12.5", "2026-01-01", "yes", "A-1", '12"\\', "0.1", "x")


@pytest.fixture
def plant(session: Session) -> Field:
    return make_field(session, "Plant", FieldKind.CHOICE, choices=("Birch", "Oak"))


def test_the_database_answers_as_the_rules_do(session: Session) -> None:
    fields = [make_field(session, kind, kind) for kind in TYPED]
    tickets = [make_ticket(session)]
    for field in fields:
        tickets += [filled(session, make_ticket(session), field, t) for t in TYPED[field.kind]]
    for field in fields:
        for operator in Operator:
            for typed in ASKED:
                asked = Comparison(field.id, operator, typed)
                found = session.scalars(select(Ticket.number).where(compared(asked)))
                expected = {each.number for each in tickets if holds(asked, each.fields)}
                assert set(found) == expected, asked


@pytest.mark.parametrize("operator", [Operator.EQUALS, Operator.BELOW, Operator.FILLED])
def test_no_list_reads_every_ticket_for_it(session: Session, operator: Operator) -> None:
    session.execute(text("set local enable_seqscan = off"))
    query = select(Ticket.id).where(compared(Comparison(3, operator, "12")))
    asked = query.compile(session.connection())
    values = {name: Jsonb(v) if isinstance(v, dict) else v for name, v in asked.params.items()}
    plan = session.connection().exec_driver_sql(f"explain {asked}", values).scalars()
    assert "ix_ticket_fields" in "\n".join(plan)


def test_a_list_is_cut_down_to_a_value_and_kept_as_a_view(
    session: Session, bob: Staff, plant: Field
) -> None:
    birch = filled(session, make_ticket(session), plant, "Birch")
    oak, none = filled(session, make_ticket(session), plant, "Oak"), make_ticket(session)
    asked = {"field": plant.key, "how": "equals", "value": "Birch"}
    page = bob.client.get(LIST, query_string=asked).text
    assert birch.number in page
    assert oak.number not in page
    assert none.number not in page
    bob.client.press(f"{LIST}?field={plant.id}&how=is_empty", f"{LIST}/views", {"name": "No plant"})
    page = bob.client.get(LIST, query_string={"field": plant.key, "how": "is_empty"}).text
    assert "No plant" in page
    assert none.number in page
    assert birch.number not in page


def test_what_is_no_comparison_cuts_nothing_off(session: Session, bob: Staff, plant: Field) -> None:
    ticket = make_ticket(session)
    for asked in (
        "field=x&how=equals&value=1", f"field={plant.id}&how=odd&value=1",
        f"field={plant.id}&how=equals&value=", f"field={'9' * 30}&how=is_empty",
    ):  # fmt: skip
        assert ticket.number in bob.client.get(f"{LIST}?{asked}").text


def test_a_view_of_a_retired_field_says_so_and_works(
    session: Session, bob: Staff, plant: Field
) -> None:
    birch = filled(session, make_ticket(session), plant, "Birch")
    asked = f"{LIST}?field={plant.id}&how=equals&value=Birch"
    bob.client.press(asked, f"{LIST}/views", {"name": "Birches"})
    retire_field(session, plant, retired=True, actor=SYSTEM)
    session.commit()
    page = bob.client.get(asked)
    assert page.status_code == 200
    assert "“Plant” is retired" in page.text
    assert "Birches" in page.text
    assert birch.number in page.text
    assert "a field that there is not" in bob.client.get(f"{LIST}?field=9999&how=is_filled_in").text


def test_a_rule_asks_for_a_value_and_says_when_its_field_is_retired(
    session: Session, carla: Staff, plant: Field
) -> None:
    typed = {
        "name": "Oaks first", "moment": "opened", "then_priority": "urgent",
        "field": plant.key, "how": "equals", "value": "Oak",
    }  # fmt: skip
    oak, birch = (filled(session, make_ticket(session), plant, each) for each in ("Oak", "Birch"))
    tried = carla.client.press(f"{RULES}/new", f"{RULES}/new", {**typed, "act": "try"}).text
    assert oak.number in tried
    assert birch.number not in tried
    carla.client.press(f"{RULES}/new", f"{RULES}/new", typed)
    for ticket in (oak, birch):
        act(session, ticket, Moment.OPENED)
    session.commit()
    assert (oak.priority, birch.priority) == ("urgent", "normal")
    retire_field(session, plant, retired=True, actor=SYSTEM)
    session.commit()
    assert "asks for the retired field “Plant”" in carla.client.get(RULES).text
    rule = session.scalars(select(AutomationRule)).one()
    page = f"{RULES}/{rule.id}"
    assert "“Plant” is retired" in carla.client.get(page).text
    assert carla.client.press(page, page, typed).status_code == 303
    act(session, make_ticket(session), Moment.OPENED)


def test_many_tickets_are_filled_in_at_once_and_taken_back(
    session: Session, bob: Staff, plant: Field
) -> None:
    old, new = filled(session, make_ticket(session), plant, "Oak"), make_ticket(session)
    numbers = [old.number, new.number]
    chosen = {"act": "fill_in", "field": plant.key, "typed": "birch", "number": numbers}
    page = bob.client.submit(f"{LIST}/bulk", chosen).text
    assert "Oak → Birch" in page
    assert "– → Birch" in page
    done = {"act": "fill_in", "value": f"{plant.id}:birch", "number": numbers}
    page = bob.client.submit(f"{LIST}/bulk/do", done).text
    session.expire_all()
    assert old.fields == new.fields == {plant.key: "Birch"}
    back = {
        "act": "fill_in", "number": numbers,
        "before": [f"{plant.id}:Oak", f"{plant.id}:"], "after": [f"{plant.id}:Birch"] * 2,
    }  # fmt: skip
    bob.client.submit(f"{LIST}/bulk/undo", back)
    session.expire_all()
    assert (old.fields, new.fields) == ({plant.key: "Oak"}, {})


@pytest.mark.parametrize("value", ["", "x:Oak", ":Oak", "999999:Oak"])
def test_many_tickets_and_no_field_are_refused(
    session: Session, bob: Staff, plant: Field, value: str
) -> None:
    ticket = make_ticket(session)
    done = {"act": "fill_in", "value": value, "number": [ticket.number]}
    answer = bob.client.submit(f"{LIST}/bulk/do", done)
    assert answer.status_code == 422 or "There is no such field" in answer.text
    session.refresh(ticket)
    assert ticket.fields == {}
