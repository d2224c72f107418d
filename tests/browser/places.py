"""Every page that people see, how to get there, and what is looked at once there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, StorageState, expect

from tests.pages import open_widget, start, write
from tests.stack import ROOT, Stack

AXE = ROOT / "helpdesk" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {iframes: false, preload: false}).then(found => found.violations
  .filter(v => v.impact === "serious" || v.impact === "critical")
  .map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(" | ")))"""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > room + 1).slice(0, 5)
    .map(e => e.tagName + "." + e.className + " " + Math.round(e.getBoundingClientRect().right));
}"""


@dataclass(frozen=True)
class Furniture:
    """What there is to show."""

    conversation: str
    ticket: str
    complaint: str


@dataclass(frozen=True)
class Look:
    """How a browser shows pages."""

    width: int
    dark: bool = False

    def __str__(self) -> str:
        return f"{self.width}-{'dark' if self.dark else 'light'}"


PUBLIC = {
    "help": "/help",
    "results": "/help?q=how+long+to+send+a+pot+back",
    "article": "/help/{slug}",
    "ticket form": "/requests/new",
    "complaint form": "/complaints/new",
    "requests sign-in": "/requests/sign-in",
    "demo": "/demo",
    "console sign-in": "/console/sign-in",
    "not found": "/help/no-such-article",
}
CONSOLE = {
    "inbox": "/console",
    "conversation": "/console/conversations/{conversation}",
    "tickets": "/console/tickets",
    "ticket": "/console/tickets/{ticket}",
    "articles for a ticket": "/console/tickets/{ticket}/articles",
    "complaints": "/console/complaints",
    "complaint": "/console/complaints/{complaint}",
    "feedback": "/console/feedback",
    "articles": "/console/articles",
    "unanswered": "/console/articles/unanswered",
    "settings": "/console/settings",
    "people": "/console/settings/agents",
    "settings of the company": "/console/settings/desk/company",
}
EXPECTED = {"not found": "404"}


def widget_home(page: Page, stack: Stack) -> None:
    widget = open_widget(page, stack)
    expect(widget.get_by_role("button", name="Start a conversation")).to_be_visible()


def widget_conversation(page: Page, stack: Stack) -> None:
    widget = start(page, stack)
    write(widget, "how long do I have to send a pot back")
    expect(widget.get_by_text("30 days").first).to_be_visible()


WIDGET: dict[str, Callable[[Page, Stack], None]] = {
    "widget home": widget_home,
    "widget conversation": widget_conversation,
}
PLACES = [*PUBLIC, *CONSOLE, *WIDGET]


@dataclass
class Visit:
    """Somebody at one place with one look; remembers what the browser complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """What axe finds serious or worse, in the page and in the widget's frame."""
        source = AXE.read_text()
        found: list[str] = []
        for frame in self.page.frames:
            frame.evaluate(source)
            found += frame.evaluate(RUN)
        return found

    def too_wide(self) -> list[Any]:
        """What sticks out to the right."""
        return [wide for frame in self.page.frames for wide in frame.evaluate(TOO_WIDE)]


def visit(browser: Browser, look: Look, state: StorageState | None = None) -> Visit:
    """A fresh browser window that listens to its own console."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 800},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
        storage_state=state,
    )
    context.set_default_timeout(20_000)
    here = Visit(context.new_page())
    here.page.on(
        "console", lambda said: here.complaints.append(said.text) if said.type == "error" else None
    )
    here.page.on("pageerror", lambda error: here.complaints.append(str(error)))
    return here
