"""No page bars anybody: axe finds nothing serious, nothing sticks out, no policy is violated."""

import httpx
import pytest
from playwright.sync_api import Browser, StorageState, ViewportSize

from tests.browser.places import (
    CONSOLE,
    EXPECTED,
    PLACES,
    PUBLIC,
    WIDGET,
    Furniture,
    Look,
    Visit,
    visit,
)
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
WIDE, PHONE = Look(1280), Look(390)
SMALLEST: ViewportSize = {"width": 320, "height": 700}
IN_THE_DARK = ("conversation", "article", "widget conversation")
VISITS = [
    *((place, look) for place in PLACES for look in (WIDE, PHONE)),
    *((place, Look(1280, dark=True)) for place in IN_THE_DARK),
]


class Guide:
    """Leads a browser to a place by its name."""

    def __init__(
        self, browser: Browser, stack: Stack, *, state: StorageState, here: Furniture
    ) -> None:
        self.browser, self.stack, self.state = browser, stack, state
        found = httpx.get(f"{stack.url}/api/v1/articles/search", params={"q": "send a pot back"})
        slug = found.json()["results"][0]["url"].rsplit("/", 1)[1]
        self.words = {**vars(here), "slug": slug}

    def lead(self, place: str, look: Look) -> Visit:
        here = visit(self.browser, look, self.state if place in CONSOLE else None)
        if place in WIDGET:
            WIDGET[place](here.page, self.stack)
        else:
            path = {**PUBLIC, **CONSOLE}[place].format(**self.words)
            answer = here.page.goto(f"{self.stack.url}{path}")
            assert answer
            assert str(answer.status) == EXPECTED.get(place, "200")
            here.page.wait_for_load_state("load")
        return here


@pytest.fixture(scope="session")
def guide(chromium: Browser, stack: Stack, signed_in: StorageState, furniture: Furniture) -> Guide:
    """Who knows the way."""
    return Guide(chromium, stack, state=signed_in, here=furniture)


@pytest.mark.parametrize(("place", "look"), VISITS, ids=str)
def test_a_page_is_usable_fits_and_keeps_its_policy(guide: Guide, place: str, look: Look) -> None:
    here = guide.lead(place, look)
    assert here.faults() == []
    assert here.too_wide() == []
    expected = EXPECTED.get(place, "no complaint")
    assert [words for words in here.complaints if expected not in words] == []
    if look == PHONE:
        here.page.set_viewport_size(SMALLEST)
        assert here.too_wide() == []
    here.page.context.close()
