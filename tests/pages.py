"""What people do on the real desk's pages, in a browser."""

import re

import psycopg
from playwright.sync_api import FrameLocator, Page

from tests.stack import Stack, demo_password


def open_widget(page: Page, stack: Stack) -> FrameLocator:
    """Open the demo page and its chat."""
    page.goto(f"{stack.url}/demo")
    page.get_by_role("button", name=re.compile("chat", re.IGNORECASE)).first.click()
    return page.frame_locator("iframe")


def start(page: Page, stack: Stack) -> FrameLocator:
    """Begin a conversation in the chat."""
    widget = open_widget(page, stack)
    widget.get_by_role("button", name="Start a conversation").click()
    return widget


def write(widget: FrameLocator, text: str) -> None:
    """Send a message."""
    box = widget.get_by_role("textbox", name="Your message")
    box.fill(text)
    box.press("Enter")


def sign_in(page: Page, stack: Stack, email: str) -> None:
    """Enter the console as somebody of the demo."""
    page.goto(f"{stack.url}/console")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(demo_password(stack))
    page.get_by_role("button", name="Sign in").click()


def newest_conversation(stack: Stack) -> str:
    """The number of the conversation that began last."""
    with psycopg.connect(stack.database_url) as connection:
        query = "select id from conversation order by created_at desc limit 1"
        row = connection.execute(query).fetchone()
    assert row
    return str(row[0])
