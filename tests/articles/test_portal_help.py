"""The help centre's pages: searching, reading and rating."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import ArticleRating, Question
from helpdesk.articles.service.writing import archive_article
from helpdesk.platform.audit import Actor
from tests.make import make_article
from tests.people import Browser


def test_the_portal_begins_with_the_help_centre(client: Browser) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/help")


def test_an_empty_help_centre_says_so_and_offers_a_person(client: Browser) -> None:
    page = client.get("/help").text
    assert "No articles yet" in page
    assert 'href="/requests/new"' in page


def test_published_articles_stand_under_their_category(client: Browser, session: Session) -> None:
    make_article(session, "Return an item", category=("Orders",))
    make_article(session, "A secret plan", published=False)
    page = client.get("/help").text
    assert "Orders" in page
    assert "Return an item" in page
    assert "A secret plan" not in page


def test_a_search_marks_the_words_and_is_remembered(client: Browser, session: Session) -> None:
    article = make_article(session, "Return an item", "Send it back within 30 days.")
    page = client.get("/help", query_string={"q": "send it back"}).text
    assert "<mark>Send</mark> it <mark>back</mark> within 30 days" in page
    question = session.scalars(select(Question)).one()
    assert (question.asked_in, question.text) == ("portal", "send it back")
    assert question.offered[0]["article_id"] == article.id


def test_a_search_without_an_answer_carries_the_question_over(client: Browser) -> None:
    page = client.get("/help", query_string={"q": "quantum tunnels"}).text
    assert "We found no clear answer" in page
    assert 'href="/requests/new?question=quantum+tunnels"' in page
    assert 'value="quantum tunnels"' in client.get("/requests/new?question=quantum+tunnels").text


def test_what_is_searched_for_never_becomes_markup(client: Browser, session: Session) -> None:
    make_article(session, "Scripts", "About <script>alert(1)</script> and scripts.")
    page = client.get("/help", query_string={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_an_article_with_a_script_is_read_without_it(client: Browser, session: Session) -> None:
    body = "Hello <script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    article = make_article(session, "Hello", body)
    page = client.get(article.path).text
    for danger in ("<script>alert", "onerror", 'href="javascript:'):
        assert danger not in page


def test_a_link_to_an_imported_article_leads_to_it(client: Browser, session: Session) -> None:
    other = make_article(session, "Refunds", "In 5 days.")
    other.source = "en:money/refunds.md"
    body = "See [refunds](../money/refunds.md#when) and [nothing](gone.md)."
    article = make_article(session, "Return", body)
    article.source = "en:orders/return.md"
    session.commit()
    page = client.get(article.path).text
    assert f'href="{other.path}#section-when"' in page
    assert "gone.md" not in page
    assert "nothing" in page


def test_a_link_of_the_old_site_leads_to_the_imported_article(
    client: Browser, session: Session
) -> None:
    other = make_article(session, "Refunds", "In 5 days.")
    other.source = "en:_help/money/refunds._en.md"
    article = make_article(
        session, "Return", "[a](/help/money/refunds/) [b](/requests/new) [c](/gone/)"
    )
    session.commit()
    page = client.get(article.path).text
    assert f'<a href="{other.path}"' in page
    assert '<a href="/requests/new" rel=' in page
    assert "/gone/" not in page


def test_long_articles_have_contents_and_short_ones_do_not(
    client: Browser, session: Session
) -> None:
    long = make_article(session, "Long", "\n\n".join(f"## Part {n}\n\nWords." for n in range(4)))
    short = make_article(session, "Short", "## Part\n\nWords.")
    assert 'href="#section-part-2"' in client.get(long.path).text
    assert "On this page" not in client.get(short.path).text


@pytest.mark.parametrize("path", ["/help/no-such-article", "/help?in=No+such+category"])
def test_what_is_not_there_says_so(client: Browser, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Search the help centre" in answer.text


def test_an_archived_article_is_gone_at_once(client: Browser, session: Session) -> None:
    article = make_article(session)
    archive_article(session, article.id, actor=Actor.agent(1))
    session.commit()
    assert client.get(article.path).status_code == 404
    assert article.title not in client.get("/help?q=return").text


def test_a_reader_says_once_why_it_did_not_help(client: Browser, session: Session) -> None:
    article = make_article(session)
    client.get("/help", query_string={"q": article.title})
    words = {"helpful": "no", "reason": "It is wrong or out of date", "comment": "It is 14 days"}
    for _ in range(2):
        answer = client.submit(f"{article.path}/rating", words)
        assert answer.status_code == 303
    rating = session.scalars(select(ArticleRating)).one()
    assert not rating.helpful
    assert rating.comment == "It is wrong or out of date: It is 14 days"
    assert session.scalars(select(Question)).one().helpful is False
    assert "Thank you" in client.get(article.path).text


def test_words_that_follow_a_thumb_belong_to_the_readers_rating(
    client: Browser, session: Session
) -> None:
    article = make_article(session)
    client.submit(f"{article.path}/rating", {"helpful": "yes"})
    page = client.get(article.path).text
    assert "Anything to add?" in page
    client.submit(f"{article.path}/rating", {"comment": "But step 3 is gone"})
    rating = session.scalars(select(ArticleRating)).one()
    assert (rating.helpful, rating.comment) == (True, "But step 3 is gone")
    page = client.get(article.path).text
    assert "But step 3 is gone" in page
    assert "Your words arrived" in page


def test_words_sent_from_a_stale_page_are_kept_too(client: Browser, session: Session) -> None:
    article = make_article(session)
    for comment in ("It is 14 days", "And a form is needed"):
        form = {"helpful": "no", "reason": "Something else", "comment": comment}
        client.submit(f"{article.path}/rating", form)
    rating = session.scalars(select(ArticleRating)).one()
    assert rating.comment == (
        "Something else: It is 14 days\n\nSomething else: And a form is needed"
    )


def test_an_article_that_helped_after_a_search_answered_the_question(
    client: Browser, session: Session
) -> None:
    helped, other = make_article(session), make_article(session, "Exchange an item")
    client.get("/help", query_string={"q": "send an item back"})
    client.submit(f"{helped.path}/rating", {"helpful": "yes"})
    client.submit(f"{other.path}/rating", {"helpful": "no"})
    [question] = experience_of(session).questions
    assert question.text == "send an item back"
    assert question.articles == {str(helped.id): "helpful"}


def test_an_article_that_helped_without_a_search_answered_nothing_we_know(
    client: Browser, session: Session
) -> None:
    article = make_article(session)
    client.submit(f"{article.path}/rating", {"helpful": "yes"})
    assert experience_of(session).questions == []


def test_a_rating_without_the_form_is_refused(client: Browser, session: Session) -> None:
    article = make_article(session)
    answer = client.post(f"{article.path}/rating", data={"helpful": "yes"})
    assert answer.status_code == 400
    assert session.scalars(select(ArticleRating)).all() == []


def test_articles_are_offered_for_a_request_being_typed(client: Browser, session: Session) -> None:
    make_article(session, "Return an item")
    offered = client.get("/help/-/offers", query_string={"subject": "return an item"}).text
    assert "Return an item" in offered
    assert client.get("/help/-/offers?subject=ret").text.strip() == ""
    assert session.scalars(select(Question)).all() == []
