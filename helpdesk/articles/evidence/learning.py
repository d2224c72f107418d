"""Learning from what agents linked and customers found helpful, whenever there is something new."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.knowledge import knowledge_base
from helpdesk.articles.models import AnsweredQuestion, Article
from helpdesk.articles.rules import ArticleState
from helpdesk.articles.settings import Answers
from helpdesk.platform.db import try_alone
from helpdesk.platform.events import CustomerErased
from helpdesk.settings.current import current

_LEARNING = "learning from experience"


def learn_if_new(session: Session) -> int | None:
    """Learn when articles or evidence changed since the last time; from how many questions.

    None when nothing is new or somebody else is learning. What was learned serves every process
    from the commit on.
    """
    if not try_alone(session, _LEARNING):
        return None
    base, state = knowledge_base(session), _state(session)
    base.complete()
    if base.learned_from() == state:
        return None
    ranker = base.learn(experience_of(session), state)
    return len(ranker.known.questions) if ranker else 0


def on_customer_erased(session: Session, _fact: CustomerErased) -> None:
    """Nothing learned keeps their words: the next learning, within a minute, is without them.

    Other models than the one in service would not learn again, so theirs goes at once.
    """
    knowledge_base(session).forget_others()


def _state(session: Session) -> str:
    """Everything that a ranking depends on, in one line that changes when any of it does."""
    published = Article.state == ArticleState.PUBLISHED
    articles = session.execute(
        select(func.count(), func.sum(Article.version), func.max(Article.id)).where(published)
    ).one()
    evidence = session.execute(
        select(func.count(), func.max(AnsweredQuestion.id), func.max(AnsweredQuestion.recorded_at))
    ).one()
    return f"{tuple(articles)} {tuple(map(str, evidence))} {current(Answers).target_precision}"
