"""Mallory asks for codes to Alice's mailbox: to keep her out, to guess, to learn whose it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.customers.codes import PER_MAILBOX
from helpdesk.customers.rules import ATTEMPTS
from tests import people
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_complaint, make_customer, make_ticket
from tests.people import Browser, Customer, bearer

ALICE = "alice@example.org"
NOBODY = "T-2026-999999"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Arrive = Callable[..., Customer]


@pytest.fixture
def arrive(app: APIFlask, session: Session) -> Arrive:
    """Somebody new opens the widget in a network."""

    def visitor(network: str) -> Customer:
        found = people.customer(app, session, name=None, email=None)
        found.conversation.network = network
        session.commit()
        return found

    return visitor


def asks(person: Customer, path: str, number: str, **body: Any) -> dict[str, Any]:
    """What the bot is told when it asks on this person's behalf."""
    token = person.client.application.config["BOT_TOKEN"]
    sent = {"conversation_id": str(person.conversation.id), "number": number, **body}
    answer = person.client.post(f"/api/internal/{path}", headers=bearer(token), json=sent)
    return {"status": answer.status_code, **answer.get_json()}


def letters(session: Session) -> list[str]:
    """The codes on their way to Alice."""
    jobs = arguments_of(session, "send_code")
    return [str(job["code"]) for job in jobs if job["email"] == ALICE]


def test_her_own_conversation_gets_a_code_however_often_others_asked(
    arrive: Arrive, session: Session, frozen: Standing
) -> None:
    number = make_ticket(session, email=ALICE).number
    for _ in range(50):
        asks(arrive("mallory"), "codes", number)
    alice, before = arrive("alice"), len(letters(session))
    assert asks(alice, "codes", number)["sent"] is True
    assert len(letters(session)) == before + 1
    tried = asks(alice, "codes/check", number, code=letters(session)[-1])
    assert tried["verified"] is True


def test_a_neighbour_in_the_same_network_asks_three_times_and_she_still_gets_hers(
    arrive: Arrive, session: Session, frozen: Standing
) -> None:
    number = make_ticket(session, email=ALICE).number
    mallory, alice = arrive("home"), arrive("home")
    for _ in range(9):
        asks(mallory, "codes", number)
    assert len(letters(session)) == 3
    asks(alice, "codes", number)
    assert len(letters(session)) == 4


def test_a_day_of_asking_from_everywhere_is_some_letters_and_some_guesses(
    arrive: Arrive, session: Session, frozen: Standing
) -> None:
    """Every way that is open is taken: fresh networks and conversations, all guesses at each."""
    number, end, guesses = make_ticket(session, email=ALICE).number, frozen.moment + DAY, 0
    for network in count():
        if frozen.moment >= end:
            break
        mallory, before = arrive(f"network {network}"), len(letters(session))
        asks(mallory, "codes", number)
        if len(letters(session)) == before:
            frozen.advance(15 * MINUTE)
            continue
        left = ATTEMPTS
        while left:
            left = asks(mallory, "codes/check", number, code="not it")["attempts_left"]
            guesses += 1
    assert PER_MAILBOX.free < len(letters(session)) <= 36
    assert guesses == ATTEMPTS * len(letters(session))


def series(person: Customer, number: str, frozen: Standing) -> list[dict[str, Any]]:
    """Whatever can be learned by asking and trying for half an hour."""
    heard = []
    for _ in range(6):
        heard.append(asks(person, "codes", number))
        heard += [asks(person, "codes/check", number, code="00000000") for _ in range(6)]
        frozen.advance(7 * MINUTE)
    return heard


