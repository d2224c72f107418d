"""Links to our own articles in what agents write."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.mentions import articles_linked
from tests.environment import BASE_URL
from tests.make import make_article


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See /help/return-an-item.", ["return-an-item"]),
        (f"See {BASE_URL}/help/return-an-item, please", ["return-an-item"]),
        (f"{BASE_URL}/help/return-an-item#passage-cost", ["return-an-item"]),
        (f"{BASE_URL}/help/return-an-item?from=mail", ["return-an-item"]),
        ("https://127.0.0.1/help/return-an-item", ["return-an-item"]),
        (f"[Returns]({BASE_URL}/help/return-an-item)", ["return-an-item"]),
        ("(/help/gruesse-%C3%BC)", ["gruesse-ü"]),
        ("/help/exchange /help/return-an-item /help/exchange", ["exchange", "return-an-item"]),
        ("https://elsewhere.example/help/return-an-item", []),
        (f"https://elsewhere.example/?to={BASE_URL}/help/return-an-item", []),
        ("/help/return-an-item/edit", []),
        ("/help/return", []),
        ("/help/draft", []),
        ("", []),
    ],
)
def test_only_published_articles_of_our_own_count(
    session: Session, text: str, found: list[str]
) -> None:
    make_article(session)
    make_article(session, "Exchange")
    make_article(session, "Draft", published=False)
    make_article(session, "Grüße").slug = "gruesse-ü"
    assert [article.slug for article in articles_linked(session, text)] == found
