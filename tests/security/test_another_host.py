"""Calling the desk by a name of one's own, so that its links and frames lead there."""

import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from helpdesk.app import create_app
from helpdesk.platform.config import Settings
from tests.people import WIDGET, Browser
from tests.structure.house import ROOT, sources

BASE = "https://support.example"


@pytest.fixture
def client(session: Session, settings: Settings) -> Browser:
    """A browser at a desk with two names."""
    names = replace(settings, base_url=BASE, allowed_hosts=("desk.internal.example",))
    return Browser(create_app(names))


@pytest.mark.parametrize(
    "host",
    [
        "support.example", "SUPPORT.example:443", "support.example.", "desk.internal.example:8080",
        "localhost", "127.0.0.1:1", "[::1]:1",
    ],
)  # fmt: skip
def test_the_desk_answers_to_its_own_names(client: Browser, host: str) -> None:
    assert client.get("/console/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "support.example.evil.example", "evil.example:443", "internal.example",
     "127.0.0.1.evil.example", "support.example@evil.example", "[", "a b", "10.0.0.1"],
)  # fmt: skip
def test_and_to_no_other(client: Browser, host: str) -> None:
    for path in ("/console/sign-in", "/help", "/nowhere", "/healthz", "/static/pages/app.css"):
        page = client.get(path, headers={"Host": host})
        assert page.status_code == 400
        assert f"It is reached at {BASE}" in page.text
        assert "evil" not in page.text
    problem = client.get(f"{WIDGET}/settings", headers={"Host": host})
    assert (problem.status_code, problem.content_type) == (400, "application/problem+json")


def test_a_forwarded_name_is_checked_as_well(session: Session, settings: Settings) -> None:
    desk = Browser(create_app(replace(settings, base_url=BASE, behind_proxy=True)))
    for host, status in (("support.example", 200), ("evil.example", 400)):
        headers = {"Host": "127.0.0.1", "X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}
        assert desk.get("/console/sign-in", headers=headers).status_code == status


def test_who_forwards_unasked_is_not_believed(client: Browser) -> None:
    headers = {"Host": "support.example", "X-Forwarded-Host": "evil.example"}
    assert client.get("/console/sign-in", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("site", "status"),
    [(BASE, 200), ("https://desk.internal.example", 200), ("http://localhost:1", 403),
     ("https://evil.example", 403), ("evil.example", 403), ("https://[", 403)],
)  # fmt: skip
def test_the_frame_is_for_the_desks_own_pages_and_no_others(
    client: Browser, site: str, status: int
) -> None:
    answer = client.get("/widget/frame", query_string={"site": site})
    assert answer.status_code == status
    framed = f"frame-ancestors 'self' {BASE}" if status == 200 else "frame-ancestors 'none'"
    assert answer.headers["Content-Security-Policy"].endswith(framed)


def test_no_link_is_made_from_what_the_caller_said() -> None:
    said = re.compile(r"_external|host_url|url_root|request\.url\b|request\.root_url")
    code = [ROOT / name for name in sources("helpdesk")]
    pages = (ROOT / "helpdesk" / "templates").rglob("*.html")
    assert [str(file) for file in [*code, *pages] if said.search(file.read_text())] == []
