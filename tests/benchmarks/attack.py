"""One stranger does what stalled the desk once, while somebody honest goes on reading and asking.

Attacker, reader and customer come from loopback addresses of their own, and the desk's limits are
on: what is measured is what an honest person notices.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

import httpx

from tests.benchmarks.measures import Measure, percentile
from tests.benchmarks.turns import arrive, listen, say
from tests.models import HOME
from tests.stack import running_stack

READER, CUSTOMER = "127.0.0.7", "127.0.0.8"
STRANGERS = "127.0.66"
SECONDS = 12.0
BETWEEN_PROBES = 0.05
BETWEEN_QUESTIONS = 1.0
HANDS = 4
START, RECOVERY = 3.0, 3.0
QUIET = "Attack: nothing but the probe"
Attack = Callable[[httpx.AsyncClient, str], Coroutine[None, None, None]]


def caller(address: str) -> httpx.AsyncClient:
    """Somebody who calls from this address and has patience."""
    transport = httpx.AsyncHTTPTransport(local_address=address, limits=httpx.Limits())
    return httpx.AsyncClient(transport=transport, timeout=httpx.Timeout(30, read=None))


async def over_and_over(call: Callable[[], Awaitable[object]]) -> None:
    """The same from several hands, until somebody stops it; refusals do not impress."""

    async def one_hand() -> None:
        while True:
            with suppress(httpx.HTTPError):
                await call()

    await asyncio.gather(*(one_hand() for _ in range(HANDS)))


async def unknown_keys(http: httpx.AsyncClient, desk: str) -> None:
    """130,000 JSON keys that nobody asked for."""
    body = "{" + ",".join(f'"k{number}":1' for number in range(130_000)) + "}"
    url, headers = f"{desk}/api/v1/widget/conversations", {"Content-Type": "application/json"}
    await over_and_over(lambda: http.post(url, content=body, headers=headers))


async def many_fields(http: httpx.AsyncClient, desk: str) -> None:
    """A form of 60,000 fields at a page that anybody may send."""
    body = "&".join(f"f{number}=1" for number in range(60_000))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{desk}/console/sign-in"
    await over_and_over(lambda: http.post(url, content=body, headers=headers))


async def guesses(http: httpx.AsyncClient, desk: str) -> None:
    """Passwords, as fast as they are refused; each one costs a hash if it is looked at."""
    page = (await http.get(f"{desk}/console/sign-in")).text
    fields = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf_token", "form_key")
    }

    async def guess() -> None:
        form = {**fields, "email": "ada@shop.example", "password": f"guess {time.time_ns()}"}
        await http.post(f"{desk}/console/sign-in", data=form)

    await over_and_over(guess)


async def streams(http: httpx.AsyncClient, desk: str) -> None:
    """300 streams with one token, and a message for all of them."""
    mine = await arrive(http, desk)
    listening = [asyncio.create_task(listen(http, mine)) for _ in range(300)]
    try:
        while True:
            with suppress(httpx.HTTPError):
                await say(http, mine, "how long do returns take")
            await asyncio.sleep(1)
    finally:
        for listener in listening:
            listener.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def messages(http: httpx.AsyncClient, desk: str) -> None:
    """200 messages over 20 conversations, and as many again."""
    mine = [await arrive(http, desk) for _ in range(20)]
    while True:
        for each in mine:
            with suppress(httpx.HTTPError):
                await asyncio.gather(*(say(http, each, f"and what of {n}?") for n in range(10)))


ATTACKS: dict[str, Attack] = {
    "Attack: 130,000 unknown keys": unknown_keys,
    "Attack: forms of 60,000 fields": many_fields,
    "Attack: passwords guessed": guesses,
    "Attack: 300 streams": streams,
    "Attack: 200 messages at once": messages,
}


def _attack(name: str, desk: str) -> None:
    async def go() -> None:
        async with caller(f"{STRANGERS}.{1 + [*ATTACKS].index(name)}") as http:
            await ATTACKS[name](http, desk)

    asyncio.run(go())


@contextmanager
def under(name: str | None, desk: str) -> Iterator[None]:
    """The attack goes on meanwhile, in a process that does not slow the honest ones' own."""
    attacking = get_context("spawn").Process(target=_attack, args=(name, desk)) if name else None
    if attacking:
        attacking.start()
        time.sleep(START)
    try:
        yield
    finally:
        if attacking:
            attacking.kill()
            attacking.join()


async def probes(desk: str) -> list[float]:
    """Milliseconds of what every page with the widget asks first."""
    found, ends = list[float](), time.perf_counter() + SECONDS
    async with caller(READER) as http:
        while time.perf_counter() < ends:
            started = time.perf_counter()
            (await http.get(f"{desk}/api/v1/widget/settings")).raise_for_status()
            found.append((time.perf_counter() - started) * 1000)
            await asyncio.sleep(BETWEEN_PROBES)
    return found


async def answers(desk: str) -> list[float]:
    """Milliseconds from an honest question to its answer on the stream."""
    async with caller(CUSTOMER) as http:
        mine = await arrive(http, desk)
        listener = asyncio.create_task(listen(http, mine))
        ends = time.perf_counter() + SECONDS
        while time.perf_counter() < ends:
            await say(http, mine, "how long do returns take")
            await asyncio.sleep(BETWEEN_QUESTIONS)
        await asyncio.sleep(BETWEEN_QUESTIONS * 3)
        listener.cancel()
    return [(mine.heard[key] - sent) * 1000 for key, sent in mine.sent.items() if key in mine.heard]


async def _honest(desk: str) -> tuple[list[float], list[float]]:
    return await asyncio.gather(probes(desk), answers(desk))


def noticed(desk: str, name: str | None) -> tuple[list[float], list[float]]:
    """Milliseconds of the reader's probes and of the customer's answers under that attack."""
    with under(name, desk):
        found = asyncio.run(_honest(desk))
    time.sleep(RECOVERY)
    return found


def measure_attacks(home: Path = HOME) -> list[Measure]:
    """Each attack by itself, against the same desk without one."""
    found = []
    with running_stack(home, HEED_RATE_LIMITS="1") as stack:
        quiet, calm = noticed(stack.url, None)
        base, usual = percentile(quiet, 95), percentile(calm, 95)
        found.append(Measure(f"{QUIET}, p95", base, "ms"))
        found.append(Measure(f"{QUIET}, an answer, p95", usual, "ms"))
        for name in ATTACKS:
            probed, answered = noticed(stack.url, name)
            p95, late = percentile(probed, 95), percentile(answered, 95)
            found.append(Measure(f"{name}, p95", p95, "ms", "≤ 150", p95 / base, QUIET))
            found.append(Measure(f"{name}, an answer, p95", late, "ms", "", late / usual, QUIET))
    return found


if __name__ == "__main__":
    from tests.benchmarks.measures import table

    print(table(measure_attacks()))
