"""Colleagues on the same page see each other, and who of them is writing."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.viewing import service
from helpdesk.accounts.viewing.models import Viewing
from helpdesk.accounts.viewing.rules import FORGOTTEN_AFTER, LOOKS_FOR, WRITES_FOR
from tests.conftest import Standing
from tests.make import make_agent
from tests.people import Staff

TICKET = "ticket:7"
PAGE = f"/console/viewing/{TICKET}"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The pages that were told that somebody came, went or writes."""
    heard: list[object] = []
    monkeypatch.setattr(service, "announce", lambda _session, _topic, **said: heard.append(said))
    return heard


def look(staff: Staff, **typed: str) -> str:
    answer = staff.client.submit(PAGE, typed)
    assert answer.status_code == 200
    return answer.text


def test_two_who_look_at_one_ticket_see_each_other_until_one_leaves(
    frozen: Standing, bob: Staff, carla: Staff
) -> None:
    assert look(bob) == "", "so that an empty line takes no room"
    assert "Bob is looking at this, too." in look(carla)
    assert "Carla is looking at this, too." in look(bob)
    carla.client.submit(f"{PAGE}/left")
    assert "Carla" not in look(bob)


def test_a_page_that_says_nothing_any_more_counts_as_closed(
    frozen: Standing, bob: Staff, carla: Staff
) -> None:
    look(bob)
    frozen.advance(LOOKS_FOR)
    assert "Bob" not in look(carla)


def test_who_types_is_writing_for_a_moment(frozen: Standing, bob: Staff, carla: Staff) -> None:
    look(bob, typing="1")
    assert "Bob is writing here." in look(carla)
    frozen.advance(WRITES_FOR)
    assert "Bob is looking at this, too." in look(carla)


def test_another_page_hears_nothing(frozen: Standing, bob: Staff, carla: Staff) -> None:
    look(bob)
    assert "Bob" not in carla.client.submit("/console/viewing/ticket:8").text


@pytest.mark.parametrize("subject", ["ticket:0", "ticket:1 or 1=1", "ticket:", "me", "x" * 300])
def test_what_no_page_shows_is_not_looked_at(bob: Staff, subject: str) -> None:
    assert bob.client.submit(f"/console/viewing/{subject}").status_code == 404
    assert bob.client.submit(f"/console/viewing/{subject}/left").status_code == 404


def test_colleagues_are_told_what_is_new_and_nothing_else(
    session: Session, frozen: Standing, told: list[object]
) -> None:
    agent = make_agent(session)
    steps = [
        ("comes", {"typing": False}, timedelta(0), 1),
        ("still here", {"typing": False}, timedelta(seconds=20), 1),
        ("types", {"typing": True}, timedelta(seconds=1), 2),
        ("goes on typing", {"typing": True}, timedelta(seconds=5), 2),
        ("looks while typing", {"typing": False}, timedelta(seconds=1), 2),
        ("types again", {"typing": True}, WRITES_FOR, 3),
        ("comes back", {"typing": False}, LOOKS_FOR, 4),
    ]
    for what, said, later, in_all in steps:
        frozen.advance(later)
        service.look(session, agent, TICKET, **said)
        session.expire_all()
        assert len(told) == in_all, what
    service.leave(session, agent, TICKET)
    service.leave(session, agent, TICKET)
    assert len(told) == 5


@pytest.mark.parametrize(
    ("subject", "opened"),
    [
        (TICKET, TICKET),
        (f"conversation:{UUID(int=7)}", str(UUID(int=7))),
    ],
)
def test_they_are_told_by_the_name_that_their_page_has_opened(
    session: Session, told: list[object], subject: str, opened: str
) -> None:
    service.look(session, make_agent(session), subject, typing=False)
    assert told == [{"kind": service.VIEWING, "id": opened}]


def test_pages_that_were_open_long_ago_are_forgotten(session: Session, frozen: Standing) -> None:
    agent = make_agent(session)
    for number in range(3):
        service.look(session, agent, f"ticket:{number + 1}", typing=False)
        frozen.advance(FORGOTTEN_AFTER + timedelta(seconds=1))
    assert session.scalar(select(func.count()).select_from(Viewing)) == 1
