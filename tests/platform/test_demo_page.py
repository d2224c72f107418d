"""The demo shop, and the customer it vouches for."""

import re
from dataclasses import replace

import pytest
from apiflask import APIFlask

from helpdesk.customers.rules import identity_of
from helpdesk.platform.clock import now
from tests.people import Browser


def test_the_shop_says_that_it_is_a_demo_and_has_the_widget(client: Browser) -> None:
    page = client.get("/demo").text
    assert "This is a demo" in page
    assert "/widget/loader.js" in page
    assert "data-identity" not in page


def test_the_shop_can_vouch_for_a_customer(app: APIFlask, client: Browser) -> None:
    signed = re.search(r'data-identity="([^"]+)"', client.get("/demo?as=customer").text)
    assert signed
    identity = identity_of(signed.group(1), key=app.config["SITE_KEY"], now=now())
    assert identity.email == "ana@shop.example"


def test_without_the_demo_there_is_no_shop(
    app: APIFlask, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], demo=False))
    assert client.get("/demo").status_code == 404
