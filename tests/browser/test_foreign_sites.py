"""The widget appears on the sites that the company lists, and on no other."""

from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, Response, expect

from tests.pages import write
from tests.sites import Site
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def test_a_listed_site_has_a_widget_that_answers(
    customer: Page, stack: Stack, listed_site: Site
) -> None:
    listed_site.embeds(stack.url)
    customer.goto(listed_site.url)
    customer.locator("#heed-widget button").click()
    widget = customer.frame_locator("iframe")
    widget.get_by_role("button", name="Start a conversation").click()
    write(widget, "how long do I have to send a pot back")
    expect(widget.get_by_text("30 days").first).to_be_visible()


def test_a_site_that_is_not_listed_is_refused(customer: Page, stack: Stack) -> None:
    answers: list[Response] = []
    customer.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    with Site.open() as stranger:
        stranger.embeds(stack.url)
        customer.goto(stranger.url)
        with customer.expect_response("**/widget/frame**"):
            customer.locator("#heed-widget button").click()
        customer.wait_for_timeout(500)
        assert [a.status for a in answers if "/widget/frame" in a.url] == [403]
        assert not any("/api/" in answer.url for answer in answers)
        assert all("Start a conversation" not in f.content() for f in customer.frames)


@pytest.mark.parametrize("pretends", ["", "the desk", "the listed site"])
def test_a_site_that_pretends_to_be_another_is_kept_out_by_the_browser(
    customer: Page, stack: Stack, listed_site: Site, pretends: str
) -> None:
    site = {"": "", "the desk": stack.url, "the listed site": listed_site.url}[pretends]
    said: list[str] = []
    customer.on("console", lambda message: said.append(message.text))
    with Site.open() as stranger:
        stranger.frames(f"{stack.url}/widget/frame?site={quote(site)}")
        customer.goto(stranger.url)
        customer.wait_for_timeout(500)
        assert all("heed" not in frame.content() for frame in customer.frames[1:])
        assert any("frame-ancestors" in words or "403" in words for words in said)
        if site:
            assert any("frame-ancestors" in words for words in said)


def test_nothing_but_the_widget_may_be_framed_by_anybody(stack: Stack) -> None:
    for path in ("/console/sign-in", "/help", "/demo", "/requests/new"):
        policy = httpx.get(f"{stack.url}{path}").headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path


def test_the_frame_names_the_listed_sites_and_no_other(stack: Stack, listed_site: Site) -> None:
    address = f"{stack.url}/widget/frame"
    policy = httpx.get(address, params={"site": listed_site.url}).headers["Content-Security-Policy"]
    ancestors = policy.split("frame-ancestors ")[1].split(";")[0].split()
    assert set(ancestors) == {"'self'", stack.url, listed_site.url}
    assert httpx.get(address, params={"site": "https://evil.example"}).status_code == 403
    assert httpx.get(address, params={"site": f"{listed_site.url}.evil.example"}).status_code == 403
