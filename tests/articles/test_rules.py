"""What makes an article publishable, and the address it gets."""

import pytest

from helpdesk.articles.rules import (
    ArticleState,
    audience_of,
    check_answer,
    check_article,
    check_link,
    slug_of,
)
from helpdesk.platform.errors import RuleBroken
from knowledge_base import Audience


@pytest.mark.parametrize(
    ("title", "body", "sentence"),
    [
        ("", "Text", "Give the article a title"),
        ("  ", "Text", "Give the article a title"),
        ("x" * 201, "Text", "Shorten the title to 200"),
        ("Title", "", "Write something"),
        ("Title", " \n", "Write something"),
        ("Title", "x" * 1_000_001, "Split this article"),
        ("Title", "a\x00b", "binary data"),
        ("Ti\x00tle", "Text", "binary data"),
    ],
)
def test_an_article_that_helps_nobody_is_refused(title: str, body: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        check_article(title, body)


@pytest.mark.parametrize(
    ("state", "audience", "asked", "sentence"),
    [
        (ArticleState.DRAFT, Audience.PUBLIC, "Why?", "Publish it first"),
        (ArticleState.ARCHIVED, Audience.AGENTS, "Why?", "Publish it first"),
        (ArticleState.PUBLISHED, Audience.AGENTS, "Why?", "for agents only"),
        (ArticleState.PUBLISHED, Audience.PUBLIC, None, "has not asked anything"),
    ],
)
def test_only_what_customers_can_read_answers_what_they_asked(
    state: ArticleState, audience: Audience, asked: str | None, sentence: str
) -> None:
    assert check_answer(ArticleState.PUBLISHED, Audience.PUBLIC, "Why?") == "Why?"
    with pytest.raises(RuleBroken, match=sentence):
        check_answer(state, audience, asked)


def test_a_customer_is_given_no_link_that_only_agents_can_open() -> None:
    check_link("Returns", Audience.PUBLIC)
    with pytest.raises(RuleBroken, match="“Goodwill”, which only agents can read"):
        check_link("Goodwill", Audience.AGENTS)


@pytest.mark.parametrize(
    ("typed", "audience"), [("", None), ("public", Audience.PUBLIC), ("agents", Audience.AGENTS)]
)
def test_a_form_names_the_readers_or_leaves_them(typed: str, audience: Audience | None) -> None:
    assert audience_of(typed) is audience


@pytest.mark.parametrize("typed", ["everybody", "AGENTS", "public ", "agents,public"])
def test_readers_that_nobody_knows_are_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="Say who reads"):
        audience_of(typed)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How do I return an item?", "how-do-i-return-an-item"),
        ("Crème brûlée & co.", "crème-brûlée-co"),
        ("Как вернуть товар?", "как-вернуть-товар"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("日本語", "日本語"),
        ("---", "article"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug
