"""Asking a running desk for its pages at a steady rate, and how long its web processes took."""

import asyncio
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from tests.benchmarks.busy.places import Page

SEED = 30
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=50)
# One line for each request, with microseconds from its arrival until its answer was written.
ACCESS = '{"us": %(D)s, "path": "%(U)s", "query": "%(q)s", "status": %(s)s}'


def logged_to(file: Path) -> dict[str, str]:
    """What gunicorn is started with to note each request there."""
    return {"GUNICORN_CMD_ARGS": f"--access-logfile {file} --access-logformat '{ACCESS}'"}


@dataclass
class Reading:
    """Milliseconds for each page: `seen` by who asked, `served` by the web process."""

    seen: dict[str, list[float]] = field(default_factory=dict)
    served: dict[str, list[float]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


async def steadily(
    desk: str, pages: list[Page], cookies: Mapping[str | None, str], *,
    per_second: float, seconds: float,
) -> Reading:  # fmt: skip
    """Ask at that rate whether or not the last one was answered, each page as often as it is."""
    chance, found = Random(SEED), Reading()  # noqa: S311 - nothing here is a secret
    weights = [page.often for page in pages]
    turns = dict.fromkeys((page.name for page in pages), 0)
    async with httpx.AsyncClient(limits=LIMITS, timeout=60) as http:
        started, asked = time.perf_counter(), []
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
            (page,) = chance.choices(pages, weights)
            address = page.addresses[turns[page.name] % len(page.addresses)]
            turns[page.name] += 1
            ask = _ask(http, desk + address, cookies[page.reader], page.name, found)
            asked.append(asyncio.create_task(ask))
        await asyncio.gather(*asked)
    return found


async def _ask(http: httpx.AsyncClient, url: str, cookie: str, name: str, found: Reading) -> None:
    moment = time.perf_counter()
    answer = await http.get(url, headers={"Cookie": cookie})
    found.seen.setdefault(name, []).append((time.perf_counter() - moment) * 1000)
    if answer.status_code != httpx.codes.OK:
        found.refused.append(f"{answer.status_code} {url}")


def served(lines: Iterable[str], pages: list[Page]) -> dict[str, list[float]]:
    """The web processes' own times, by page."""
    names = {address: page.name for page in pages for address in page.addresses}
    found: dict[str, list[float]] = {}
    for line in lines:
        noted = json.loads(line)
        address = noted["path"] + (f"?{noted['query']}" if noted["query"] else "")
        name = names.get(address)
        if name:
            found.setdefault(name, []).append(noted["us"] / 1000)
    return found
