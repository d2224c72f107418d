"""What articles tell the rest of the desk."""

from pathlib import Path

from sqlalchemy.orm import Session

from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.writing import Draft, revise_article
from helpdesk.platform import events
from helpdesk.platform.audit import Actor
from tests.make import make_article


def test_publishing_is_told_and_so_is_each_new_wording(
    session: Session, facts: list[events.Fact]
) -> None:
    article = make_article(session)
    for _ in range(2):
        draft = Draft(title="Send it back", body="Within 60 days.", category=("Orders",))
        revise_article(session, article.id, draft, actor=Actor.agent(1))
    assert facts == [
        events.ArticlePublished(article.id, 1),
        events.ArticlePublished(article.id, 2),
    ]


def test_a_draft_is_not_told(session: Session, facts: list[events.Fact]) -> None:
    article = make_article(session, published=False)
    draft = Draft(title="Send it back", body="Within 60 days.", category=("Orders",))
    revise_article(session, article.id, draft, actor=Actor.agent(1))
    assert facts == []


def test_what_an_import_brings_is_told_and_what_it_leaves_alone_is_not(
    session: Session, facts: list[events.Fact], tmp_path: Path
) -> None:
    (tmp_path / "returns.md").write_text("# Returns\n\nWithin 30 days.\n")
    import_folder(session, tmp_path)
    import_folder(session, tmp_path)
    assert [type(fact) for fact in facts] == [events.ArticlePublished]
