"""A desk with something on every page, and the browser of an admin who is signed in."""

import re

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.places import Furniture
from tests.pages import sign_in
from tests.stack import Stack
from tests.visitor import Visitor

NUMBER = re.compile(r"[TC]-\d{4}-\d{6}")


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, stack: Stack) -> StorageState:
    """The cookies of an admin."""
    page = chromium.new_page()
    sign_in(page, stack, "ada@fernhill.example")
    expect(page.get_by_role("link", name=re.compile("^Inbox"))).to_be_visible()
    state = page.context.storage_state()
    page.close()
    return state


@pytest.fixture(scope="session")
def furniture(chromium: Browser, stack: Stack) -> Furniture:
    """A conversation that waits for a person, a ticket and a complaint."""
    visitor = Visitor.arrives(stack.url)
    visitor.asks("how long do I have to send a pot back")
    visitor.asks("I want to talk to a person")
    page = chromium.new_page()
    ticket = _asked(page, stack)
    complaint = _complained(page, stack)
    page.close()
    return Furniture(visitor.conversation_id, ticket, complaint)


def _asked(page: Page, stack: Stack) -> str:
    page.goto(f"{stack.url}/requests/new")
    page.get_by_label("What is it about?").fill("A pot with a crack")
    _tell(page)
    page.get_by_role("button", name="Send request").click()
    return _number(page)


def _complained(page: Page, stack: Stack) -> str:
    page.goto(f"{stack.url}/complaints/new")
    _tell(page)
    page.get_by_role("button", name="Send complaint").click()
    return _number(page)


def _tell(page: Page) -> None:
    """Fill every other field that has to be filled."""
    for field in page.locator("main form :is(textarea, input)[required]").all():
        if field.input_value() == "":
            kind = field.get_attribute("type")
            field.fill("ina@shop.example" if kind == "email" else "It came with a crack in it.")


def _number(page: Page) -> str:
    found = page.get_by_text(NUMBER).first
    expect(found).to_be_visible()
    match = NUMBER.search(found.inner_text())
    assert match
    return match.group()
