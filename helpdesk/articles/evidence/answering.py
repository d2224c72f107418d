"""Marking articles as what answered a customer, and taking that back."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answered
from helpdesk.articles.evidence.mentions import articles_linked
from helpdesk.articles.models import AnsweredQuestion, Article
from helpdesk.articles.rules import Strength, check_answer, check_link
from helpdesk.platform import audit
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound


@dataclass(frozen=True)
class AskedIn:
    """A ticket or conversation: where questions were asked in it, the newest question, if any,
    and how surely an article that is marked there is known to have answered."""

    kind: str
    id: object
    sources: tuple[str, ...]
    asked: answered.Asked | None
    strength: Strength

    @property
    def question(self) -> str:
        return self.asked.text if self.asked else ""


def answers_of(session: Session, case: AskedIn) -> list[AnsweredQuestion]:
    """The articles that answered the customer."""
    return answered.answers_of(session, case.sources)


def mark(session: Session, case: AskedIn, article_id: int, *, actor: Actor) -> None:
    """This article answers the customer; marking it again changes nothing."""
    article = _article(session, article_id)
    asked = check_answer(article.state, article.audience, case.asked)
    _mark(session, case, asked, article=article, actor=actor)


def mark_links(session: Session, case: AskedIn, text: str, *, actor: Actor) -> None:
    """Whatever article the words for the customer link to answers what they asked, if anything.

    Raises RuleBroken when the customer could not open the link.
    """
    for article in articles_linked(session, text):
        check_link(article.title, article.audience)
        if case.asked:
            _mark(session, case, case.asked, article=article, actor=actor)


def unmark(session: Session, case: AskedIn, article_id: int, *, actor: Actor) -> None:
    """The article did not answer the customer after all; NotFound when nobody said it did."""
    article = _article(session, article_id)
    if not [source for source in case.sources if answered.withdraw(session, source, article_id)]:
        raise NotFound("That article is not marked as the answer here.")
    _note(session, case, "answer withdrawn", actor=actor, article=article)


def weigh(session: Session, case: AskedIn) -> None:
    """What is marked where the newest question was asked counts as much as the case says now."""
    answered.weigh(session, case.sources[-1], case.strength)


def _article(session: Session, article_id: int) -> Article:
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    return article


def _mark(
    session: Session, case: AskedIn, asked: answered.Asked, *, article: Article, actor: Actor
) -> None:
    if answered.record(session, asked, article_id=article.id, strength=case.strength):
        _note(session, case, "answer marked", actor=actor, article=article)


def _note(session: Session, case: AskedIn, action: str, *, actor: Actor, article: Article) -> None:
    change = audit.Change(
        case.kind, case.id, action, after={"article": article.id}, reason=article.title
    )
    audit.record(session, actor, change)
