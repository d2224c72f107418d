"""The same four things done at this desk and at its peer in turn, one at a time."""

import base64
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import uuid4

import httpx

from tests.benchmarks.busy.peer import Peer
from tests.benchmarks.measures import Measure

ROUNDS = 40
SOUGHT = ("warranty", "thunderbird", "parcel", "password")
PEER = "django-helpdesk"
Act = Callable[[int], object]
HIDDEN = re.compile(r'name="([a-z_]+)"[^>]*value="([^"]*)"')


@dataclass
class Asked:
    """Somebody's browser at one of the two."""

    url: str
    cookie: str
    http: httpx.Client

    def get(self, path: str) -> str:
        """A page, which has to be there."""
        answer = self.http.get(self.url + path, headers={"Cookie": self.cookie})
        return answer.raise_for_status().text


def acts_of_desk(url: str, cookie: str, tickets: list[str]) -> dict[str, Act]:
    """What an agent, and a customer who asks, do here."""
    agent = Asked(url, cookie, httpx.Client(timeout=60))
    customer = httpx.Client(timeout=60)
    form = dict(HIDDEN.findall(customer.get(f"{url}/requests/new").text))

    def create(number: int) -> None:
        typed = {
            "email": f"new{number}@example.org",
            "name": "",
            "subject": "A lid",
            "text": "Broke",
        }
        hidden = {"csrf_token": form["csrf_token"], "form_key": uuid4().hex}
        _expect_redirect(customer.post(f"{url}/requests/new", data={**typed, **hidden}))

    return {
        "creating a ticket": create,
        "queue page": lambda _n: agent.get("/console/tickets"),
        "ticket page": lambda n: agent.get(f"/console/tickets/{tickets[n % len(tickets)]}"),
        "search": lambda n: agent.get(f"/console/search?q={SOUGHT[n % len(SOUGHT)]}"),
    }


def acts_of_peer(peer: Peer, tickets: int) -> dict[str, Act]:
    """The same there, where a list is a page and the rows that it then asks for."""
    agent = Asked(peer.url, peer.cookie, httpx.Client(timeout=60))
    customer = httpx.Client(timeout=60)
    place = f"{peer.url}/tickets/submit/"
    form = dict(HIDDEN.findall(customer.get(place).text))

    def create(number: int) -> None:
        typed = {"submitter_email": f"new{number}@example.org", "title": "A lid", "body": "Broke"}
        _expect_redirect(
            customer.post(place, data={"csrfmiddlewaretoken": form["csrfmiddlewaretoken"], **typed})
        )

    def list_of(page: str, query: Mapping[str, Any]) -> None:
        agent.get(page)
        packed = base64.b64encode(json.dumps(query).encode()).decode()
        agent.get(f"/datatables_ticket_list/{packed}?draw=1&start=0&length=25")

    to_do = {"filtering": {"status__in": [1, 2]}, "sorting": "created", "search_string": ""}

    def search(number: int) -> None:
        word = SOUGHT[number % len(SOUGHT)]
        list_of(f"/tickets/?q={word}", {"sorting": "created", "search_string": word})

    return {
        "creating a ticket": create,
        "queue page": lambda _n: list_of("/tickets/", to_do),
        "ticket page": lambda n: agent.get(f"/tickets/{1 + n * 997 % tickets}/"),
        "search": search,
    }


def _expect_redirect(answer: httpx.Response) -> None:
    if not answer.is_redirect:
        raise SystemExit(f"{answer.url} answered {answer.status_code}: {answer.text[:500]}")


def compare(desk: Mapping[str, Act], peer: Mapping[str, Act]) -> list[Measure]:
    """Medians of each, in milliseconds; the ratio says how many times as long the peer takes."""
    found = []
    for name, act in desk.items():
        ours, theirs = list[float](), list[float]()
        for number in range(ROUNDS + 4):
            for one, took in ((act, ours), (peer[name], theirs)):
                started = time.perf_counter()
                one(number)
                took.append((time.perf_counter() - started) * 1000)
        here, there = median(ours[4:]), median(theirs[4:])
        found += [
            Measure(f"{PEER}: {name}, p50", there, "ms"),
            Measure(f"Here: {name}, p50", here, "ms", "a third", here / there, PEER),
        ]
    return found
