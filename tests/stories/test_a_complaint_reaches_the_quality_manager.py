"""A complaint, and words on a bad answer, go from the chat to the quality manager's list."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages import open_widget, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def test_an_implicit_complaint_gets_a_number_and_reaches_the_list(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "third parcel that arrives broken, great job")
    widget.get_by_role("button", name="Yes, file a complaint").click()
    expect(widget.get_by_text("What would you like us to do about it?")).to_be_visible()
    write(widget, "send a new one in a thicker box")
    expect(widget.get_by_text("How can we reach you about it?")).to_be_visible()
    write(widget, "alice@example.org")
    widget.get_by_role("button", name="Send the complaint").click()
    number = widget.get_by_text(re.compile(r"C-\d{4}-\d{6}")).last
    expect(number).to_be_visible()
    found = re.search(r"C-\d{4}-\d{6}", number.inner_text())
    assert found

    sign_in(colleague, stack, "quinn@fernhill.example")
    colleague.get_by_role("link", name=re.compile("^Complaints")).first.click()
    colleague.get_by_role("link", name=found.group()).click()
    expect(colleague.get_by_text("third parcel that arrives broken").first).to_be_visible()
    expect(colleague.get_by_text("send a new one in a thicker box").first).to_be_visible()
    colleague.get_by_role("link", name=re.compile("^Feedback")).first.click()
    expect(colleague.get_by_text("third parcel that arrives broken").first).to_be_visible()


def test_what_a_customer_says_after_a_thumb_reaches_the_quality_manager(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "where is my parcel")
    thumb = widget.get_by_role("button", name="No, this did not help").first
    thumb.click()
    expect(thumb).to_have_attribute("aria-pressed", "true")
    words = "It says nothing of parcels to Malta"
    widget.get_by_label("What was missing?").first.fill(words)
    widget.get_by_role("button", name="Send", exact=True).first.click()
    expect(widget.get_by_text("Your words arrived").first).to_be_visible()
    customer.reload()
    widget = open_widget(customer, stack)
    widget.get_by_text("where is my parcel").first.click()
    expect(widget.get_by_text(words).first).to_be_visible()

    sign_in(colleague, stack, "quinn@fernhill.example")
    colleague.get_by_role("link", name=re.compile("^Feedback")).first.click()
    expect(colleague.get_by_text(words).first).to_be_visible()
    expect(colleague.get_by_text("Nothing is missing").first).to_be_visible()
