"""Images of articles: kept once each, and seen by whoever may read an article that shows them."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article, ImageUse, StoredImage
from helpdesk.platform import clock
from helpdesk.platform.errors import NotFound
from knowledge_base.documents.images import Image, names_in


def keep_images(session: Session, images: Iterable[Image]) -> None:
    """Store what is not there yet."""
    for image in images:
        row = {"name": image.name, "content": image.content, "added_at": clock.now()}
        session.execute(insert(StoredImage).values(row).on_conflict_do_nothing())


def note_uses(session: Session, article: Article) -> None:
    """Which of the stored images the article shows as it reads now."""
    session.execute(delete(ImageUse).where(ImageUse.article_id == article.id))
    known = select(StoredImage.name).where(StoredImage.name.in_(names_in(article.body)))
    for name in session.scalars(known).all():
        session.add(ImageUse(article_id=article.id, name=name))
    session.flush()


def image_for_customers(session: Session, name: str) -> StoredImage:
    """An image of an article that customers can read; NotFound for any other."""
    shown = (
        select(ImageUse.name)
        .join(Article, Article.id == ImageUse.article_id)
        .where(Article.read_by_customers())
    )
    query = select(StoredImage).where(StoredImage.name == name, StoredImage.name.in_(shown))
    return _found(session.scalar(query))


def image_for_agents(session: Session, name: str) -> StoredImage:
    """Any image, also of drafts and of what articles said before."""
    return _found(session.get(StoredImage, name))


def _found(image: StoredImage | None) -> StoredImage:
    if image is None:
        raise NotFound("There is no such image.")
    return image
