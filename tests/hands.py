"""Somebody who has no mouse."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.stack import Stack, demo_password

MOST_STOPS = 200  # of the Tab key, more than any page has


@dataclass
class Hands:
    """What they do with the keyboard alone, and nothing before they see what it is for."""

    page: Page
    stack: Stack

    def press(self, *keys: str) -> None:
        """These keys, one after the other; they mean nothing before the page's script runs."""
        self.page.wait_for_load_state()
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """These words, key by key."""
        self.page.keyboard.type(words)

    def reach(self, target: Locator) -> None:
        """Go on with Tab until it has the keyboard."""
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if target.evaluate("element => element.matches(':focus')"):
                return
            self.press("Tab")
        raise AssertionError(f"The Tab key does not come to {target}.")

    def use(self, target: Locator) -> None:
        """Go to a link or a button, and press it."""
        self.reach(target)
        self.press("Enter")

    def fill(self, field: Locator, words: str) -> None:
        """Write words in place of what stands there."""
        self.reach(field)
        self.press("Control+a")
        self.type(words)

    def choose(self, field: Locator, option: str) -> None:
        """Set what the field holds: its first letters, and the button that appears behind it."""
        self.reach(field)
        self.type(option)
        self.press("Tab", "Enter")
        expect(field.locator("option[selected]")).to_have_text(re.compile(f"^{option}"))

    def sign_in(self, who: str) -> None:
        """Enter the console as somebody of the demo."""
        self.page.goto(f"{self.stack.url}/console")
        self.fill(self.page.get_by_label("E-mail"), f"{who}@fernhill.example")
        self.fill(self.page.get_by_label("Password"), demo_password(self.stack))
        self.press("Enter")
        expect(self.page.get_by_role("navigation", name="Console")).to_be_visible()

    def open_case(self, words: str, shown: str) -> None:
        """Find the case that holds these words, and open it: then that is shown."""
        self.press("Control+k")
        expect(self.page.locator("dialog[open] input")).to_be_focused()
        self.type(words)
        self.press("Enter")
        expect(self.page).to_have_url(re.compile("/console/search"))
        expect(self.page.locator("[data-rows] a").first).to_be_visible()
        self.press("j", "Enter")
        expect(self.page.get_by_text(shown).first).to_be_visible()
