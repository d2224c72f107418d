"""Every form carries a key that makes a repetition harmless, and every address insists on it."""

import re

from apiflask import APIFlask

from helpdesk.web.submissions import REPEATABLE
from tests.people import Staff
from tests.structure.house import ROOT

TEMPLATES = ROOT / "helpdesk" / "templates"
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL)
GUARD = re.compile(r"{{ guards\((?:key)?\) }}")
HARMLESS = {
    "ticket_drafts.keep": "a draft is kept again",
    "viewing.leave": "who is gone is gone",
    "viewing.look": "that a page is open is told again",
    "inbox.types": "that somebody writes is told again",
    "accounts.enter": "who signs in twice is signed in",
    "articles.preview": "it changes nothing",
    "customer.choose_language": "the same language is chosen again",
    "recovery.send": "a second mail has to wait, and the page says so",
}


def pages() -> dict[str, str]:
    return {
        str(file.relative_to(TEMPLATES)): file.read_text() for file in TEMPLATES.rglob("*.html")
    }


def test_every_form_that_is_posted_carries_its_key() -> None:
    forms = [(name, form) for name, page in pages().items() for form in FORM.findall(page)]
    assert len(forms) > 20
    assert [(name, form) for name, form in forms if len(GUARD.findall(form)) != 1] == []


def test_nothing_is_posted_from_outside_a_form() -> None:
    for name, page in pages().items():
        outside = FORM.sub("", page)
        assert 'method="post"' not in outside, name
        assert "hx-post" not in outside, name


def addresses(app: APIFlask) -> dict[str, str]:
    """Where pages post to, by endpoint; programs have their own ways to repeat a call."""
    values = {"uuid": "00000000-0000-0000-0000-000000000000", "int": "1", "": "x"}
    return {
        rule.endpoint: re.sub(r"<(?:(\w+):)?\w+>", lambda kind: values[kind[1] or ""], rule.rule)
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }


def test_every_address_refuses_a_form_without_a_key(app: APIFlask, ada: Staff) -> None:
    for address in addresses(app).values():
        answer = ada.client.submit(address, {"form_key": ""})
        assert (answer.status_code, "open for too long" in answer.text) == (400, True), address


def test_what_is_simply_done_again_is_written_down_here(app: APIFlask) -> None:
    repeatable = {
        name for name, view in app.view_functions.items() if getattr(view, REPEATABLE, False)
    }
    assert repeatable == set(HARMLESS)
