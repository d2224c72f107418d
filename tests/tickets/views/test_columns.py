"""A list of tickets shows the columns that somebody chose, in their order."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.service import deactivate_agent
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.fields.rules import Field, FieldKind
from helpdesk.tickets.fields.service import get_field, retire_field
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import write_entry
from helpdesk.tickets.views.columns import MOST, USUAL, Column, check_columns, columns_in
from helpdesk.tickets.views.models import ChosenColumns, TicketView
from helpdesk.tickets.views.rules import ViewRefused
from tests.conftest import Standing
from tests.make import make_ticket
from tests.people import Staff
from tests.tickets.fields.made import filled, make_field

LIST = "/console/tickets"


def field(number: int, *, retired: bool = False) -> Field:
    return Field(id=number, version=1, retired=retired, name=f"Field {number}")


def heads(page: str) -> list[str]:
    """What stands above the columns, that of the boxes aside."""
    found = BeautifulSoup(page, "html.parser").select("thead th")
    return [each.get_text(strip=True) for each in found][1:]


def cells(page: str) -> list[str]:
    """What stands in the first row."""
    row = BeautifulSoup(page, "html.parser").select_one("tbody tr")
    assert row
    return [each.get_text(" ", strip=True) for each in row.select("td")][1:]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", list(USUAL)),
        ("state,subject", ["state", "subject"]),
        ("state,number,state", ["state", "number"]),
        ("state", ["subject", "state"]),
        ("7,subject", ["7", "subject"]),
        ("8,subject", ["subject"]),
        ("joke,subject,99", ["subject"]),
        ("joke", ["subject"]),
        (",,", list(USUAL)),
    ],
)
def test_what_an_address_asks_for(typed: str, shown: list[str]) -> None:
    columns = columns_in(typed, [field(7), field(8, retired=True)])
    assert columns.shown == shown
    assert sorted([*columns.shown, *columns.others]) == sorted([*Column, "7"])
    assert columns.retired == (["Field 8"] if "8" in typed else [])
    assert columns.lost is ("joke" in typed)


def test_the_words_that_lead_to_a_ticket_are_its_subject_or_else_its_number() -> None:
    assert columns_in("number,subject", []).leading == "subject"
    assert columns_in("state,number", []).leading == "number"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        (["state", "agent"], "subject or the number"),
        ([], "subject or the number"),
        (["subject", "joke"], "this page offers"),
        (["subject", "7\x00"], "this page offers"),
        (["subject"] * (MOST + 1), "columns at most"),
    ],
)
def test_columns_that_make_no_list_are_refused(keys: list[str], fault: str) -> None:
    assert check_columns(["state", "7", "subject"]) == "state,7,subject"
    with pytest.raises(ViewRefused, match=fault):
        check_columns(keys)


def test_every_column_shows_what_the_ticket_has(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    order = make_field(session, "Order")
    gift = make_field(session, "Gift", FieldKind.YES_OR_NO)
    ticket = filled(session, make_ticket(session, subject="A <b>lid</b>"), order, "<i>F-7</i>")
    filled(session, ticket, gift, "yes")
    frozen.advance(timedelta(hours=2))
    write_entry(session, ticket, "On it.", agent=bob.agent)
    frozen.advance(timedelta(hours=1))
    write_entry(session, ticket, "Only for us.", agent=bob.agent, note=True)
    session.commit()
    page = bob.client.get(f"{LIST}?columns={','.join([*Column, order.key, gift.key])}").text
    shown = dict(zip(heads(page), cells(page), strict=True))
    assert shown["Number"] == ticket.number
    assert shown["Subject"] == "A <b>lid</b>"
    assert (shown["State"], shown["Agent"]) == ("Open", "Bob")
    assert (shown["Created"], shown["Last written"]) == (
        "Created: 3 hours ago",
        "Last written: 1 hour ago",
    )
    assert (shown["Order"], shown["Gift"]) == ("Order: <i>F-7</i>", "Gift: Yes")
    assert "<i>F-7" not in page


def test_a_view_keeps_its_columns_in_their_order(session: Session, bob: Staff) -> None:
    make_ticket(session)
    form = {"name": "By state", "column": ["state", "subject"], "holder": "nobody"}
    kept = bob.client.submit(f"{LIST}/views", form)
    view = session.scalars(select(TicketView)).one()
    assert view.asked == {"holder": "nobody", "columns": "state,subject"}
    assert heads(bob.client.get(str(kept.location)).text) == ["State", "Subject"]
    assert "By state" in bob.client.get(LIST).text
    assert len(heads(bob.client.get(LIST).text)) == len(USUAL)


def test_the_other_tabs_of_a_view_keep_its_columns(session: Session, bob: Staff) -> None:
    page = BeautifulSoup(bob.client.get(f"{LIST}?columns=state,subject").text, "html.parser")
    links = [str(link["href"]) for link in page.select('nav[aria-label="State"] a')]
    assert all("columns=state" in link for link in links)
    assert page.select('form[method="get"] input[name="columns"]')


def test_what_somebody_chose_is_what_their_lists_show(
    session: Session, bob: Staff, carla: Staff
) -> None:
    make_ticket(session)
    for chosen in (["subject"], ["state", "number"]):
        form = {"column": chosen, "tag": "", "holder": "nobody"}
        answer = bob.client.submit(f"{LIST}/columns", form)
        assert answer.location == f"{LIST}?holder=nobody"
    assert heads(bob.client.get(str(answer.location)).text) == ["State", "Number"]
    assert heads(bob.client.get(f"{LIST}?columns=subject").text) == ["Subject"]
    assert len(heads(carla.client.get(LIST).text)) == len(USUAL)


@pytest.mark.parametrize("place", ["columns", "views"])
def test_a_refused_choice_says_why_and_keeps_the_list(
    session: Session, bob: Staff, place: str
) -> None:
    make_ticket(session)
    form = {"name": "State alone", "column": ["state"], "order": "due"}
    answer = bob.client.submit(f"{LIST}/{place}", form)
    assert answer.status_code == 422
    assert "Keep the subject or the number" in answer.text
    assert "soonest due first" in answer.text
    assert session.scalars(select(TicketView)).all() == []
    assert session.scalars(select(ChosenColumns)).all() == []


def test_a_view_whose_field_is_gone_says_so_and_shows_the_rest(
    session: Session, bob: Staff
) -> None:
    order = make_field(session, "Order")
    filled(session, make_ticket(session), order, "F-7")
    address = f"{LIST}?columns=subject,{order.key},state,99999"
    assert heads(bob.client.get(address).text) == ["Subject", "Order", "State"]
    retire_field(session, get_field(session, order.id), retired=True, actor=SYSTEM)
    session.commit()
    page = bob.client.get(address).text
    assert heads(page) == ["Subject", "State"]
    assert "The column Order is left out: its field is retired." in page
    assert "there is no such field" in page


def test_columns_of_somebody_who_left_go_with_them(
    session: Session, bob: Staff, ada: Staff
) -> None:
    bob.client.submit(f"{LIST}/columns", {"column": ["subject"]})
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    assert session.scalars(select(ChosenColumns)).all() == []


def test_every_row_leads_to_its_ticket_by_one_link(session: Session, bob: Staff) -> None:
    tickets: list[Ticket] = [make_ticket(session) for _ in range(2)]
    page = BeautifulSoup(bob.client.get(f"{LIST}?columns=state,number").text, "html.parser")
    links = [str(link["href"]) for link in page.select("[data-rows] a")]
    assert sorted(links) == sorted(f"{LIST}/{ticket.number}" for ticket in tickets)
