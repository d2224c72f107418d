"""Files that are no articles, or too much of one: a sentence for each, and search goes on."""

import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.writing import (
    Draft,
    publish_article,
    revise_article,
    search,
    write_article,
)
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from tests.make import make_article

BY = Actor.agent(1)
GOOD = "# Return an item\n\nWithin 30 days, in the box it came in.\n"
SECONDS = 60
BAD = {
    "empty": (b"", "empty"),
    "only spaces": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
    "another encoding": ("# Rücksendung\n\nÄrger mit Öl.".encode("latin-1"), "UTF-8"),
    "cut in the middle of a letter": ("# Rücksendung\n\nÖl".encode()[:-1] + b"\xc3", "UTF-8"),
    "no end": (b"# Endless\n\n" + b"word " * 250_000, "Split it"),
    "a title without end": (b"# " + b"word " * 200 + b"\n\nText", "title"),
}


@pytest.fixture
def folder(session: Session, tmp_path: Path) -> Path:
    """A folder that was imported once, with a single good article."""
    (tmp_path / "return.md").write_text(GOOD)
    import_folder(session, tmp_path)
    return tmp_path


def served(session: Session) -> list[str]:
    return [hit.text for hit in search(session, "return an item")]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_fault_and_the_others_arrive(
    session: Session, folder: Path, name: str
) -> None:
    content, words = BAD[name]
    (folder / "bad.md").write_bytes(content)
    (folder / "track.md").write_text("# Track a parcel\n\nUse the link.\n")
    done = import_folder(session, folder)
    assert [fault.path.name for fault in done.faults] == ["bad.md"]
    assert words in done.faults[0].reason
    assert done.faults[0].reason.endswith(".")
    assert (done.added, done.unchanged) == (1, 1)


@pytest.mark.parametrize("name", BAD)
def test_an_article_whose_file_turned_bad_is_served_as_it_was(
    session: Session, folder: Path, name: str
) -> None:
    before = served(session)
    (folder / "return.md").write_bytes(BAD[name][0])
    assert len(import_folder(session, folder).faults) == 1
    assert served(session) == before != []


def test_a_second_file_of_the_same_address_takes_nothing_from_what_is_served(
    session: Session, folder: Path
) -> None:
    before = served(session)
    (folder / "Return.html").write_text("<h1>Other</h1><p>return an item never</p>")
    fault = import_folder(session, folder).faults[0]
    assert "same" in fault.reason
    assert set(before) <= set(served(session))


@pytest.mark.parametrize(
    "body",
    ["Words about a giraffe. " * 43_000, "x" * 999_000 + " giraffe", "- giraffe\n" * 9_000],
    ids=["words", "one word", "points"],
)
def test_a_very_long_article_is_indexed_in_bounded_time(session: Session, body: str) -> None:
    assert len(body) <= 1_000_000
    started = time.perf_counter()
    make_article(session, title="Long", body=body)
    assert search(session, "giraffe")[0].title == "Long"
    assert time.perf_counter() - started < SECONDS


def test_ten_thousand_headings_are_indexed_and_each_is_found(session: Session) -> None:
    body = "".join(f"## Part{number}\n\nText{number}\n\n" for number in range(10_000))
    started = time.perf_counter()
    make_article(session, title="Headings", body=body)
    hit = search(session, "text9876")[0]
    assert "Text9876" in hit.text
    assert time.perf_counter() - started < SECONDS


def test_a_revision_that_cannot_be_kept_leaves_the_article_as_it_was(session: Session) -> None:
    article = make_article(session)
    before = served(session)
    for body in ("", "word " * 250_000, "a \0 byte"):
        with pytest.raises(RuleBroken):
            revise_article(session, article.id, Draft("Return an item", body), actor=BY)
    assert served(session) == before != []


def test_two_articles_of_one_title_get_addresses_of_their_own(session: Session) -> None:
    first = make_article(session)
    second = write_article(session, Draft(first.title, "Another text."), actor=BY)
    publish_article(session, second.id, actor=BY)
    assert first.slug != second.slug
    assert {hit.article_id for hit in search(session, first.title)} == {first.id, second.id}
