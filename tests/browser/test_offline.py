"""A widget that loses its connection catches up: nothing is missed, nothing comes twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def test_both_sides_of_a_lost_connection_arrive_once(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "hello")
    expect(widget.get_by_text("I am the support bot").first).to_be_visible()

    sign_in(colleague, stack, "mia@fernhill.example")
    expect(colleague.get_by_role("heading", name="Inbox")).to_be_visible()
    customer.context.set_offline(True)
    stack.kill("web")  # an open stream outlives the browser's own going offline
    stack.start("web")
    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    write(widget, "sent from the tunnel")
    expect(widget.get_by_text("sent from the tunnel")).to_be_visible()
    colleague.get_by_role("button", name="Take conversation").click()
    for words in ("the first you missed", "the second you missed"):
        colleague.get_by_label("Your words").fill(words)
        colleague.get_by_role("button", name="Send reply").click()
        expect(colleague.get_by_role("log").get_by_text(words)).to_be_visible()
    customer.wait_for_timeout(1500)
    expect(widget.get_by_text("the first you missed")).to_have_count(0)

    customer.context.set_offline(False)
    for words in ("the first you missed", "the second you missed", "sent from the tunnel"):
        expect(widget.get_by_role("log").get_by_text(words)).to_have_count(1, timeout=40_000)
    expect(colleague.get_by_role("log").get_by_text("sent from the tunnel")).to_have_count(1)
    customer.wait_for_timeout(1500)
    said = widget.get_by_role("log").inner_text()
    for words in ("the first you missed", "the second you missed", "sent from the tunnel"):
        assert said.count(words) == 1
    assert said.index("the first you missed") < said.index("the second you missed")
