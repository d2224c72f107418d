"""What an agent sees while answering: articles that may fit, and those that are marked."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answering import AskedIn, answers_of
from helpdesk.articles.models import AnsweredQuestion, Article
from helpdesk.articles.reading.highlighting import shown
from helpdesk.articles.service.writing import search
from helpdesk.platform.config import settings_in_use
from knowledge_base.audience import Audience

MOST_SUGGESTED = 3
PASSAGE = 150
LONGEST_SEARCH = 500


@dataclass(frozen=True)
class Suggestion:
    """An article with the passage that fits, and what a reply gets when its link is put in.

    One for agents only has no link: the customer could not open it.
    """

    article_id: int
    title: str
    passage: Markup
    link: str | None
    is_answer: bool


@dataclass(frozen=True)
class Panel:
    """The articles beside a ticket or conversation; `words` is what the agent searched for."""

    words: str
    asked: bool
    suggestions: list[Suggestion]
    answers: list[AnsweredQuestion]


def panel_of(session: Session, case: AskedIn, words: str) -> Panel:
    """Articles for the agent's words, or without any for what the customer asked."""
    typed = words.replace("\x00", "").strip()[:LONGEST_SEARCH]
    query = typed or case.question
    answers = answers_of(session, case)
    known = {answer.article_id for answer in answers}
    return Panel(typed, bool(case.asked), _suggestions(session, query, known), answers)


def _suggestions(session: Session, query: str, known: set[int]) -> list[Suggestion]:
    if not query:
        return []
    hits = search(session, query, limit=MOST_SUGGESTED, audience=Audience.AGENTS)
    linkable = _linkable(session, [hit.article_id for hit in hits])
    base = settings_in_use().base_url
    return [
        Suggestion(
            hit.article_id,
            hit.title,
            passage.html,
            f"{hit.title}\n{base}{hit.url}" if hit.article_id in linkable else None,
            hit.article_id in known,
        )
        for hit, passage in zip(hits, shown(session, hits, query, longest=PASSAGE), strict=True)
    ]


def _linkable(session: Session, article_ids: list[int]) -> set[int]:
    """Those that customers can open."""
    query = select(Article.id).where(Article.id.in_(article_ids), Article.read_by_customers())
    return set(session.scalars(query))
