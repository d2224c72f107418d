"""One real desk and one real Chromium for all the tests that people's eyes stand behind."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sites import Site
from tests.stack import LOGINGOV, Stack, running_stack

# As patient with what is seen as with what is pressed: other tests keep the machine busy beside.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def listed_site() -> Iterator[Site]:
    """A company's website that HEED_ALLOWED_SITES names."""
    with Site.open() as site:
        yield site


@pytest.fixture(scope="session")
def stack(listed_site: Site) -> Iterator[Stack]:
    """The whole desk with the demo help centre and, where it is at hand, the Login.gov one."""
    with running_stack(HEED_ALLOWED_SITES=listed_site.url) as stack:
        if LOGINGOV.is_dir():
            done = stack.heed("kb", "import", str(LOGINGOV), timeout=400)
            assert done.returncode == 0, done.stderr
        yield stack


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser without a window."""
    path = shutil.which("chromium")
    assert path, "Install Chromium: `make test` does it where the package manager can."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def _page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def customer(chromium: Browser) -> Iterator[Page]:
    """The customer's browser."""
    with _page(chromium) as page:
        yield page


@pytest.fixture
def colleague(chromium: Browser) -> Iterator[Page]:
    """The browser of somebody of the desk."""
    with _page(chromium) as page:
        yield page


@pytest.fixture
def another_colleague(chromium: Browser) -> Iterator[Page]:
    """The browser of somebody else of the desk."""
    with _page(chromium) as page:
        yield page
