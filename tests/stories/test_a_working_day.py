"""A working day: a request and a chat come in and are dealt with by keyboard alone, until rated."""

import re
import time
from email import message_from_bytes
from email.policy import default as modern

import psycopg
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.hands import Hands
from tests.stack import Stack
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SUBJECT = "My lavenders arrived broken"
IN_CHAT = "my bonsai pot cracked on one side"
A_MINUTE = 75_000  # each minute the worker looks at what is due


def send_request(customer: Hands, address: str) -> None:
    page = customer.page
    page.goto(f"{customer.stack.url}/requests/new")
    customer.fill(page.locator("[name=subject]"), SUBJECT)
    customer.fill(page.locator("[name=text]"), "Two of the five have broken stems.")
    customer.fill(page.locator("[name=email]"), address)
    customer.press("Enter")
    expect(page.get_by_role("heading", name="We have your request")).to_be_visible()


def ask_for_a_person(customer: Hands) -> FrameLocator:
    page, widget = customer.page, customer.page.frame_locator("iframe")
    page.goto(f"{customer.stack.url}/demo")
    customer.use(page.locator("#heed-widget button"))
    customer.use(widget.get_by_role("button", name="Start a conversation"))
    expect(widget.get_by_role("textbox", name="Your message")).to_be_focused()
    customer.type(IN_CHAT)
    customer.press("Enter")
    expect(widget.get_by_text("Assistant").first).to_be_visible()
    customer.use(widget.locator("form").get_by_role("button", name="Talk to a person"))
    expect(widget.get_by_text("A person takes over from here").first).to_be_visible()
    return widget


