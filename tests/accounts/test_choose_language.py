"""The console speaks the language that its agent chose, then the browser's, then the desk's own."""

import pytest
from bs4 import BeautifulSoup

from tests.people import Browser, Staff

SETTINGS = "/console/settings"


def language_of(client: Browser, page: str = "/console", *, asks: str = "") -> str:
    answer = client.get(page, headers={"Accept-Language": asks})
    html = BeautifulSoup(answer.text, "html.parser").html
    assert html is not None
    assert answer.headers["Content-Language"] == html["lang"]
    return str(html["lang"])


@pytest.mark.parametrize(
    ("chosen", "asks", "language"),
    [
        ("", "", "en"),
        ("", "de-AT,en;q=0.5", "de"),
        ("", "fr", "en"),
        ("de", "", "de"),
        ("de", "en", "de"),
        ("en", "de", "en"),
    ],
)
def test_what_the_agent_chose_comes_before_what_the_browser_asks(
    bob: Staff, chosen: str, asks: str, language: str
) -> None:
    assert bob.client.submit(f"{SETTINGS}/language", {"language": chosen}).status_code == 303
    assert language_of(bob.client, asks=asks) == language
    assert language_of(bob.client, f"{SETTINGS}/desk/nothing", asks=asks) == language


def test_the_choice_is_that_agents_own(bob: Staff, carla: Staff) -> None:
    bob.client.submit(f"{SETTINGS}/language", {"language": "de"})
    assert language_of(carla.client) == "en"
    assert "Posteingang" in bob.client.get("/console").text
    assert '<option value="de" lang="de" selected>' in bob.client.get(SETTINGS).text


def test_the_choice_can_be_left_to_the_browser_again(bob: Staff) -> None:
    for chosen in ("de", ""):
        bob.client.submit(f"{SETTINGS}/language", {"language": chosen})
    assert bob.agent.language is None


@pytest.mark.parametrize("language", ["fr", "tlh", "../de"])
def test_a_language_that_the_console_does_not_speak_is_refused(bob: Staff, language: str) -> None:
    answer = bob.client.submit(f"{SETTINGS}/language", {"language": language})
    assert answer.status_code == 422
    assert "Choose one of the languages" in answer.text


def test_a_stranger_signs_in_in_the_language_of_the_browser(client: Browser) -> None:
    assert language_of(client, "/console/sign-in", asks="de") == "de"
