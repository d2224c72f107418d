"""They write, preview or import an article whose markup takes the desk's time from everybody."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.writing import Draft, revise_article, write_article
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from knowledge_base.documents.rendering import can_be_shown, to_html
from tests.make import make_article
from tests.people import Browser, Staff

MEGABYTE = 1_000_000
TOO_MUCH = {
    "pictures that begin": "![",
    "links that begin": "[a](",
    "links in links": "[[a]](",
    "emphasis that begins": "*a _b ",
    "emphasis by turns": "*_a",
    "lines": "a\n",
    "points": "- a\n",
    "headings": "# a\n",
    "tables": "a|b\n-|-\n",
    "rows": "|x|y|\n",
    "code by turns": "`a ` ",
    "references": "[a]: b 'c\n",
    "tags": "<b>",
    "brackets": "<",
    "entities": "&amp;",
    "escapes": "\\*",
}
LITTLE = {
    "words": "Words about a giraffe. ",
    "one word": "x",
    "quotes in quotes": "> ",
    "lists in lists": "- ",
    "a line of stars": "*",
    "blank lines": "\n",
}
WIDE = "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|\n" * 200


def full(mark: str) -> str:
    return "Start\n\n" + (mark * (MEGABYTE // len(mark)))[: MEGABYTE - 7]


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_megabyte_of_markup_is_refused_wherever_it_is_written(
    session: Session, name: str
) -> None:
    body = full(TOO_MUCH[name])
    assert not can_be_shown(body)
    with pytest.raises(RuleBroken, match="Split this article"):
        write_article(session, Draft("Markup", body), actor=Actor.agent(1))
    article = make_article(session)
    with pytest.raises(RuleBroken, match="Split this article"):
        revise_article(session, article.id, Draft(article.title, body), actor=Actor.agent(1))
    assert article.version == 1


@pytest.mark.parametrize("name", LITTLE)
def test_a_megabyte_that_costs_little_is_shown(name: str) -> None:
    assert can_be_shown(full(LITTLE[name]))


def test_short_tables_that_grow_into_many_cells_are_refused_too() -> None:
    assert can_be_shown(WIDE.replace("|\n" * 200, "|\n" * 5))
    assert not can_be_shown(WIDE)


def test_a_file_of_them_is_named_and_the_others_arrive(session: Session, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("# Bad\n\n" + full("![")[:900_000])
    (tmp_path / "good.md").write_text("# Good\n\nWithin 30 days.")
    done = import_folder(session, tmp_path)
    assert (done.added, [fault.path.name for fault in done.faults]) == (1, ["bad.md"])
    assert "Split this article" in done.faults[0].reason


def test_the_editor_previews_it_as_it_was_typed_and_refuses_it(carla: Staff) -> None:
    typed = {"title": "Markup", "body": "![" * 60_000}
    part = {"HX-Request": "true"}
    preview = carla.client.submit("/console/articles/preview", typed, headers=part)
    assert f"<pre>{typed['body']}</pre>" in preview.text
    refused = carla.client.submit("/console/articles/new", typed)
    assert (refused.status_code, "Split this article" in refused.text) == (422, True)


def test_one_that_was_written_before_is_read_as_it_was_typed(
    client: Browser, session: Session
) -> None:
    article = make_article(session)
    article.body = "<b>![" * 40_000
    session.commit()
    page = client.get(article.path)
    assert page.status_code == 200
    assert "<pre>&lt;b&gt;![&lt;b&gt;![" in page.text


def test_however_often_an_article_is_read_it_is_rendered_once(
    client: Browser, session: Session
) -> None:
    before = to_html.cache_info().misses
    article = make_article(session, "Read often", "A text that only *this* test has.")
    for _ in range(3):
        assert "<em>this</em>" in client.get(article.path).text
        assert client.get(f"/api/v1/articles/{article.id}").status_code == 200
    assert to_html.cache_info().misses == before + 1
    assert session.scalars(select(Article.version)).all() == [1]


def test_what_is_kept_for_readers_has_a_limit() -> None:
    for number in range(40):
        to_html(f"{number} " + "word " * 190_000)
    kept = to_html.cache_info()
    assert kept.maxsize is not None
    assert 0 < kept.currsize <= kept.maxsize
