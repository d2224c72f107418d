"""Every sentence of the desk is in the catalogues, and translated for whoever reads it."""

import ast
from pathlib import Path

import pytest

from helpdesk.languages.catalogues import CUSTOMERS, SOURCE
from tests.structure import sentences
from tests.structure.house import sources
from tests.structure.literals import literals
from tests.structure.sentences import CATALOGUES, catalogue, path_of, refusals, templates, wanting

TRANSLATING = {"gettext", "ngettext", "N_", "_"}


def calls(*names: str) -> list[tuple[str, ast.Call]]:
    """Every call of these functions or classes, with the file it stands in."""
    return [
        (f"{file}:{node.lineno}", node)
        for file, tree in sources("helpdesk").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names
    ]


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_every_sentence_is_translated(domain: str, language: str) -> None:
    assert wanting(domain, language) == {}


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_the_catalogues_hold_what_is_said_and_nothing_else(domain: str, language: str) -> None:
    fresh = sentences.written(sentences.up_to_date(domain, language))
    assert path_of(domain, language).read_bytes() == fresh, "run `make translations`"


def test_customers_are_spoken_to_in_four_languages() -> None:
    assert [language for domain, language in CATALOGUES if domain == "customers"] == [
        language for language in CUSTOMERS if language != SOURCE
    ]
    assert len(catalogue("customers", "de")) > 150


@pytest.mark.parametrize("page", templates(), ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_no_page_says_anything_past_the_catalogues(page: Path) -> None:
    assert literals(page) == []


def test_every_refusal_is_one_whole_sentence_with_named_values() -> None:
    built = (ast.JoinedStr, ast.BinOp)
    found = [place for place, call in calls(*refusals()) if isinstance(_first(call), built)]
    assert found == []


def test_the_title_of_every_refusal_is_in_the_catalogues() -> None:
    titles = [
        (file, line)
        for file, tree in sources("helpdesk").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name in refusals()
        for line in node.body
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "title"
    ]
    assert len(titles) > 10
    assert [file for file, line in titles if not isinstance(line.value, ast.Call)] == []


def test_no_sentence_hides_in_a_formatted_string() -> None:
    hidden = [
        f"{file}:{call.lineno}"
        for file, tree in sources("helpdesk").items()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if getattr(getattr(call, "func", None), "id", "") in TRANSLATING
        if isinstance(call, ast.Call) and isinstance(_first(call), ast.Constant)
    ]
    assert hidden == []


def _first(call: ast.Call) -> ast.expr | None:
    """The first argument, which is the sentence."""
    return call.args[0] if call.args else None


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>{{ _('Hello') }}</p>", []),
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ name }} wrote</p>", ["wrote"]),
        ('<input placeholder="Search">', ["placeholder=Search"]),
        ('<a title="{{ _("Close") }}" class="btn btn-sm">×</a>', []),
        ('<p>{{ "Request" if one else "Complaint" }}</p>', ["Complaint", "Request"]),
        ('{{ field("name", "Your name", hint=_("Optional")) }}', ["Your name"]),
        ('{{ _("Sent with %(way)s", way="Pigeon post" if x) }}', ["Pigeon post"]),
        ("<p>{{ said }}</p><!-- a word for us -->{# and another #}", []),
        ('<script src="/a.js"></script><p>12 · 3 %</p>', []),
    ],
)
def test_a_literal_is_found_where_it_stands(tmp_path: Path, page: str, found: list[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(page)
    assert sorted(literals(file)) == sorted(found)


def test_what_is_missing_or_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "FOLDER", tmp_path)
    told = wanting("customers", "de")
    assert told["My requests"] == "not translated"
    file = path_of("customers", "de")
    file.parent.mkdir(parents=True)
    entries = (
        '#, fuzzy\nmsgid "My requests"\nmsgstr "Meine Anfragen"',
        'msgid "Try again in %(wait)s."\nmsgstr "In %(zeit)s noch einmal."',
        'msgid "Ask us"\nmsgstr "Uns fragen"',
    )
    file.write_text("\n\n".join(entries))
    told = wanting("customers", "de")
    assert told["My requests"] == "marked as not sure"
    assert "zeit" in told["Try again in %(wait)s."]
    assert "Ask us" not in told
