"""Writing, revising, publishing and archiving: search follows at once."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.articles.models import ArticleVersion
from helpdesk.articles.service.writing import (
    Draft,
    archive_article,
    get_article,
    publish_article,
    read_article,
    revise_article,
    search,
)
from helpdesk.platform.audit import Actor, AuditEvent
from helpdesk.platform.errors import NotFound, RuleBroken
from tests.make import make_article

BY = Actor.agent(1)


def found(session: Session, query: str) -> list[str]:
    return [hit.title for hit in search(session, query)]


def test_a_draft_is_found_by_nobody(session: Session) -> None:
    draft = make_article(session, published=False)
    assert found(session, "return an item") == []
    with pytest.raises(NotFound, match="not published"):
        read_article(session, draft.slug)


def test_a_published_article_is_found_and_read_at_once(session: Session) -> None:
    article = make_article(session)
    assert found(session, "return an item") == ["Return an item"]
    assert read_article(session, "return-an-item").id == article.id


def test_a_revision_is_searched_in_its_new_words_at_once(session: Session) -> None:
    article = make_article(session, body="Use the zebra form.")
    draft = Draft("Return an item", "Use the giraffe form.", ("Orders",))
    revise_article(session, article.id, draft, actor=BY)
    passages = [hit.text for hit in search(session, "giraffe form")]
    assert "giraffe" in passages[0]
    assert all("zebra" not in hit.text for hit in search(session, "zebra form"))


def test_an_archived_article_is_gone_at_once_and_can_come_back(session: Session) -> None:
    article = make_article(session)
    archive_article(session, article.id, actor=BY)
    assert found(session, "return an item") == []
    with pytest.raises(NotFound):
        read_article(session, article.slug)
    publish_article(session, article.id, actor=BY)
    assert found(session, "return an item") == ["Return an item"]


def test_every_version_is_kept_with_its_author(session: Session) -> None:
    article = make_article(session)
    revise_article(session, article.id, Draft("Return it", "New words.", ()), actor=Actor.agent(2))
    versions = session.scalars(select(ArticleVersion).order_by(ArticleVersion.version))
    kept = [(version.version, version.title, version.written_by) for version in versions]
    assert kept == [(1, "Return an item", "agent:1"), (2, "Return it", "agent:2")]


def test_the_same_words_again_are_no_new_version(session: Session) -> None:
    article = make_article(session)
    draft = Draft(article.title, article.body, tuple(article.category))
    assert revise_article(session, article.id, draft, actor=BY).version == 1


def test_a_version_is_never_rewritten(session: Session) -> None:
    make_article(session)
    with pytest.raises(DBAPIError, match="permission denied"):
        session.execute(text("update article_version set body = 'nicer'"))


def test_a_refused_revision_changes_nothing(session: Session) -> None:
    article = make_article(session)
    with pytest.raises(RuleBroken):
        revise_article(session, article.id, Draft("", ""), actor=BY)
    assert (get_article(session, article.id).title, article.version) == ("Return an item", 1)


def test_two_articles_with_one_title_get_two_addresses(session: Session) -> None:
    slugs = [make_article(session, body=f"Text {number}").slug for number in range(3)]
    assert slugs == ["return-an-item", "return-an-item-2", "return-an-item-3"]


def test_the_trail_tells_who_published_it(session: Session) -> None:
    article = make_article(session)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "published")).one()
    assert (event.actor, event.subject_id) == ("agent:1", str(article.id))
    assert (event.before, event.after) == ({"state": "draft"}, {"state": "published"})


def test_an_article_that_does_not_exist_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        get_article(session, 999)
