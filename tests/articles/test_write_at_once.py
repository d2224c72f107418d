"""Two people write one article: nobody's words are overwritten unread."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleChanged
from helpdesk.articles.service.writing import Draft, revise_article, search
from helpdesk.platform import db
from helpdesk.platform.audit import Actor
from tests.at_once import at_once
from tests.make import make_agent, make_article
from tests.people import Browser, Staff

OURS = {"title": "Return an item", "body": "Within 60 days.", "version": "1"}
GONE = 999_999
THEIRS = Draft("Return an item", "Within 14 days.")


def test_a_page_opened_before_a_colleague_saved_is_refused_and_keeps_its_words(
    session: Session, carla: Staff
) -> None:
    article = make_article(session)
    address = f"/console/articles/{article.id}"
    assert 'name="version" value="1"' in carla.client.get(f"{address}/edit").text
    revise_article(session, article.id, THEIRS, actor=Actor.agent(GONE))
    session.commit()
    refused = carla.client.submit(f"{address}/edit", OURS)
    assert refused.status_code == 409
    assert "Somebody who left saved version 2 while you had another one" in refused.text
    assert "Within 60 days." in refused.text
    assert "Within 14 days." in carla.client.get(address).text


def test_saving_again_after_the_warning_puts_ones_own_words_in_place(
    session: Session, carla: Staff
) -> None:
    article = make_article(session)
    address = f"/console/articles/{article.id}"
    revise_article(session, article.id, THEIRS, actor=Actor.agent(GONE))
    session.commit()
    warned = carla.client.submit(f"{address}/edit", OURS).text
    assert 'name="version" value="2"' in warned
    assert carla.client.submit(f"{address}/edit", {**OURS, "version": "2"}).status_code == 303
    assert "Within 60 days." in carla.client.get(address).text


def test_a_mistake_in_the_form_does_not_hide_that_a_colleague_saved(
    session: Session, carla: Staff
) -> None:
    article = make_article(session)
    address = f"/console/articles/{article.id}/edit"
    mistaken = carla.client.submit(address, {**OURS, "title": ""}).text
    assert 'name="version" value="1"' in mistaken


def test_a_program_may_name_the_version_that_it_read(
    client: Browser, session: Session, carla: Staff
) -> None:
    article = make_article(session)
    body = {"title": "Return an item", "body": "Within 60 days.", "version": 1}
    path = f"/api/v1/articles/{article.id}"
    assert client.put(path, json=body, headers=carla.headers).status_code == 200
    body["body"] = "Within 90 days."
    late = client.put(path, json=body, headers=carla.headers)
    assert (late.status_code, late.get_json()["title"]) == (409, "Somebody was faster")


@pytest.mark.usefixtures("committing")
def test_of_revisions_at_once_one_is_kept_and_searched() -> None:
    with db.transaction() as session:
        make_agent(session)
        key = make_article(session).id

    def revised(turn: int) -> bool:
        with db.transaction() as session:
            draft = Draft("Return an item", f"Write to desk {turn}.")
            try:
                revise_article(session, key, draft, actor=Actor.agent(1), seen=1)
            except ArticleChanged:
                return False
            return True

    assert at_once(revised).count(True) == 1
    with db.transaction() as session:
        kept = session.scalars(select(Article)).one()
        assert kept.version == 2
        assert search(session, kept.body)[0].text.endswith(kept.body)
