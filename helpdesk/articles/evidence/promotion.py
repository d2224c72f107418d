"""Bringing a sentence model into service beside the running one, and going back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.articles.knowledge import hold_index, serving_model
from helpdesk.articles.models import Article, EmbeddingModel
from helpdesk.articles.rules import ArticleState, ModelState
from helpdesk.articles.service.writing import document_of
from helpdesk.platform import clock
from helpdesk.platform.db import Json, raw_connection
from helpdesk.platform.errors import NotFound
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.index.reindexing import Reindexing, forget_others, stamps_in
from knowledge_base.search.knowledge_base import KnowledgeBase


def register(
    session: Session,
    name: str,
    stamp: str,
    *,
    trained_on: int | None = None,
    figures: Json | None = None,
) -> EmbeddingModel:
    """Remember a model; a name that is known already keeps its row."""
    model = session.scalar(select(EmbeddingModel).where(EmbeddingModel.name == name))
    if model is None:
        model = EmbeddingModel(
            name=name,
            stamp=stamp,
            state=ModelState.CANDIDATE,
            trained_on=trained_on,
            figures=figures,
            created_at=clock.now(),
        )
        session.add(model)
        session.flush()
    return model


def models(session: Session) -> Sequence[EmbeddingModel]:
    """Every model there was, newest first."""
    query = select(EmbeddingModel).order_by(EmbeddingModel.created_at.desc(), EmbeddingModel.id)
    return session.scalars(query).all()


def last_taught(session: Session) -> int:
    """How many answered questions there were when a model was trained last; 0 before that."""
    query = (
        select(EmbeddingModel.trained_on)
        .where(EmbeddingModel.trained_on.is_not(None))
        .order_by(EmbeddingModel.id.desc())
        .limit(1)
    )
    return session.scalar(query) or 0


def find(session: Session, name: str) -> EmbeddingModel:
    """The model of that name; NotFound with the names there are."""
    model = session.scalar(select(EmbeddingModel).where(EmbeddingModel.name == name))
    if model is None:
        known = ", ".join(other.name for other in models(session)) or "none yet"
        raise NotFound(
            "There is no model %(name)s. These are known: %(known)s.", name=name, known=known
        )
    return model


def indexed(session: Session) -> set[str]:
    """The stamps of the models whose vectors are in the index."""
    return stamps_in(raw_connection(session))


def unread(session: Session, embedder: Embedder) -> list[int]:
    """The published articles of which the model has not embedded the words they have now."""
    read = Reindexing(raw_connection(session), embedder).versions()
    published = _published(session)
    return [number for number, version in published.items() if read.get(number) != version]


def embed_beside(session: Session, embedder: Embedder, article_ids: Sequence[int]) -> None:
    """Embed these articles for a model that is not in service, which answers on undisturbed."""
    query = select(Article).where(
        Article.id.in_(article_ids), Article.state == ArticleState.PUBLISHED
    )
    articles = session.scalars(query.execution_options(populate_existing=True))
    found = [(article.id, article.version, document_of(article)) for article in articles]
    Reindexing(raw_connection(session), embedder).add(found)


def learn_beside(session: Session, embedder: Embedder) -> None:
    """Let a model that is not in service yet learn from experience, which takes longest."""
    experience = experience_of(session)
    if experience.questions:
        KnowledgeBase(raw_connection(session), embedder).learn(experience, "before it served")


def switch(session: Session, name: str, embedder: Embedder) -> None:
    """Let this model serve from the commit on; what was written meanwhile is embedded first.

    The model that served stays at hand with its vectors; those of older ones go.
    """
    hold_index(session)
    _catch_up(session, embedder)
    serving, model = serving_model(session), find(session, name)
    if serving is None or serving.name != name:
        _hand_over(session, serving, model)
    # Quick by now: the vectors of all questions are there but for those asked meanwhile.
    learn_if_new(session)
    kept = [model.stamp, *_stamps(session, ModelState.PREVIOUS)]
    forget_others(raw_connection(session), kept)


def _catch_up(session: Session, embedder: Embedder) -> None:
    embed_beside(session, embedder, unread(session, embedder))
    beside = Reindexing(raw_connection(session), embedder)
    published = _published(session)
    beside.drop([number for number in beside.versions() if number not in published])


def _hand_over(session: Session, serving: EmbeddingModel | None, model: EmbeddingModel) -> None:
    """One step at a time: there is never more than one model in service, and one before it."""
    older = session.scalar(
        select(EmbeddingModel).where(EmbeddingModel.state == ModelState.PREVIOUS)
    )
    steps = [(older, ModelState.RETIRED), (serving, ModelState.PREVIOUS)]
    for which, state in [*steps, (model, ModelState.SERVING)]:
        if which is not None:
            which.state = state
            session.flush()


def _stamps(session: Session, state: ModelState) -> Sequence[str]:
    return session.scalars(select(EmbeddingModel.stamp).where(EmbeddingModel.state == state)).all()


def _published(session: Session) -> dict[int, int]:
    """The version of each published article, also of those written since this session began."""
    query = select(Article.id, Article.version).where(Article.state == ArticleState.PUBLISHED)
    return dict(session.execute(query).tuples().all())
