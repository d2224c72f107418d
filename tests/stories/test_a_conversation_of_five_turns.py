"""A customer asks, asks on twice, asks two things at once, and complains beside a question."""

import re

import psycopg
import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.pages import start, write
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
RETURN, GIFT_CARD = "how many days do I have to return a pot", "how long is a gift card valid"
CHANGE = re.compile("Change (address|delivery)")
COMPLAINT = "Your courier shouted at me and threw the box! How can I change my delivery address?"


def test_follow_ups_two_questions_and_a_complaint_are_each_answered(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "How do I get a refund?")
    expect(said(widget)).not_to_have_count(0, timeout=20_000)  # the first turn loads the models
    told(widget, "and how long does that take?", "5 working days")
    told(widget, "and if I paid with paypal?", "PayPal")
    write(widget, f"thanks! {RETURN} and {GIFT_CARD}?")
    first, second = said(widget).filter(has_text=RETURN), said(widget).filter(has_text=GIFT_CARD)
    expect(first).to_contain_text(re.compile("You are welcome.*30 days", re.DOTALL))
    expect(second).to_contain_text("5 years")
    expect(widget.get_by_role("list", name="Sources").last).to_contain_text("gift card")
    write(widget, COMPLAINT)
    expect(said(widget).last).to_contain_text("file this as a complaint")
    expect(widget.get_by_role("button", name="Yes, file a complaint")).to_be_visible()
    expect(said(widget).filter(has_text=CHANGE)).to_have_count(1)
    assert asked(stack)[-3:] == [RETURN, f"{GIFT_CARD}?", "How can I change my delivery address?"]


def said(widget: FrameLocator) -> Locator:
    """What the bot said, bubble by bubble."""
    return widget.locator(".by-bot .bubble")


def told(widget: FrameLocator, words: str, fact: str) -> None:
    """Ask this, and hear that in the newest bubble."""
    write(widget, words)
    expect(widget.locator("li").filter(has_text=words)).to_be_visible()
    expect(said(widget).last).to_contain_text(fact)


def asked(stack: Stack) -> list[str]:
    """The questions that the desk remembers, oldest first."""
    with psycopg.connect(stack.database_url) as connection:
        rows = connection.execute("select text from question order by id").fetchall()
    return [str(row[0]) for row in rows]
