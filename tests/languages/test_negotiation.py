"""Which language a page is in: chosen, then the browser's, then the desk's own."""

from datetime import UTC, datetime

import pytest
from apiflask import APIFlask
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.languages.negotiation import COOKIE, ZONE_COOKIE, known, zone_of
from tests.make import make_article
from tests.people import Browser


def language_of(client: Browser, page: str = "/help", **headers: str) -> str:
    answer = client.get(page, headers={"Accept-Language": headers.get("asks", "")})
    html = BeautifulSoup(answer.text, "html.parser").html
    assert html is not None
    assert answer.headers["Content-Language"] == html["lang"]
    return str(html["lang"])


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("FR_ca", "fr"),
        ("pt-BR", None),
        ("", None),
        (None, None),
        ("den", None),
        ("../../de", None),
    ],
)
def test_a_tag_is_one_of_ours_or_none(app: APIFlask, tag: str | None, language: str | None) -> None:
    with app.app_context():
        assert known(tag) == language


@pytest.mark.parametrize(
    ("chosen", "asks", "language"),
    [
        (None, "", "en"),
        (None, "fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        (None, "pt-BR,es;q=0.4,en;q=0.2", "es"),
        (None, "zh", "en"),
        (None, "*", "en"),
        (None, "\x7f;;q=x", "en"),
        ("de", "", "de"),
        ("de", "fr", "de"),
        ("tlh", "fr", "fr"),
    ],
)
def test_what_was_chosen_comes_before_what_the_browser_asks(
    client: Browser, chosen: str | None, asks: str, language: str
) -> None:
    if chosen:
        client.set_cookie(COOKIE, chosen)
    assert language_of(client, asks=asks) == language


def test_the_language_is_chosen_on_any_page_and_kept(client: Browser) -> None:
    page = "/requests/new?question=Grüße"
    answer = client.submit("/language", {"language": "es", "next": page})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/requests/new?question=Gr")
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.value, cookie.http_only) == ("es", True)
    assert language_of(client, asks="fr") == "es"


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://evil.example/",
        "//evil.example/help",
        "/\\evil.example",
        "/nowhere",
        "/language",
    ],
)
def test_choosing_a_language_leads_nowhere_else(client: Browser, wanted: str) -> None:
    answer = client.submit("/language", {"language": "fr", "next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_language_that_nobody_offered_is_refused(client: Browser) -> None:
    assert client.submit("/language", {"language": "tlh", "next": "/help"}).status_code == 422
    assert client.get_cookie(COOKIE) is None


def test_a_page_says_what_its_language_depends_on(client: Browser) -> None:
    answer = client.get("/help")
    assert {"Accept-Language", "Cookie"} <= set(answer.headers.get("Vary", "").split(", "))


def test_the_next_request_starts_afresh(client: Browser) -> None:
    assert language_of(client, asks="de") == "de"
    assert language_of(client, asks="") == "en"


def test_a_refusal_comes_in_the_readers_language(client: Browser) -> None:
    answer = client.submit("/language", {"language": "x"}, headers={"Accept-Language": "de"})
    assert "Das ist nicht möglich" in answer.text


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/Argentina/Ushuaia", "UTC"])
def test_a_time_zone_is_known_by_its_name(name: str) -> None:
    assert str(zone_of(name)) == name


@pytest.mark.parametrize(
    "name",
    [None, "", "Europe", "Nowhere/Land", "../../etc/passwd", "a\x00b", "x" * 5000],
)
def test_what_is_no_time_zone_is_none(name: str | None) -> None:
    assert zone_of(name) is None


def test_a_page_tells_times_by_the_readers_clock(client: Browser, session: Session) -> None:
    article = make_article(session)
    article.updated_at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    session.commit()
    assert "2 March 2026, 23:30 UTC" in client.get(article.path).text
    client.set_cookie(ZONE_COOKIE, "Europe/Berlin")
    page = client.get(article.path, headers={"Accept-Language": "de"}).text
    assert "3. März 2026, 00:30 MEZ" in page
