"""A customer asks in the widget and gets the help centre's answer with its source."""

import re

import psycopg
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.pages import newest_conversation, open_widget, sign_in, start, write
from tests.stack import LOGINGOV, Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SOURCE = "How do I change the phone number associated with my account?"
UNSURE = "how many points do I get"


@pytest.mark.skipif(not LOGINGOV.is_dir(), reason="The Login.gov articles are not at hand.")
def test_a_question_about_login_gov_is_answered_with_its_source(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    expect(widget.get_by_text("A bot answers first")).to_be_visible()
    write(widget, "how can i change the phone number on my account")
    expect(widget.get_by_text("Enter the new phone number.")).to_be_visible()
    sources = widget.get_by_role("list", name="Sources")
    sources.get_by_role("button", name=SOURCE).click()
    expect(widget.get_by_role("heading", name=SOURCE)).to_be_visible()


def test_the_conversation_is_there_again_after_the_tab_was_closed(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "how many days do I have to return a pot")
    expect(widget.get_by_text("30 days").first).to_be_visible()
    again = customer.context.new_page()
    customer.close()
    widget = open_widget(again, stack)
    widget.get_by_text("how many days do I have to return a pot").first.click()
    expect(widget.get_by_text("30 days").first).to_be_visible()


def test_what_was_typed_survives_a_reload(customer: Page, stack: Stack) -> None:
    widget = start(customer, stack)
    write(widget, "hello")
    expect(widget.get_by_text("I am the support bot").first).to_be_visible()
    widget.get_by_role("textbox", name="Your message").fill("half a sente")
    customer.wait_for_timeout(500)
    customer.reload()
    widget = open_widget_again(customer)
    expect(widget.get_by_role("textbox", name="Your message")).to_have_value("half a sente")


def open_widget_again(page: Page) -> FrameLocator:
    page.get_by_role("button", name=re.compile("chat", re.IGNORECASE)).first.click()
    widget = page.frame_locator("iframe")
    box = widget.get_by_role("textbox", name="Your message")
    if not box.is_visible():
        widget.get_by_text("hello").first.click()
    return widget


def test_what_nobody_knows_is_admitted_and_then_a_person_is_offered(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    for words in ("which satellite carries your signal to Antarctica", "blorb the zinfandel quux"):
        write(widget, words)
        expect(widget.get_by_text(words)).to_be_visible()
        customer.wait_for_timeout(1500)
    expect(widget.get_by_role("log").get_by_role("button", name="person").last).to_be_visible()


def test_what_was_chosen_of_several_is_said_in_full_and_is_evidence(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, UNSURE)
    place = widget.get_by_role("button", name="This one").first
    expect(place).to_be_visible()
    title = place.inner_text().split(": ", 1)[1]
    place.dblclick()
    expect(widget.get_by_role("list", name="Sources")).to_have_count(1)
    expect(widget.locator(".by-customer")).to_have_text([re.compile(UNSURE), re.compile(title)])
    assert evidence_for(stack, UNSURE) == ["helpful"]


def test_none_of_several_leads_to_a_person_who_reads_what_was_offered(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, UNSURE)
    expect(widget.get_by_role("button", name="None of these")).to_be_visible()
    write(widget, "neither of those")
    expect(widget.get_by_text("A person gets your question")).to_be_visible()
    expect(widget.get_by_text("Waiting for a person")).to_be_visible()
    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console/conversations/{newest_conversation(stack)}")
    beside = colleague.get_by_role("region", name="What the bot made of it")
    expect(beside).to_contain_text(UNSURE)
    expect(beside).to_contain_text("Shown to the customer")
    expect(beside).to_contain_text("it did not help")


def test_a_thumb_down_gets_the_next_best_answer_and_then_a_person(
    customer: Page, stack: Stack
) -> None:
    widget = start(customer, stack)
    write(widget, "where is my parcel")
    down = widget.get_by_role("button", name="No, this did not help")
    down.dblclick()
    expect(widget.get_by_text("Sorry, that was not it.")).to_have_count(1)
    expect(down).to_have_count(2)
    said = [bubble.inner_text() for bubble in widget.locator(".by-bot .bubble").all()]
    assert said[0] not in said[1]
    down.first.click()
    down.last.click()
    expect(widget.get_by_text("A person gets your question")).to_have_count(1)
    expect(widget.get_by_text("Waiting for a person")).to_be_visible()
    down.last.click()
    expect(widget.locator(".by-customer")).to_have_count(3)
    assert evidence_for(stack, "where is my parcel") == []


def evidence_for(stack: Stack, question: str) -> list[str]:
    """How surely articles are known to have answered it."""
    with psycopg.connect(stack.database_url) as connection:
        query = "select strength from answered_question where text = %s order by id"
        return [str(row[0]) for row in connection.execute(query, [question])]
