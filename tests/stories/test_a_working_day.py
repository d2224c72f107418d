"""A request is answered with a macro by keyboard alone, resolved and rated; two become one."""

import re
import time
from email import message_from_bytes
from email.policy import default as modern

import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SUBJECT = "My lavenders arrived broken"


def send_request(customer: Page, stack: Stack, address: str) -> None:
    customer.goto(f"{stack.url}/requests/new")
    customer.locator("[name=subject]").fill(SUBJECT)
    customer.locator("[name=text]").fill("Two of the five have broken stems.")
    customer.locator("[name=email]").fill(address)
    customer.locator("main button.btn-primary").click()
    expect(customer.get_by_role("heading", name="We have your request")).to_be_visible()


def rating_link(stack: Stack, address: str) -> str:
    """Where the letter to that address asks how it went."""

    def newest() -> str | None:
        for file in sorted((stack.settings.home / "outbox").glob("*.eml"), reverse=True):
            letter = message_from_bytes(file.read_bytes(), policy=modern)
            found = re.search(r"/requests/rate/[\w-]+", str(letter.get_content()))
            if letter["To"] == address and found:
                return found.group()
        return None

    return until(newest, what="the letter that asks how it went")


def make_ticket(colleague: Page, subject: str) -> str:
    """A ticket from the conversation that is open; its number."""
    colleague.get_by_text("Make a ticket").click()
    form = colleague.locator("form[action*='from-conversation']")
    form.locator("[name=subject]").fill(subject)
    form.locator("[name=text]").fill(f"{subject}, said the customer.")
    form.get_by_role("button").click()
    expect(colleague.get_by_role("heading", name=subject)).to_be_visible()
    return colleague.url.rsplit("/", 1)[-1]


def test_a_request_is_answered_by_keyboard_with_a_macro_and_rated(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    address = f"erin{time.time_ns()}@example.org"
    send_request(customer, stack, address)

    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console/tickets")
    colleague.get_by_role("link", name=re.compile("^Nobody has it")).click()
    colleague.get_by_role("link", name=SUBJECT).first.click()
    expect(colleague.get_by_role("heading", name=SUBJECT)).to_be_visible()
    colleague.wait_for_load_state()  # keys mean nothing before the page's script runs
    keys = colleague.keyboard
    keys.press("r")
    expect(colleague.get_by_label("Your words")).to_be_focused()
    keys.type("/")
    expect(colleague.get_by_label("Find a macro")).to_be_focused()
    expect(colleague.get_by_text("Ask for pictures")).to_be_visible()
    keys.type("new plants")
    keys.press("Enter")
    expect(colleague.get_by_label("Your words")).to_have_value(re.compile("Mia Brandt, Fernhill"))
    keys.press("Control+Enter")
    expect(colleague.get_by_role("heading", name="State: Resolved")).to_be_visible()
    expect(colleague.get_by_text("Asked just now, not answered")).to_be_visible()

    customer.goto(stack.url + rating_link(stack, address))
    customer.get_by_label("very satisfied", exact=False).first.check()
    customer.get_by_role("button", name="Send rating").click()
    expect(customer.get_by_text("with 5 of 5")).to_be_visible()
    colleague.reload()
    expect(colleague.get_by_text("5 of 5: very satisfied")).to_be_visible()


def test_two_tickets_of_one_chat_become_one(customer: Page, colleague: Page, stack: Stack) -> None:
    widget = start(customer, stack)
    write(widget, "hello")
    expect(widget.get_by_text("I am the support bot").first).to_be_visible()
    sign_in(colleague, stack, "mia@fernhill.example")
    chat = f"{stack.url}/console/conversations/{newest_conversation(stack)}"
    colleague.goto(chat)
    first = make_ticket(colleague, "A broken lid")
    colleague.goto(chat)
    second = make_ticket(colleague, "The lid again")

    colleague.get_by_text("Snooze, merge, split, link").click()
    colleague.get_by_label("Merge it into the ticket").fill(second)
    colleague.get_by_role("button", name="Merge").click()
    expect(colleague.get_by_text("cannot be merged into itself")).to_be_visible()
    colleague.get_by_label("Merge it into the ticket").fill(first)
    colleague.get_by_role("button", name="Merge").click()
    expect(colleague.get_by_role("heading", name="A broken lid")).to_be_visible()
    for words in ("A broken lid, said the customer.", "The lid again, said the customer."):
        expect(colleague.get_by_role("paragraph").filter(has_text=words)).to_be_visible()
    colleague.goto(f"{stack.url}/console/tickets/{second}")
    expect(colleague.get_by_text("goes on there")).to_be_visible()
