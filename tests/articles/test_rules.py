"""What makes an article publishable, and the address it gets."""

import pytest

from helpdesk.articles.rules import check_article, slug_of
from helpdesk.errors import RuleBroken


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
    ("title", "slug"),
    [
        ("How do I return an item?", "how-do-i-return-an-item"),
        ("Crème brûlée & co.", "creme-brulee-co"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("日本語", "article"),
        ("---", "article"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug
