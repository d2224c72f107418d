"""Hiding a reply that should be said to nobody again."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound
from helpdesk.replies.models import LearnedQuestion, LearnedReply


def hide(session: Session, reply_id: int, *, actor: Actor) -> None:
    """Suggest it never again: its words are forgotten, and not learned from anybody else."""
    reply = session.get(LearnedReply, reply_id, with_for_update=True)
    if reply is None or reply.hidden_at:
        raise NotFound("There is no such reply. Somebody may have hidden it.")
    taught = LearnedQuestion.reply_id == reply.id
    forgotten = {"reply_id": None, "text": "", "embedding": None, "recipe": None}
    session.execute(update(LearnedQuestion).where(taught).values(dimension=None, **forgotten))
    reply.text, reply.hidden_at = "", clock.now()
    audit.record(session, actor, audit.Change("reply", reply.id, "hidden"))
