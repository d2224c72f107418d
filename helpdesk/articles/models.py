"""Articles with their versions, every question asked of them, and which article answered it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.articles.rules import ArticleState, ModelState, Outcome, Strength
from helpdesk.platform.db import Base, Json
from knowledge_base.audience import Audience


class Article(Base):
    """One article in one language, as it reads now."""

    __tablename__ = "article"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    body: Mapped[str]
    category: Mapped[list[str]]
    language: Mapped[str]
    audience: Mapped[Audience]
    state: Mapped[ArticleState] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    source: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def path(self) -> str:
        return f"/help/{self.slug}"

    @classmethod
    def read_by_customers(cls) -> ColumnElement[bool]:
        """Which articles are in the help centre: published, and not for agents alone."""
        return and_(cls.state == ArticleState.PUBLISHED, cls.audience == Audience.PUBLIC)


class ArticleVersion(Base):
    """What an article said at one time; never changed."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "version"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    version: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    audience: Mapped[Audience]
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class StoredImage(Base):
    """An image that articles show; its name is made of its bytes, so it never changes."""

    __tablename__ = "image"
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    added_at: Mapped[datetime]


class ImageUse(Base):
    """An image that an article shows as it reads now, which says who may see it."""

    __tablename__ = "image_use"
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    name: Mapped[str] = mapped_column(ForeignKey("image.name"), primary_key=True, index=True)


class ArticleRating(Base):
    """A reader's word on whether an article helped; comments are added to.

    `client_id` is the reader's own name for the rating, so that words that follow belong to it.
    """

    __tablename__ = "article_rating"
    __table_args__ = (UniqueConstraint("article_id", "client_id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    client_id: Mapped[str | None]
    helpful: Mapped[bool]
    comment: Mapped[str | None]
    created_at: Mapped[datetime]


class Question(Base):
    """A question as it was asked, what was offered for it, and whether that helped.

    `means` is what a turn of a conversation was searched with where that is more than it says.
    """

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    asked_in: Mapped[str]
    conversation_id: Mapped[UUID | None] = mapped_column(index=True)
    text: Mapped[str]
    means: Mapped[str | None]
    outcome: Mapped[Outcome] = mapped_column(index=True)
    confidence: Mapped[float]
    offered: Mapped[list[Json]]
    helpful: Mapped[bool | None]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class AnsweredQuestion(Base):
    """Evidence: an article that answered what a customer asked.

    `source` names where it was asked: `question:12`, `ticket:5`, `conversation:<id>:<session>`.
    """

    __tablename__ = "answered_question"
    __table_args__ = (UniqueConstraint("source", "article_id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    source: Mapped[str]
    text: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    strength: Mapped[Strength]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)
    asked_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    article: Mapped[Article] = relationship()


class EmbeddingModel(Base):
    """A sentence model of this desk: which one embeds, and what each was worth.

    `name` is its folder, `stamp` what stands beside its vectors. `trained_on` counts the answered
    questions it was taught; a model that came from elsewhere has none.
    """

    __tablename__ = "embedding_model"
    __table_args__ = (
        Index(
            "ix_embedding_model_one_of_each",
            "state",
            unique=True,
            postgresql_where=text("state IN ('serving', 'previous')"),
        ),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    stamp: Mapped[str]
    state: Mapped[ModelState]
    trained_on: Mapped[int | None]
    figures: Mapped[Json | None]
    created_at: Mapped[datetime]
