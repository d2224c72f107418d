"""The help centre for programs: search, read, rate."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import ArticleRating
from helpdesk.feedback.models import Feedback
from tests.make import make_article
from tests.people import Browser

URL = "/api/v1/articles"
HOSTILE = (
    "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n"
    "[a](javascript:alert(1)) <iframe src=//evil.example></iframe>\n\nKeep **this**.\n"
)


def test_search_gives_the_best_passage_of_each_article(client: Browser, session: Session) -> None:
    article = make_article(session)
    found = client.get(f"{URL}/search", query_string={"q": "return an item"}).get_json()
    assert len(found["results"]) == 1
    result = found["results"][0]
    assert (result["article_id"], result["title"]) == (article.id, "Return an item")
    assert result["url"].endswith("/help/return-an-item")
    assert "30 days" in result["passage"]
    assert result["score"] > 0


@pytest.mark.parametrize("query", ["", "   "])
def test_an_empty_search_finds_nothing(client: Browser, session: Session, query: str) -> None:
    make_article(session)
    found = client.get(f"{URL}/search", query_string={"q": query})
    assert (found.status_code, found.get_json()) == (200, {"results": []})


@pytest.mark.parametrize(
    "query", ["'; drop table article; --", "& | ! ( ) :*", "🧑‍🚀", "\x00", "x" * 9_999, '"', "%"]
)
def test_any_search_is_answered_or_refused_in_words(
    client: Browser, session: Session, query: str
) -> None:
    make_article(session)
    answer = client.get(f"{URL}/search", query_string={"q": query})
    assert answer.status_code in {200, 422}
    assert {"results", "detail"} & set(answer.get_json())


@pytest.mark.parametrize("limit", ["0", "21", "-1", "many"])
def test_a_limit_out_of_range_is_refused(client: Browser, limit: str) -> None:
    answer = client.get(f"{URL}/search", query_string={"q": "x", "limit": limit})
    assert answer.status_code == 422
    assert "limit" in answer.get_json()["detail"]


def test_an_article_with_a_script_in_it_is_read_without(client: Browser, session: Session) -> None:
    article = make_article(session, body=HOSTILE)
    html = client.get(f"{URL}/{article.id}").get_json()["html"]
    assert "<strong>this</strong>" in html
    for danger in ("<script", "onerror", 'href="javascript:', "<iframe"):
        assert danger not in html


@pytest.mark.parametrize("key", ["999", str(10**30), "x", "-1"])
def test_an_article_that_does_not_exist_is_a_problem(client: Browser, key: str) -> None:
    answer = client.get(f"{URL}/{key}")
    assert answer.status_code in {404, 422}
    assert answer.content_type == "application/problem+json"


def test_a_draft_is_not_read(client: Browser, session: Session) -> None:
    draft = make_article(session, published=False)
    assert client.get(f"{URL}/{draft.id}").status_code == 404
    assert client.post(f"{URL}/{draft.id}/rating", json={"helpful": True}).status_code == 404


def test_a_rating_becomes_feedback(client: Browser, session: Session) -> None:
    article = make_article(session)
    body = {"helpful": False, "comment": " Which form? "}
    assert client.post(f"{URL}/{article.id}/rating", json=body).status_code == 200
    feedback = session.scalars(select(Feedback)).one()
    assert (feedback.source, feedback.verbatim) == ("article_rating", "Which form?")


def test_words_that_follow_the_thumb_belong_to_the_same_rating(
    client: Browser, session: Session
) -> None:
    article = make_article(session)
    for comment in (None, "Which form?", "Which form?", "And where?"):
        body = {"helpful": False, "comment": comment, "client_id": "r1"}
        answer = client.post(f"{URL}/{article.id}/rating", json=body)
    assert answer.get_json()["comment"] == "Which form?\n\nAnd where?"
    rating = session.scalars(select(ArticleRating)).one()
    assert rating.comment == "Which form?\n\nAnd where?"
    assert session.scalars(select(Feedback.verbatim)).all() == [rating.comment]


def test_two_readers_are_two_ratings(client: Browser, session: Session) -> None:
    article, other = make_article(session), make_article(session, "Refunds")
    client.post(f"{URL}/{article.id}/rating", json={"helpful": True, "client_id": "r1"})
    client.post(f"{URL}/{article.id}/rating", json={"helpful": False, "client_id": "r2"})
    client.post(f"{URL}/{other.id}/rating", json={"helpful": False, "client_id": "r1"})
    for _ in range(2):
        client.post(f"{URL}/{article.id}/rating", json={"helpful": True})
    assert len(session.scalars(select(ArticleRating)).all()) == 5


@pytest.mark.parametrize(
    "body", [{}, {"helpful": "perhaps"}, {"helpful": None}, {"helpful": True, "x": 1}]
)
def test_a_rating_that_says_nothing_is_refused(
    client: Browser, session: Session, body: dict[str, object]
) -> None:
    article = make_article(session)
    assert client.post(f"{URL}/{article.id}/rating", json=body).status_code == 422
