"""A stranger opens the shop in the browser that a signed-in customer used just before."""

import re
import time

import jwt
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from helpdesk.platform.config import secret
from helpdesk.widget.portal import DEMO_CUSTOMER
from tests.pages import write
from tests.stack import Stack
from tests.visitor import Visitor, complains

pytestmark = [pytest.mark.stack, pytest.mark.browser]
PRIVATE = "the gate code of my garden is 4711 green"
STATUS = "where does my complaint stand?"
NOTHING_YET = "Your conversations will appear here"


def opens(page: Page, stack: Stack, *, as_customer: bool) -> FrameLocator:
    """The shop's page with the chat opened on it."""
    page.goto(f"{stack.url}/demo" + ("?as=customer" if as_customer else ""))
    page.get_by_role("button", name=re.compile("help chat", re.IGNORECASE)).first.click()
    return page.frame_locator("iframe")


def complaint_of_the_customer(stack: Stack) -> str:
    """The number of a complaint that she made earlier, on another device."""
    claims = {**DEMO_CUSTOMER, "exp": int(time.time()) + 600}
    identity = jwt.encode(claims, secret(stack.settings.home, "site_key"), algorithm="HS256")
    return complains(Visitor.arrives(stack.url, identity=identity), "skip")


def kept(page: Page) -> str:
    """Everything the desk keeps in this browser; the demo shop has the same origin as its frame."""
    return str(page.evaluate("() => JSON.stringify(localStorage)"))


def test_the_next_person_sees_nothing_and_is_told_nothing(customer: Page, stack: Stack) -> None:
    number = complaint_of_the_customer(stack)
    chat = opens(customer, stack, as_customer=True)
    chat.get_by_role("button", name="Start a conversation").click()
    write(chat, PRIVATE)
    expect(chat.get_by_text(PRIVATE).first).to_be_visible()
    write(chat, STATUS)
    expect(chat.get_by_text(number).first).to_be_visible()

    chat = opens(customer, stack, as_customer=False)
    expect(chat.get_by_text(NOTHING_YET)).to_be_visible()
    expect(chat.get_by_text(PRIVATE)).to_have_count(0)
    chat.get_by_role("button", name="Start a conversation").click()
    write(chat, STATUS)
    expect(chat.get_by_text("may only tell this to the owner").first).to_be_visible()
    expect(chat.get_by_text(number)).to_have_count(0)


def test_the_customer_finds_the_chat_again_until_the_shop_says_she_left(
    customer: Page, stack: Stack
) -> None:
    chat = opens(customer, stack, as_customer=True)
    chat.get_by_role("button", name="Start a conversation").click()
    write(chat, PRIVATE)
    expect(chat.get_by_role("log").get_by_text("Assistant").first).to_be_visible()
    opens(customer, stack, as_customer=False)
    chat = opens(customer, stack, as_customer=True)
    expect(chat.get_by_text(PRIVATE).first).to_be_visible()
    customer.evaluate("() => window.heed.identify(null)")
    expect(chat.get_by_text(NOTHING_YET)).to_be_visible()
    assert "4711" not in kept(customer)
    assert str(DEMO_CUSTOMER["sub"]) not in kept(customer)
    chat = opens(customer, stack, as_customer=True)
    expect(chat.get_by_text(NOTHING_YET)).to_be_visible()


def test_what_a_stranger_began_goes_on_with_the_customer_they_sign_in_as(
    customer: Page, stack: Stack
) -> None:
    chat = opens(customer, stack, as_customer=False)
    chat.get_by_role("button", name="Start a conversation").click()
    write(chat, PRIVATE)
    expect(chat.get_by_role("log").get_by_text("Assistant").first).to_be_visible()
    chat = opens(customer, stack, as_customer=True)
    expect(chat.get_by_text(PRIVATE).first).to_be_visible()
    chat = opens(customer, stack, as_customer=False)
    expect(chat.get_by_text(NOTHING_YET)).to_be_visible()
