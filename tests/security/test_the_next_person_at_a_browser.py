"""Somebody opens what the person before them looked at, from the browser's memory."""

import re
from uuid import UUID

import pytest

from tests.people import Browser, Customer, Staff, bearer
from tests.structure.audiences import PUBLIC
from tests.structure.callers import CALLERS

NOBODY = str(UUID(int=0))
GUARDED = [
    route.removeprefix("GET ")
    for route, callers in CALLERS.items()
    if route.startswith("GET ") and callers != PUBLIC
]
SENT = ["/requests/new", "/requests/received", "/requests/code", "/complaints/received", "/demo"]


def address_of(rule: str) -> str:
    """The rule with something in each of its places."""
    return re.sub(r"<(\w+:)?\w+>", lambda kind: NOBODY if kind[1] == "uuid:" else "1", rule)


@pytest.mark.parametrize("rule", GUARDED)
def test_nothing_that_asks_who_is_there_is_kept(client: Browser, bob: Staff, rule: str) -> None:
    """Whatever the answer is: a page, a refusal, or the way to the sign-in."""
    for browser in (client, bob.client):
        answer = browser.get(address_of(rule), headers=bearer(bob.token), buffered=False)
        assert answer.headers["Cache-Control"] == "no-store"
        answer.close()


@pytest.mark.parametrize("page", SENT)
def test_nothing_that_shows_what_was_sent_is_kept(client: Browser, page: str) -> None:
    assert client.get(page).headers["Cache-Control"] == "no-store"


def test_a_customers_messages_are_not_kept(alice: Customer) -> None:
    assert alice.get().headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["/help", "/api/v1/articles/search?q=x"])
def test_what_everybody_may_read_may_be_kept(client: Browser, page: str) -> None:
    assert "Cache-Control" not in client.get(page).headers
