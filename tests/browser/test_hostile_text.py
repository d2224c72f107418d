"""What a customer types is shown as text, to themselves and to the people of the desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
MARKUP = '<img src=x onerror="window.taken=1"><b>bold</b><script>window.taken=2</script>'
LINK = "[click me](javascript:window.taken=3)"


def test_html_and_markdown_of_a_customer_are_only_text(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    for words in (MARKUP, LINK):
        write(widget, words)
        expect(widget.get_by_role("log").get_by_text(words)).to_be_visible()
        expect(widget.get_by_role("textbox", name="Your message")).to_have_value("")

    sign_in(colleague, stack, "mia@fernhill.example")
    expect(colleague.get_by_role("heading", name="Inbox")).to_be_visible()
    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    for words in (MARKUP, LINK):
        expect(colleague.get_by_role("log").get_by_text(words)).to_be_visible()
    colleague.goto(f"{stack.url}/console?tab=bot")

    for page in (customer, colleague):
        for frame in page.frames:
            assert frame.evaluate("() => window.taken") is None
            assert frame.locator("b, img[src=x], a[href^=javascript]").count() == 0
