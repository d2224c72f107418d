"""How the agents' API names the articles that answered a ticket or conversation."""

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answering import AskedIn, answers_of
from helpdesk.articles.rules import Strength
from helpdesk.platform.config import settings_in_use


class Answer(BaseModel):
    """Which article answers."""

    model_config = ConfigDict(extra="forbid")
    article_id: int = Field(ge=1, le=2**63 - 1)


class AnswerShown(BaseModel):
    """An article that answered, and how surely: linked, helpful or accepted."""

    article_id: int
    title: str
    url: str
    strength: Strength


class Answers(BaseModel):
    """Every article that answered."""

    articles: list[AnswerShown]


def answers_shown(session: Session, case: AskedIn) -> list[AnswerShown]:
    """The articles that answered, first marked first."""
    base = settings_in_use().base_url
    return [
        AnswerShown(
            article_id=row.article_id,
            title=row.article.title,
            url=f"{base}{row.article.path}",
            strength=row.strength,
        )
        for row in answers_of(session, case)
    ]
