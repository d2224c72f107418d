"""Who may call what: every route declares it, and the whole list stands here to be read."""

from typing import Any

import pytest
from apiflask import APIFlask
from flask import Flask

from tests.structure.callers import CALLERS

UNDECLARED = {"static", "openapi.spec"}
NOT_A_CHANGE = {"GET", "HEAD", "OPTIONS"}


def declared(app: Flask) -> dict[str, Any]:
    """Each method and address with whoever its view says may call it."""
    return {
        f"{method} {rule.rule}": getattr(app.view_functions[rule.endpoint], "_callers", None)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in UNDECLARED
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_says_who_may_call_it(app: APIFlask) -> None:
    assert [route for route, callers in declared(app).items() if not callers] == []


def test_the_list_of_callers_is_complete_and_true(app: APIFlask) -> None:
    assert declared(app) == CALLERS


def test_only_pages_and_descriptions_go_undeclared(app: APIFlask) -> None:
    changing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint in UNDECLARED and (rule.methods or set()) - NOT_A_CHANGE
    ]
    assert changing == []


@pytest.mark.parametrize("route", [route for route, who in CALLERS.items() if who == "bot"])
def test_the_bots_routes_stay_below_their_own_address(route: str) -> None:
    assert route.split(" ")[1].startswith("/api/internal/")
