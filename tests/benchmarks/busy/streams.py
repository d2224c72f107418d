"""Many customers with an open stream while agents work: what is written arrives, and once."""

import asyncio
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.benchmarks.measures import Measure
from tests.benchmarks.turns import Conversation, arrive, listen

STREAMS = 300
ADDRESSES = 30
PAUSE = 4.0  # seconds between the things that one agent does
AFTER = 10.0  # seconds for the last ones to arrive
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20)
GUARD = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')


@dataclass
class Work:
    """What agents did, and whatever was not answered as it should be."""

    replies: int = 0
    pages: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Agent:
    """Somebody signed in to the console of that desk, and the chats that are theirs."""

    desk: str
    browser: httpx.AsyncClient
    chats: Sequence[Conversation]


async def work_beside_streams(
    desk: str, cookies: Sequence[str], tickets: Sequence[str], *, seconds: float
) -> list[Measure]:
    """So many streams stay open while each agent reads pages and answers chats in turn."""
    doors = [_door(number) for number in range(ADDRESSES)]
    chats = list[Conversation]()
    for _ in range(STREAMS // ADDRESSES):
        chats += await asyncio.gather(*(arrive(door, desk) for door in doors))
    listening = [
        asyncio.create_task(listen(doors[number % ADDRESSES], chat))
        for number, chat in enumerate(chats)
    ]
    agents = [
        Agent(desk, _browser(cookie), chats[number :: len(cookies)])
        for number, cookie in enumerate(cookies)
    ]
    done, ends = Work(), time.perf_counter() + seconds
    await asyncio.gather(*(_work(one, tickets, ends, done) for one in agents))
    await asyncio.sleep(AFTER)
    open_still = sum(not task.done() for task in listening)
    lost, doubled = await _judge(doors[0], chats)
    for task in listening:
        task.cancel()
    return [
        Measure(f"Streams open at the end, of {STREAMS}", open_still, "", str(STREAMS)),
        Measure("Beside them: replies by 20 agents", done.replies, "messages"),
        Measure("Beside them: pages read", done.pages, "pages"),
        Measure("Beside them: requests that failed", len(done.errors), "", "0"),
        Measure("Beside them: messages lost, doubled", lost + doubled, "", "0"),
    ]


def _door(number: int) -> httpx.AsyncClient:
    """Customers come from addresses of their own: those of one address may open only so many."""
    transport = httpx.AsyncHTTPTransport(local_address=f"127.0.{100 + number}.7", limits=LIMITS)
    return httpx.AsyncClient(transport=transport, timeout=httpx.Timeout(60, read=None))


def _browser(cookie: str) -> httpx.AsyncClient:
    """It keeps what pages add to the cookie, such as the guard of their forms."""
    name, _, value = cookie.partition("=")
    browser = httpx.AsyncClient(timeout=60)
    browser.cookies.set(name, value, domain="127.0.0.1")
    return browser


async def _work(agent: Agent, tickets: Sequence[str], ends: float, done: Work) -> None:
    number = 0
    while time.perf_counter() < ends:
        chat = agent.chats[number % len(agent.chats)]
        key = chat.url.rpartition("/")[2]
        place = f"{agent.desk}/console/conversations/{key}"
        ticket = tickets[number % len(tickets)]
        for page in (f"{agent.desk}/console?tab=mine", f"{agent.desk}/console/tickets/{ticket}"):
            await _page(agent.browser, page, done)
        shown = await _page(agent.browser, place, done)
        guard = GUARD.search(shown)
        if guard:
            form = {"csrf_token": guard[1], "form_key": uuid4().hex, "kind": "reply"}
            form["text"] = f"Answer {number} of yours"
            answer = await agent.browser.post(f"{place}/messages", data=form)
            done.replies += answer.is_redirect
            if not answer.is_redirect:
                done.errors.append(f"{answer.status_code} {place}")
        number += 1
        await asyncio.sleep(PAUSE)


async def _page(browser: httpx.AsyncClient, url: str, done: Work) -> str:
    with suppress(httpx.TransportError):
        answer = await browser.get(url)
        if answer.status_code == httpx.codes.OK:
            done.pages += 1
            return answer.text
        url = f"{answer.status_code} {url}"
    done.errors.append(url)
    return ""


async def _judge(http: httpx.AsyncClient, chats: Sequence[Conversation]) -> tuple[int, int]:
    """How many of what stands in the chats never came, and how many came more than once."""
    lost = doubled = 0
    for chat in chats:
        answer = await http.get(f"{chat.url}/messages", headers=chat.headers)
        kept = {message["id"] for message in answer.raise_for_status().json()["messages"]}
        lost += len(kept - set(chat.order))
        doubled += len(chat.order) - len(set(chat.order))
    return lost, doubled
