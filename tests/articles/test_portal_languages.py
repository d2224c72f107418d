"""Readers find articles of their own language first, and are told where one is only in another."""

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from tests.make import make_article
from tests.people import Browser

GERMAN = {"Accept-Language": "de"}


def german(session: Session, title: str, body: str, **more: str) -> Article:
    article = make_article(session, title, body, language="de", category=("Bestellungen",))
    article.source = more.get("source")
    session.commit()
    return article


@pytest.fixture
def pair(session: Session) -> tuple[Article, Article]:
    """An article in two languages, imported together."""
    english = make_article(session, "Return a vase", "Send the vase back within 30 days.")
    english.source = "en:orders/return.md"
    german_one = german(session, "Vase zurückgeben", "Senden Sie die Vase binnen 30 Tagen zurück.")
    german_one.source = "de:orders/return.md"
    session.commit()
    return english, german_one


def read(client: Browser, page: str, **query: str) -> BeautifulSoup:
    answer = client.get(page, query_string=query, headers=GERMAN)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def words(page: BeautifulSoup) -> str:
    main = page.find("main")
    assert isinstance(main, Tag)
    return " ".join(main.get_text(" ").split())


def test_the_help_centre_shows_the_readers_language_first(
    client: Browser, session: Session, pair: tuple[Article, Article]
) -> None:
    make_article(session, "Water a fern", "Twice a week.")
    said = words(read(client, "/help"))
    assert "Vase zurückgeben" in said
    assert "Return a vase" not in said
    assert "1 Artikel auf Englisch" in said  # the fern alone: the vase has its German words
    other = read(client, "/help", articles="en")
    assert "Water a fern" in words(other)
    assert "Diese Artikel gibt es auf Englisch." in words(other)
    assert {str(each["lang"]) for each in other.select("section[lang]")} == {"en"}


def test_without_any_article_of_theirs_readers_see_the_others_and_are_told(
    client: Browser, session: Session
) -> None:
    make_article(session, "Water a fern", "Twice a week.")
    said = words(read(client, "/help"))
    assert "Es gibt noch keine Artikel auf Deutsch. Diese sind auf Englisch." in said
    assert "Water a fern" in said


def test_a_category_is_shown_in_the_language_that_has_it(client: Browser, session: Session) -> None:
    make_article(session, "Water a fern", "Twice a week.", category=("Plants",))
    german(session, "Vase zurückgeben", "Senden Sie die Vase zurück.")
    assert "auf Englisch" in words(read(client, "/help", **{"in": "Plants"}))
    assert "auf Deutsch" not in words(read(client, "/help", **{"in": "Bestellungen"}))


def test_an_article_says_when_it_is_in_another_language(
    client: Browser, session: Session, pair: tuple[Article, Article]
) -> None:
    english, own = pair
    page = read(client, english.path)
    assert "Dieser Artikel ist auf Englisch. In Ihrer Sprache: Vase zurückgeben" in words(page)
    assert page.select_one(f'main a[href="{own.path}"]')
    assert "auf Englisch" not in words(read(client, own.path))
    lone = make_article(session, "Water a fern", "Twice a week.")
    assert "Diesen Artikel gibt es nur auf Englisch." in words(read(client, lone.path))


def test_a_translation_that_is_not_published_is_not_offered(
    client: Browser, session: Session
) -> None:
    english = make_article(session, "Return a vase", "Send it back.")
    draft = make_article(session, "Vase zurück", "Zurück.", language="de", published=False)
    english.source, draft.source = "en:return.md", "de:return.md"
    session.commit()
    assert "gibt es nur auf Englisch" in words(read(client, english.path))


def test_a_search_asks_the_readers_language_first_and_then_the_others(
    client: Browser, session: Session, pair: tuple[Article, Article]
) -> None:
    own = words(read(client, "/help", q="Senden Sie die Vase binnen 30 Tagen zurück"))
    assert "Vase zurückgeben" in own
    assert "Return a vase" not in own
    make_article(session, "Water a fern", "Water your fern twice a week.")
    other = words(read(client, "/help", q="Water your fern twice a week"))
    assert "Water a fern auf Englisch" in other


def test_suggestions_come_in_the_readers_language_first(
    client: Browser, pair: tuple[Article, Article]
) -> None:
    said = read(client, "/help/-/offers", subject="Senden Sie die Vase binnen 30 Tagen zurück")
    titles = [link.get_text() for link in said.select("li a span[lang]")]
    assert titles[:1] == ["Vase zurückgeben"]
