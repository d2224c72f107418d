"""A deadline comes near, and who has the ticket hears of it while they do something else."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.pages import sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SUBJECT = "The hose is too short"
A_MINUTE = 75_000  # each minute the worker looks at what is due


def send_request(customer: Page, stack: Stack) -> None:
    customer.goto(f"{stack.url}/requests/new")
    customer.locator("[name=subject]").fill(SUBJECT)
    customer.locator("[name=text]").fill("It does not reach the beds.")
    customer.locator("[name=email]").fill("gil@example.org")
    customer.locator("main button.btn-primary").click()
    expect(customer.get_by_role("heading", name="We have your request")).to_be_visible()


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


def test_who_has_the_ticket_is_told_that_its_answer_is_due(
    customer: Page, colleague: Page, stack: Stack
) -> None:
    send_request(customer, stack)
    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console/tickets")
    colleague.get_by_role("link", name=SUBJECT).first.click()
    colleague.locator("select[name=agent]").select_option(label="Mia Brandt (you)")
    expect(colleague.get_by_text("Open · Mia Brandt")).to_be_visible()
    number = colleague.url.rsplit("/", 1)[-1]

    colleague.goto(f"{stack.url}/console/articles")
    let_time_pass(stack, number)
    bell = colleague.get_by_role("link", name=re.compile(r"Notices, \d+ to do"))
    expect(bell).to_be_visible(timeout=A_MINUTE)
    bell.click()
    colleague.get_by_role("button", name=re.compile(f"{number}.*due soon")).first.click()
    expect(colleague.get_by_role("heading", name=SUBJECT)).to_be_visible()
