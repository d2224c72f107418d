"""How long a turn takes, alone and under a steady load, seen from the customer's stream."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

QUESTIONS = (
    "how long do returns take",
    "what does shipping to france cost",
    "can I change my delivery address",
    "my discount code does not work",
    "how do I reset my password",
    "is my plant covered if it dies",
)
LIMITS = httpx.Limits(max_connections=300, max_keepalive_connections=200)
PATIENCE = 30.0
AGAIN = 0.5


@dataclass
class Conversation:
    """One customer with an open stream; `sent` and `heard` hold moments by message id."""

    url: str
    headers: dict[str, str]
    sent: dict[int, float] = field(default_factory=dict)
    heard: dict[int, float] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)


def client() -> httpx.AsyncClient:
    """A client with room for every stream."""
    return httpx.AsyncClient(limits=LIMITS, timeout=httpx.Timeout(20, read=None))


async def arrive(http: httpx.AsyncClient, desk: str) -> Conversation:
    """Open a conversation."""
    base = f"{desk}/api/v1/widget/conversations"
    opened = (await http.post(base, json={})).raise_for_status().json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    return Conversation(f"{base}/{opened['conversation_id']}", headers)


async def listen(http: httpx.AsyncClient, conversation: Conversation) -> None:
    """Note when each message arrives; a stream that ends is opened again, as the widget does."""
    last_asked = last_seen = 0
    while True:
        headers = {**conversation.headers, "Last-Event-ID": str(last_seen)}
        with suppress(httpx.TransportError):
            async with http.stream("GET", f"{conversation.url}/events", headers=headers) as stream:
                async for message in _messages(stream):
                    conversation.order.append(message["id"])
                    last_seen = message["id"]
                    if message["author"] == "customer":
                        last_asked = message["id"]
                    elif message["author"] == "bot":
                        conversation.heard.setdefault(last_asked, time.perf_counter())
        await asyncio.sleep(AGAIN)


async def _messages(stream: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    name = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: ") and name == "message":
            yield json.loads(line[6:])


async def say(http: httpx.AsyncClient, conversation: Conversation, text: str) -> int:
    """Post a message and note when; one that has to wait is sent again, as the widget does."""
    moment = time.perf_counter()
    body = {"text": text, "client_id": uuid4().hex}
    while True:
        wait = AGAIN
        with suppress(httpx.TransportError):  # it comes but once: `client_id` tells
            answer = await http.post(
                f"{conversation.url}/messages", json=body, headers=conversation.headers
            )
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            wait = float(answer.headers["Retry-After"])
        await asyncio.sleep(wait)
    key = int(answer.raise_for_status().json()["id"])
    conversation.sent[key] = moment
    return key


async def one_at_a_time(desk: str, turns: int) -> list[float]:
    """Milliseconds from posting to the answer on the stream, nothing else going on."""
    async with client() as http:
        conversation = await arrive(http, desk)
        listener = asyncio.create_task(listen(http, conversation))
        for number in range(turns):
            key = await say(http, conversation, QUESTIONS[number % len(QUESTIONS)])
            await _heard(conversation, key)
            await asyncio.sleep(0.05)
        listener.cancel()
        return _milliseconds(conversation)


async def _heard(conversation: Conversation, key: int) -> None:
    deadline = time.perf_counter() + PATIENCE
    while key not in conversation.heard and time.perf_counter() < deadline:
        await asyncio.sleep(0.002)


@dataclass(frozen=True)
class Load:
    """What came of a steady load."""

    milliseconds: list[float]
    sent: int
    lost: int
    out_of_order: int
    doubled: int
    seconds: float


async def steady(desk: str, *, per_second: float, seconds: float, conversations: int) -> Load:
    """Post at that rate, one conversation after the other, and check what arrives."""
    async with client() as http:
        people = [await arrive(http, desk) for _ in range(conversations)]
        listeners = [asyncio.create_task(listen(http, person)) for person in people]
        await asyncio.sleep(2)
        started = time.perf_counter()
        await _post_steadily(http, people, per_second=per_second, seconds=seconds)
        await _all_heard(people)
        took = time.perf_counter() - started
        for listener in listeners:
            listener.cancel()
    return _judge(people, took)


async def _post_steadily(
    http: httpx.AsyncClient, people: list[Conversation], *, per_second: float, seconds: float
) -> None:
    started, posts = time.perf_counter(), list[asyncio.Task[int]]()
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
        person, text = people[number % len(people)], QUESTIONS[number % len(QUESTIONS)]
        posts.append(asyncio.create_task(say(http, person, text)))
    await asyncio.gather(*posts)


async def _all_heard(people: list[Conversation]) -> None:
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        if all(person.sent.keys() <= person.heard.keys() for person in people):
            return
        await asyncio.sleep(0.1)


def _judge(people: list[Conversation], seconds: float) -> Load:
    return Load(
        milliseconds=[ms for person in people for ms in _milliseconds(person)],
        sent=sum(len(person.sent) for person in people),
        lost=sum(len(person.sent.keys() - person.heard.keys()) for person in people),
        out_of_order=sum(person.order != sorted(person.order) for person in people),
        doubled=sum(len(person.order) - len(set(person.order)) for person in people),
        seconds=seconds,
    )


def _milliseconds(conversation: Conversation) -> list[float]:
    return [
        (conversation.heard[key] - moment) * 1000
        for key, moment in conversation.sent.items()
        if key in conversation.heard
    ]
