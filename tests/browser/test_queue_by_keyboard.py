"""Agents need no pointer: through chats and tickets alike, and to the columns of a list."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import Furniture
from tests.pages import sign_in
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
MOST_STEPS = 40


def follow(page: Page, stack: Stack, key: str) -> str:
    """Press the key and go where it leads."""
    place = str(page.locator(f"[data-shortcut={key}]").first.get_attribute("href"))
    page.keyboard.press(key)
    expect(page).to_have_url(stack.url + place)
    page.wait_for_load_state()  # keys mean nothing before the page's script runs
    return place


def test_one_queue_is_walked_through(colleague: Page, stack: Stack, furniture: Furniture) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console")
    colleague.wait_for_load_state()
    places = [follow(colleague, stack, "j")]
    while furniture.ticket not in places[-1] and len(places) < MOST_STEPS:
        places.append(follow(colleague, stack, "j"))
    assert furniture.ticket in places[-1]
    assert any(furniture.conversation in place for place in places)
    expect(colleague.get_by_role("heading", name="A pot with a crack")).to_be_visible()
    assert follow(colleague, stack, "k") == places[-2]


def test_columns_are_put_in_order(colleague: Page, stack: Stack, furniture: Furniture) -> None:
    sign_in(colleague, stack, "mia@fernhill.example")
    colleague.goto(f"{stack.url}/console/tickets")
    colleague.wait_for_load_state()
    colleague.get_by_text("Columns and views").press("Enter")
    colleague.get_by_label("Category", exact=True).press("Space")
    up = colleague.get_by_role("button", name="Move State up")
    for _ in range(3):
        up.press("Enter")
    expect(up).to_be_focused()
    colleague.get_by_role("button", name="Show these columns").press("Enter")
    heads = colleague.locator("thead th")
    expect(heads.nth(2)).to_have_text("State")
    assert heads.all_inner_texts()[1:5] == ["Number", "State", "Subject", "Customer"]
    expect(colleague.get_by_role("row").filter(has_text=furniture.ticket)).to_be_visible()
