"""What goes packed to the browser, and what never does."""

import gzip
import re

import brotli
import pytest

from tests.people import Browser

SIGN_IN = "/console/sign-in"
SCRIPT = "/static/pages/app.js"


def packed(client: Browser, path: str, how: str = "gzip", **headers: str) -> bytes:
    """The answer as it came, which says that it is packed so."""
    answer = client.get(path, headers={"Accept-Encoding": how, **headers})
    assert answer.headers["Content-Encoding"] == how
    return bytes(answer.data)


@pytest.mark.parametrize("path", [SIGN_IN, "/help", SCRIPT, "/widget/loader.js"])
def test_texts_go_packed_to_a_browser_that_unpacks_them(client: Browser, path: str) -> None:
    plain = client.get(path).data
    sent = packed(client, path)
    assert len(sent) < len(plain) * 0.6
    assert abs(len(gzip.decompress(sent)) - len(plain)) < 100  # a page's keys are new each time


def test_a_browser_of_today_gets_them_smaller_still(client: Browser) -> None:
    sent = packed(client, SCRIPT, "br")
    assert brotli.decompress(sent) == client.get(SCRIPT).data
    assert len(sent) <= len(packed(client, SCRIPT)) * 1.05


def test_a_browser_that_does_not_say_so_gets_them_as_they_are(client: Browser) -> None:
    answer = client.get(SIGN_IN)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "<title>" in answer.text


def test_a_browser_that_has_the_file_is_not_sent_it_again(client: Browser) -> None:
    said = {"Accept-Encoding": "gzip"}
    first = client.get(SCRIPT, headers=said)
    again = client.get(SCRIPT, headers={**said, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_the_guard_against_forgery_is_another_one_each_second(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the length of a packed page cannot be asked for it letter by letter."""
    signatures = set()
    for second in range(3):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda s=second: 1_790_000_000 + s)
        (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', client.get(SIGN_IN).text))
        signatures.add(token.rpartition(".")[2])
    assert len(signatures) == 3
