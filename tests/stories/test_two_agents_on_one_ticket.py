"""Two agents look at one ticket: they see each other, and one of them takes a reply back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages import sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SUBJECT = "The watering can leaks"
REPLY = "We send you a new one today."


def open_ticket(page: Page, stack: Stack, who: str) -> None:
    sign_in(page, stack, f"{who}@fernhill.example")
    page.goto(f"{stack.url}/console/tickets")
    page.get_by_role("link", name=SUBJECT).first.click()
    expect(page.get_by_role("heading", name=SUBJECT)).to_be_visible()
    page.wait_for_load_state()


def send_request(customer: Page, stack: Stack) -> None:
    customer.goto(f"{stack.url}/requests/new")
    customer.locator("[name=subject]").fill(SUBJECT)
    customer.locator("[name=text]").fill("It leaks at the handle.")
    customer.locator("[name=email]").fill("fay@example.org")
    customer.locator("main button.btn-primary").click()
    expect(customer.get_by_role("heading", name="We have your request")).to_be_visible()


def test_they_see_each_other_and_what_the_other_sends(
    customer: Page, colleague: Page, another_colleague: Page, stack: Stack
) -> None:
    send_request(customer, stack)
    mia, lee = colleague, another_colleague
    open_ticket(mia, stack, "mia")
    open_ticket(lee, stack, "lee")
    expect(mia.get_by_text("is looking at this, too.")).to_be_visible()

    with mia.expect_response(re.compile("/draft$")):
        mia.get_by_label("Your words").press_sequentially(REPLY)
    expect(lee.get_by_text("Mia Brandt is writing here.")).to_be_visible()
    mia.reload()
    expect(mia.get_by_label("Your words")).to_have_value(REPLY)

    mia.get_by_label("Your words").press("Control+Enter")
    expect(mia.get_by_text("goes out in")).to_be_visible()
    expect(lee.get_by_text(REPLY)).to_be_visible()
    mia.wait_for_load_state()
    mia.keyboard.press("u")
    expect(mia.get_by_label("Your words")).to_have_value(REPLY)
    expect(lee.get_by_text(REPLY)).to_have_count(0)

    mia.get_by_label("Your words").press("Control+Enter")
    expect(mia.get_by_text("goes out in")).to_be_visible()
    expect(lee.get_by_text("goes out")).to_have_count(0)
    expect(lee.get_by_role("paragraph").filter(has_text=REPLY)).to_be_visible()
    expect(lee.get_by_text("Open · Mia Brandt")).to_be_visible()