def begin(mia: Hands) -> None:
    """Sign in, read what came before, and go to the inbox."""
    mia.sign_in("mia")
    mia.press("9")
    expect(mia.page.get_by_role("heading", name="Notices")).to_be_visible()
    mia.press("e")  # which does nothing where there is nothing to read
    expect(mia.page.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    mia.press("1")
    expect(mia.page.get_by_role("heading", name="Inbox")).to_be_visible()


def see_both_come_in(mia: Hands) -> None:
    """They stand in the inbox, which was open all the time."""
    inbox = mia.page.get_by_role("region", name="Chats and tickets")
    for words in (SUBJECT, IN_CHAT):
        expect(inbox.get_by_role("link").filter(has_text=words).first).to_be_visible()


def let_time_pass(stack: Stack, number: str) -> None:
    """As if the ticket had been opened so long ago that its answer is due any moment."""
    with psycopg.connect(stack.database_url) as connection:
        moved = connection.execute(
            "update ticket_deadline set warn_at = now() - interval '1 minute', "
            "due_at = now() + interval '10 minutes' where metric = 'first_response' and "
            "ticket_id = (select id from ticket where number = %s)",
            [number],
        )
        assert moved.rowcount == 1


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


def sort_request(mia: Hands) -> str:
    """What it is, what it is about, how urgent it is and who has it are set; its number."""
    mia.open_case(SUBJECT, "What was written")
    choices = {"type": "Incident", "category": "Orders", "priority": "High", "agent": "Mia"}
    for field, option in choices.items():
        mia.choose(mia.page.locator(f"select[name={field}]"), option)
    expect(mia.page.get_by_text("Open · Mia Brandt")).to_be_visible()
    return mia.page.url.rsplit("/", 1)[-1]


def answer_chat(mia: Hands, widget: FrameLocator) -> None:
    """The first words take the conversation."""
    mia.open_case(IN_CHAT, "The customer asked for a person.")
    mia.press("r")
    expect(mia.page.get_by_label("Your words")).to_be_focused()
    mia.type("Hello, I look at your pot.")
    mia.press("Control+Enter")
    expect(widget.get_by_text("I look at your pot.")).to_be_visible()


def make_ticket(mia: Hands, subject: str) -> str:
    """A ticket from the conversation that is open; its number."""
    page = mia.page
    mia.use(page.locator("summary").filter(has_text="Make a ticket"))
    mia.fill(page.locator("form[action*='from-conversation'] [name=subject]"), subject)
    mia.press("Enter")
    expect(page.get_by_role("heading", name=subject)).to_be_visible()
    return page.url.rsplit("/", 1)[-1]


def merge_tickets_of_the_chat(mia: Hands) -> None:
    """Two were made of it; one of them goes on, with the chat."""
    page = mia.page
    first = make_ticket(mia, "A cracked pot")
    mia.use(page.get_by_role("link", name="Open the conversation"))
    second = make_ticket(mia, "The pot again")
    mia.use(page.locator("summary").filter(has_text="Snooze, merge, split, link"))
    into = page.get_by_label("Merge it into the ticket")
    mia.fill(into, second)
    mia.press("Enter")
    expect(page.get_by_text("cannot be merged into itself")).to_be_visible()
    mia.fill(into, first)
    mia.press("Enter")
    expect(page.get_by_role("heading", name="A cracked pot")).to_be_visible()
    expect(page.get_by_text("Hello, I look at your pot.").first).to_be_visible()
    mia.open_case(second, "goes on there")


def come_back_when_it_is_due(mia: Hands, number: str) -> None:
    """The bell says what is due soon, whatever else is done, and leads there."""
    bell = mia.page.get_by_role("link", name=re.compile(r"Notices, \d+ to do"))
    expect(bell).to_be_visible(timeout=A_MINUTE)
    mia.press("9")
    mia.use(mia.page.get_by_role("button", name=re.compile(f"{number}.*due soon")).first)
    expect(mia.page.get_by_role("heading", name=SUBJECT)).to_be_visible()


def answer_with_a_macro(mia: Hands, lee: Hands) -> None:
    """A colleague who looks on sees who writes; a few keys write the rest, and resolve it."""
    words = mia.page.get_by_label("Your words")
    lee.open_case(SUBJECT, "is looking at this, too.")
    mia.press("r")
    expect(words).to_be_focused()
    mia.type("Dear ")
    expect(lee.page.get_by_text("Mia Brandt is writing here.")).to_be_visible()
    mia.press("Control+a", "Backspace")
    mia.type("/")
    expect(mia.page.get_by_label("Find a macro")).to_be_focused()
    expect(mia.page.get_by_text("Ask for pictures")).to_be_visible()
    mia.type("new plants")
    mia.press("Enter")
    expect(words).to_have_value(re.compile("Mia Brandt, Fernhill"))
    mia.press("Control+Enter")
    for page in (mia.page, lee.page):
        expect(page.get_by_role("heading", name="State: Resolved")).to_be_visible()
    expect(mia.page.get_by_text("Asked just now, not answered")).to_be_visible()


def rate(customer: Hands, link: str) -> None:
    page = customer.page
    page.goto(customer.stack.url + link)
    customer.reach(page.get_by_label("very satisfied", exact=False).first)
    customer.press("Space")
    customer.use(page.get_by_role("button", name="Send rating"))
    expect(page.get_by_text("with 5 of 5")).to_be_visible()


def test_a_day_from_the_first_request_to_its_rating_without_a_mouse(
    customer: Page, colleague: Page, another_colleague: Page, stack: Stack
) -> None:
    erin, mia, lee = (Hands(page, stack) for page in (customer, colleague, another_colleague))
    address = f"erin{time.time_ns()}@example.org"
    begin(mia)
    send_request(erin, address)
    widget = ask_for_a_person(erin)
    see_both_come_in(mia)

    number = sort_request(mia)
    let_time_pass(stack, number)
    answer_chat(mia, widget)
    merge_tickets_of_the_chat(mia)
    come_back_when_it_is_due(mia, number)

    lee.sign_in("lee")
    answer_with_a_macro(mia, lee)
    rate(erin, rating_link(stack, address))
    mia.open_case(SUBJECT, "5 of 5: very satisfied")
