"""The floor goes from the bot to a person and back, seen from both browsers."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def test_a_person_takes_the_conversation_answers_and_hands_it_back(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    widget = start(customer, stack)
    write(widget, "my watering can of 3 litres drips, what now")
    expect(widget.get_by_text("Assistant").first).to_be_visible()
    widget.locator("form").get_by_role("button", name="Talk to a person").click()
    expect(widget.get_by_text("A person takes over from here").first).to_be_visible()
    reach = widget.get_by_label("E-mail address or phone number")
    for contact in ("call me maybe", "ina@shop.example"):
        reach.fill(contact)
        reach.press("Enter")
    expect(widget.get_by_text("The person who answers sees it").last).to_be_visible()
    expect(reach).to_have_count(0)

    colleague.locator(f"a[href*='{newest_conversation(stack)}']:visible").first.click()
    expect(colleague.get_by_text("The customer asked for a person.").first).to_be_visible()
    expect(colleague.get_by_text("ina@shop.example").first).to_be_visible()
    expect(colleague.get_by_text("not proven").first).to_be_visible()
    colleague.get_by_role("button", name="Take conversation").click()
    expect(widget.get_by_text("Mia Brandt joined.")).to_be_visible()

    colleague.get_by_label("Your words").fill("Hello, I send you a new seal today.")
    colleague.get_by_role("button", name="Send reply").click()
    expect(widget.get_by_text("I send you a new seal today.")).to_be_visible()

    write(widget, "thank you, that is kind")
    expect(colleague.get_by_text("thank you, that is kind").last).to_be_visible()
    said_by_bot = widget.get_by_text("Assistant").count()
    customer.wait_for_timeout(1500)
    expect(widget.get_by_text("Assistant")).to_have_count(said_by_bot)

    colleague.get_by_role("button", name="Hand back to bot").click()
    expect(widget.get_by_text("The bot is back.").first).to_be_visible()
    write(widget, "how much is shipping to germany")
    expect(widget.get_by_role("list", name="Sources").last).to_be_visible()

    colleague.get_by_role("button", name="Resolve").click()
    expect(widget.get_by_text("This conversation is resolved.").first).to_be_visible()
