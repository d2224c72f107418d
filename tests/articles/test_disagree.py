"""Two articles that state different numbers are both said with their dates, and editors see it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge, queries
from helpdesk.articles.models import Article, Question
from helpdesk.articles.service.writing import Draft, archive_article, revise_article
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED
from knowledge_base import OnnxEmbedder
from tests import models
from tests.conftest import Standing
from tests.make import make_article, make_question
from tests.people import Customer, Staff, bearer

ASKED = "How many days do I have to return something?"
BY = Actor.agent(1)


@pytest.fixture(scope="module")
def minilm() -> OnnxEmbedder:
    return OnnxEmbedder(models.sentence_model(), threads=2)


@pytest.fixture
def articles(
    session: Session, minilm: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch, frozen: Standing
) -> list[Article]:
    """Two that contradict each other, the second written a month later, and one beside them."""
    monkeypatch.setattr(knowledge, "embedder_in_use", minilm)
    make_article(session, "Track a parcel", "Open the link in the e-mail.")
    thirty = make_article(session, "Return an item", "You have 30 days to return something.")
    frozen.advance(timedelta(days=30))
    other = make_article(session, "Return a gift", "You have 14 days to return something.")
    frozen.advance(timedelta(days=1))
    return [thirty, other]


def told(customer: Customer, language: str) -> dict[str, object]:
    headers = bearer(customer.client.application.config["BOT_TOKEN"])
    answer = customer.client.post(
        "/api/internal/answers",
        headers={**headers, "Accept-Language": language},
        json={"conversation_id": str(customer.conversation.id), "question": ASKED},
    )
    (found,) = answer.get_json()["answers"]
    return dict(found)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "(last changed on 2 March 2026)", "(last changed on 1 April 2026)"),
        ("de", "(zuletzt geändert am 2. März 2026)", "(zuletzt geändert am 1. April 2026)"),
    ],
)
def test_both_are_said_each_with_its_date(
    alice: Customer, articles: list[Article], language: str, first: str, second: str
) -> None:
    found = told(alice, language)
    assert (found["outcome"], found["disagree"]) == ("suggested", True)
    text = str(found["text"])
    assert f"**Return an item**\n{first}\nYou have 30 days to return something." in text
    assert f"**Return a gift**\n{second}\nYou have 14 days to return something." in text


def test_editors_see_both_until_one_is_changed(
    carla: Staff, session: Session, articles: list[Article], frozen: Standing
) -> None:
    make_question(session, ASKED, asked_in="portal")
    make_question(session, ASKED, asked_in="portal")
    page = carla.client.get("/console/articles").text
    assert "These articles say different things" in page
    assert page.count(ASKED) == 1
    (found,) = queries.disagreements(session)
    assert {article.id for article in found.articles} == {article.id for article in articles}
    frozen.advance(timedelta(hours=1))
    draft = Draft("Return a gift", "You have 30 days to return something.")
    revise_article(session, articles[1].id, draft, actor=BY)
    assert queries.disagreements(session) == []
    assert "These articles say different things" not in carla.client.get("/console/articles").text


def test_nor_is_one_that_was_withdrawn_or_asked_long_ago_or_forgotten(
    session: Session, articles: list[Article]
) -> None:
    _, key = make_question(session, ASKED, asked_in="portal")
    question = session.get_one(Question, key)
    for field, value in (
        ("text", ERASED),
        ("asked_at", clock.now() - timedelta(days=400)),
    ):
        before = getattr(question, field)
        setattr(question, field, value)
        assert queries.disagreements(session) == []
        setattr(question, field, before)
    assert len(queries.disagreements(session)) == 1
    archive_article(session, articles[0].id, actor=BY)
    assert queries.disagreements(session) == []


def test_articles_that_agree_are_answered_outright(
    session: Session, articles: list[Article]
) -> None:
    draft = Draft("Return a gift", "You have 30 days to return something.")
    revise_article(session, articles[1].id, draft, actor=BY)
    found, _ = make_question(session, ASKED, asked_in="portal")
    assert (found.disagree, "30 days" in found.text) == (False, True)
