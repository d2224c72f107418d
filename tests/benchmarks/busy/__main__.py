"""`python -m tests.benchmarks.busy`: fill a desk, open its pages at a steady rate, keep figures.

With `--peer FOLDER`, an environment in which django-helpdesk is installed, both are compared; with
`--streams SECONDS` so long 300 streams stay open while agents work. `--share 0.01` tries it small.
"""

import argparse
import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

import psutil
from apiflask import APIFlask
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import create_agent
from helpdesk.app import create_app
from helpdesk.bench.passages import sentences
from helpdesk.platform import db
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.queries import TO_DO
from tests.benchmarks.busy import beside, filling, peer, places, reading, streams
from tests.benchmarks.measures import Measure, keep, percentile, table
from tests.environment import only
from tests.models import HOME
from tests.people import Browser, enter_console, enter_portal
from tests.stack import ROOT, Stack, running_stack

RESULT = ROOT / "docs" / "performance-busy.json"
PER_SECOND, SECONDS, WARM = 30, 90.0, 15.0
AGENTS = 20
MEGABYTE = 2**20


@dataclass
class Desk:
    """A filled desk, and how people enter it without typing."""

    stack: Stack
    app: APIFlask

    def cookie_of_agent(self, email: str | None = None) -> str:
        """Somebody of the demo, or a new colleague."""
        browser = Browser(self.app)
        with db.transaction() as session:
            known = session.scalar(select(Agent).where(Agent.email == email))
            name = uuid4().hex[:8]
            agent = known or create_agent(
                session,
                email=f"{name}@desk.example",
                name=name,
                role=Role.AGENT,
                password=token_urlsafe(16),
            )
            enter_console(browser, session, agent)
        return _cookie(browser)

    def cookie_of_customer(self, customer_id: str) -> str:
        """Somebody whose requests are read in the portal."""
        browser = Browser(self.app)
        with db.transaction() as session:
            enter_portal(browser, session, UUID(customer_id))
        return _cookie(browser)


def _cookie(browser: Browser) -> str:
    found = browser.get_cookie("heed")
    return f"heed={found.value}" if found else ""


def measure_pages(desk: Desk, log: Path) -> list[Measure]:
    """Every kind of page as often as agents open it, after a while that warms the caches."""
    with db.transaction() as session:
        pages = places.pages(session)
    cookies: Mapping[str | None, str] = {
        None: desk.cookie_of_agent("mia@fernhill.example"),
        **{page.reader: desk.cookie_of_customer(page.reader) for page in pages if page.reader},
    }
    ask = {"per_second": PER_SECOND, "seconds": WARM}
    asyncio.run(reading.steadily(desk.stack.url, pages, cookies, **ask))
    begun = log.stat().st_size
    ask["seconds"] = SECONDS
    found = asyncio.run(reading.steadily(desk.stack.url, pages, cookies, **ask))
    with log.open(encoding="utf-8") as lines:
        lines.seek(begun)
        served = reading.served(lines, pages)
    measures = [Measure(f"{PER_SECOND} /s: requests refused", len(found.refused), "", "0")]
    for name, took in {"all pages": sum(served.values(), []), **served}.items():
        measures.append(Measure(f"{name}, p50", percentile(took, 50), "ms"))
        measures.append(Measure(f"{name}, p95", percentile(took, 95), "ms", "≤ 100"))
    seen = sum(found.seen.values(), [])
    return [*measures, Measure("all pages, as who asked saw it, p95", percentile(seen, 95), "ms")]


def measure_beside(desk: Desk, environment: Path) -> list[Measure]:
    """The same things at django-helpdesk, with as much in it."""
    with db.transaction() as session:
        numbers = (
            select(func.count()).select_from(Ticket),
            select(func.count()).select_from(Ticket).where(*TO_DO),
            select(func.count()).select_from(TicketEntry),
        )
        tickets, to_do, entries = (session.scalar(number) or 0 for number in numbers)
        shown = places.some(session, Ticket.number)
    content = peer.Content(tickets, to_do, entries, sentences())
    cookie = desk.cookie_of_agent("mia@fernhill.example")
    with peer.running_peer(environment, desk.stack.database.owner, content) as other:
        here = beside.acts_of_desk(desk.stack.url, cookie, shown)
        return beside.compare(here, beside.acts_of_peer(other, tickets))


def measure_streams(desk: Desk, seconds: float) -> list[Measure]:
    """300 customers listen, 20 agents work, and what the web processes hold then."""
    cookies = [desk.cookie_of_agent() for _ in range(AGENTS)]
    with db.transaction() as session:
        tickets = places.some(session, Ticket.number)
    work = streams.work_beside_streams(desk.stack.url, cookies, tickets, seconds=seconds)
    measures = asyncio.run(work)
    web = psutil.Process(desk.stack.running["web"].pid)
    held = sum(each.memory_full_info().pss for each in (web, *web.children(recursive=True)))
    return [*measures, Measure("Beside them: memory of web", held / MEGABYTE, "MB", "≤ 600")]


def main() -> None:
    """Measure, print, keep."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--share", type=float, default=1.0)
    asked.add_argument("--peer", type=Path)
    asked.add_argument("--streams", type=float, default=0.0)
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        with running_stack(HOME, **reading.logged_to(log)) as stack:
            db.use(sessionmaker(db.connect(stack.database_url), expire_on_commit=False))
            with only({"DATABASE_URL": stack.database_url}):
                desk = Desk(stack, create_app(stack.settings))
            size = filling.fill(stack.database.owner, print, share=options.share)
            measures = [Measure(f"Desk: {name}", n, "") for name, n in vars(size).items()]
            measures += measure_pages(desk, log)
            if options.peer:
                measures += measure_beside(desk, options.peer)
            if options.streams:
                measures += measure_streams(desk, options.streams)
    print(table(measures))
    if options.share == 1:
        keep(measures, RESULT)


if __name__ == "__main__":
    main()
