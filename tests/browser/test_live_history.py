"""The history that an agent has open follows what is said, also while it is being fetched."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack]
SLOWLY = 2_000


def test_what_is_said_while_the_page_fetches_is_shown_as_well(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "hello")
    expect(widget.get_by_text("I am the support bot").first).to_be_visible()
    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    colleague.get_by_role("button", name="Take conversation").click()
    history = colleague.get_by_role("log")
    expect(history.get_by_text("Mia Brandt joined")).to_be_visible()

    def hold(route: Route) -> None:
        answer = route.fetch()
        colleague.wait_for_timeout(SLOWLY)
        route.fulfill(response=answer)

    colleague.route("**/newer?*", hold, times=1)
    write(widget, "the first of two")
    customer.wait_for_timeout(SLOWLY / 2)
    write(widget, "the second of two")
    for words in ("the first of two", "the second of two"):
        expect(history.get_by_text(words)).to_have_count(1, timeout=8_000)
