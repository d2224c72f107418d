"""A person and a customer see each other write and read, in two real browsers."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def test_each_sees_that_the_other_writes_and_has_read(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    widget = start(customer, stack)
    write(widget, "hello")
    expect(widget.get_by_text("I am the support bot").first).to_be_visible()
    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    colleague.get_by_role("button", name="Take conversation").click()
    expect(widget.get_by_text("Mia Brandt joined.")).to_be_visible()

    words = colleague.get_by_label("Your words")
    words.press_sequentially("Which plant")
    expect(widget.get_by_text("Mia Brandt is typing")).to_be_visible()
    words.press_sequentially(" is it?")
    colleague.get_by_role("button", name="Send reply").click()
    expect(widget.get_by_text("Which plant is it?")).to_be_visible()
    expect(widget.get_by_text("Mia Brandt is typing")).to_have_count(0)
    expect(colleague.get_by_text("your words are read")).to_be_visible()

    widget.get_by_label("Your message").press_sequentially("The fern")
    expect(colleague.get_by_text("is writing…")).to_be_visible()
    write(widget, "The fern by the window")
    expect(colleague.get_by_text("The fern by the window").last).to_be_visible()
    expect(colleague.get_by_text("is writing…")).to_be_hidden()
    expect(widget.get_by_text("Read", exact=True)).to_be_visible()
