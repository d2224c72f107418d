"""What a person answered with an article today, the bot knows tomorrow."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.pages import newest_conversation, sign_in, start, write
from tests.stack import Stack
from tests.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.browser]
ODD = "my gran swears the terracotta sweats salt in june"
ARTICLE = "Buy, use and check a gift card"


def evidence(stack: Stack) -> int:
    """How many answered questions the desk knows."""
    with psycopg.connect(stack.database_url) as connection:
        row = connection.execute("select count(*) from answered_question").fetchone()
    return int(row[0]) if row else 0


def test_a_link_is_evidence_once_it_is_sent_and_not_while_it_is_written(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    widget = start(customer, stack)
    write(widget, "who waters a pot in august")
    expect(widget.get_by_text("Assistant").first).to_be_visible()
    widget.locator("form").get_by_role("button", name="Talk to a person").click()
    known = evidence(stack)

    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    colleague.get_by_role("button", name="Take conversation").click()
    colleague.get_by_role("searchbox", name="Search articles").fill("gift card")
    words = colleague.get_by_role("textbox", name="Your words")
    colleague.get_by_role("button", name=f"Insert link to {ARTICLE}").click()
    expect(words).to_have_value(re.compile("/help/"))
    words.fill("")
    colleague.get_by_role("searchbox", name="Search articles").fill("gift cards")
    expect(colleague.get_by_text("For your search")).to_be_visible()
    assert evidence(stack) == known

    colleague.get_by_role("button", name=f"Insert link to {ARTICLE}").click()
    expect(words).to_have_value(re.compile("/help/"))
    colleague.get_by_role("button", name="Send reply").click()
    expect(widget.get_by_text("/help/").first).to_be_visible()
    expect(colleague.get_by_text("Marked as the answer")).to_be_visible()
    assert evidence(stack) == known + 1


def test_what_an_agent_marked_as_the_answer_is_offered_to_the_next_who_asks(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    widget = start(customer, stack)
    write(widget, ODD)
    expect(widget.get_by_text("Assistant").first).to_be_visible()
    widget.locator("form").get_by_role("button", name="Talk to a person").click()

    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    colleague.get_by_role("searchbox", name="Search articles").fill("gift card")
    colleague.get_by_role("button", name=f"{ARTICLE} answers this").click()
    expect(colleague.get_by_text("Marked as the answer").first).to_be_visible()

    def first_found() -> str:
        colleague.goto(f"{stack.url}/help?q={ODD.replace(' ', '+')}")
        found = colleague.get_by_role("main").get_by_role("listitem").all_inner_texts()
        return found[0] if found else ""

    until(lambda: ARTICLE in first_found(), seconds=90, what="search to learn")
