"""What was sent is evidence: which learned replies answers began with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.macros.evidence import marks
from helpdesk.macros.rules import ids_of
from helpdesk.platform import events
from helpdesk.replies.models import LearnedReply, ReplyUse
from helpdesk.replies.rules.blanks import check_filled_in, shown_blanks

KIND = "reply"


def on_answer_composed(session: Session, fact: events.AnswerComposed) -> None:
    """Raise BlankLeft where the agent has yet to fill one in."""
    if _offered(session, fact.inserted):
        check_filled_in(fact.text, shown_blanks().values())


def on_inserted_sent(session: Session, fact: events.InsertedSent) -> None:
    """A learned reply whose words are still in the answer was used."""
    for reply_id, mark in marks(fact, _offered(session, fact.inserted)).items():
        session.add(ReplyUse(reply_id=reply_id, **mark))


def _offered(session: Session, inserted: tuple[str, ...]) -> dict[int, str]:
    ids = ids_of(KIND, inserted)
    query = select(LearnedReply.id, LearnedReply.text).where(LearnedReply.id.in_(ids))
    return dict(session.execute(query).tuples().all()) if ids else {}
