"""The widget needs no pointer: open, write, send, close, and the focus comes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
FOCUS = """() => {
  const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  return inner?.getAttribute("aria-label") ?? inner?.getAttribute("title") ?? inner?.tagName;
}"""
FOCUS_INSIDE = "() => document.activeElement?.ariaLabel || document.activeElement?.textContent"
MOST_STOPS = 40


def press_until(page: Page, wanted: str, *, key: str = "Tab") -> None:
    """Press a key until the focus is on what is called so, in the page or in the widget."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        names = [page.evaluate(FOCUS), *(f.evaluate(FOCUS_INSIDE) for f in page.frames[1:])]
        if any(wanted in str(name) for name in names):
            return
    raise AssertionError(f"{wanted} was not reached in {MOST_STOPS} steps.")


def test_a_conversation_without_a_pointer(customer: Page, stack: Stack) -> None:
    customer.goto(f"{stack.url}/demo")
    launcher = customer.locator("#heed-widget button")
    expect(launcher).to_be_visible()
    name = str(launcher.get_attribute("aria-label"))
    press_until(customer, name)
    expect(launcher).to_have_attribute("aria-expanded", "false")
    customer.keyboard.press("Enter")
    expect(launcher).to_have_attribute("aria-expanded", "true")
    widget = customer.frame_locator("iframe")
    expect(widget.get_by_role("button", name="Start a conversation")).to_be_visible()
    press_until(customer, "Start a conversation")
    customer.keyboard.press("Enter")
    expect(widget.get_by_role("textbox", name="Your message")).to_be_focused()
    customer.keyboard.type("how long do I have to send a pot back")
    customer.keyboard.press("Enter")
    expect(widget.get_by_text("30 days").first).to_be_visible()
    expect(widget.get_by_role("textbox", name="Your message")).to_be_focused()
    customer.keyboard.press("Escape")
    expect(customer.locator("#heed-widget iframe")).to_be_hidden()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert customer.evaluate(FOCUS) == launcher.get_attribute("aria-label")


def test_a_line_break_is_written_with_shift(customer: Page, stack: Stack) -> None:
    customer.goto(f"{stack.url}/demo")
    customer.locator("#heed-widget button").press("Enter")
    widget = customer.frame_locator("iframe")
    widget.get_by_role("button", name="Start a conversation").press("Enter")
    box = widget.get_by_role("textbox", name="Your message")
    box.press("a")
    box.press("Shift+Enter")
    box.press("b")
    expect(box).to_have_value("a\nb")