@pytest.mark.parametrize("flooded", [False, True])
def test_a_number_that_exists_is_answered_like_one_that_does_not(
    arrive: Arrive, session: Session, frozen: Standing, flooded: bool
) -> None:
    ticket = make_ticket(session, email=ALICE).number
    complaint = make_complaint(session, contact=ALICE).number
    nameless = make_ticket(session, make_customer(session, name=None)).number
    numbers = [NOBODY, ticket, complaint, nameless, "no number"]
    for number in numbers if flooded else ():
        for crowd in range(PER_MAILBOX.free + 1):
            asks(arrive(f"crowd {crowd}"), "codes", number)
    began, heard = frozen.moment, []
    for place, number in enumerate(numbers):
        frozen.moment = began
        heard.append(series(arrive(f"mallory {place}"), number, frozen))
    assert heard[0][:7] == [
        {"status": 200, "sent": True, "wait": None},
        *({"status": 200, "verified": False, "attempts_left": n} for n in (4, 3, 2, 1, 0, 0)),
    ]
    assert all(other == heard[0] for other in heard[1:])


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked to do meanwhile."""
    heard: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *_more: object) -> None:
        if "SAVEPOINT" not in statement:  # the tests' own
            heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_a_number_that_exists_costs_the_same_work(
    arrive: Arrive, session: Session, engine: Engine
) -> None:
    known = [
        make_ticket(session, email=ALICE).number,
        make_complaint(session, contact=ALICE).number,
    ]
    work = []
    for place, number in enumerate([NOBODY, *known]):
        mallory = arrive(f"mallory {place}")
        with statements(engine) as done:
            asks(mallory, "codes", number)
            asks(mallory, "codes/check", number, code="00000000")
        work.append(done)
    assert len(work[0]) > 5
    assert work[1] == work[0]
    assert work[2] == work[0]
    assert len(arguments_of(session, "send_code")) == 3


def code_sent(client: Browser, network: str, email: str = ALICE) -> bool:
    """Does the portal send a code to whoever asks in this browser?"""
    place = {"REMOTE_ADDR": network}
    answer = client.submit("/requests/sign-in", {"email": email}, environ_base=place)
    assert answer.status_code in {303, 429}
    return answer.status_code == 303


def test_another_browser_gets_a_code_from_the_portal_however_often_one_asked(
    app: APIFlask, client: Browser, session: Session, frozen: Standing
) -> None:
    asked = [code_sent(client, "192.0.2.1") for _ in range(9)]
    assert asked == [True] * 3 + [False] * 6
    for _ in range(50):
        code_sent(Browser(app), "192.0.2.1")
    assert len(letters(session)) == 6
    assert code_sent(Browser(app), "192.0.2.2") is True


def test_the_browser_she_signed_in_with_before_gets_one_in_any_flood(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    hers = Browser(app)
    code_sent(hers, "192.0.2.1")
    hers.submit("/requests/code", {"code": letters(session)[-1]})
    hers.submit("/requests/sign-out")
    flood = [code_sent(Browser(app), f"198.51.100.{number}") for number in range(99)]
    assert flood[-1] is False
    assert code_sent(Browser(app), "192.0.2.1") is False
    assert code_sent(hers, "192.0.2.1") is True


def test_asking_in_the_chat_tells_nothing_in_the_portal(
    app: APIFlask, arrive: Arrive, session: Session, frozen: Standing
) -> None:
    """Else whoever floods a case would see there whose mailbox is full."""
    number = make_ticket(session, email=ALICE).number
    for crowd in range(99):
        asks(arrive(f"crowd {crowd}"), "codes", number)
    assert len(letters(session)) == PER_MAILBOX.free
    assert code_sent(Browser(app), "192.0.2.1") is True


def test_a_conversation_knows_its_network_and_no_address(client: Browser, session: Session) -> None:
    for address in ("2001:db8:1:2::3", "2001:db8:1:2::4", "2001:db8:9:9::9"):
        place = {"REMOTE_ADDR": address}
        client.post(
            f"{people.WIDGET}/conversations",
            json={"page": {"url": "https://shop.example", "title": "", "locale": "en"}},
            environ_base=place,
        )
    query = select(Conversation.network).order_by(Conversation.created_at)
    first, neighbour, other = session.scalars(query).all()
    assert first == neighbour != other
    assert len(first) == 64
