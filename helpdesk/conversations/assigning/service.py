"""Giving waiting chats to somebody who is there."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.choosing import Lack, Need, Way, choose
from helpdesk.accounts.teams.explaining import CHOSEN, explanation
from helpdesk.accounts.teams.queries import candidates, members_of, take_turn
from helpdesk.conversations.assigning.settings import Chats
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service.floor import give
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import audit, events
from helpdesk.platform.audit import RULE
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current

QUEUE = "giving chats"
AT_ONCE = 100


def on_handed_over(session: Session, fact: events.ConversationHandedOver) -> None:
    """A worker looks for somebody, where chats are not given by hand."""
    if current(Chats).way is not Way.BY_HAND:
        enqueue(session, "give_chats")


def give_chats(session: Session) -> None:
    """Whoever waits longest comes first; nobody gets one back that they let wait."""
    if current(Chats).way is Way.BY_HAND:
        return
    one_at_a_time(session, QUEUE)  # else two at once would go to the same person
    waiting = select(Conversation.id).where(Conversation.floor == Floor.WAITING)
    for key in session.scalars(
        waiting.order_by(Conversation.waiting_since, Conversation.id).limit(AT_ONCE)
    ).all():
        conversation = lock_conversation(session, key)
        if conversation.floor is Floor.WAITING:
            _give(session, conversation)


def _give(session: Session, conversation: Conversation) -> None:
    wanted = current(Chats)
    need = Need(
        conversation.language or conversation.spoken,
        members=members_of(session, conversation.team_id),
        came_back_from=frozenset(conversation.came_back_from),
    )
    found = choose(wanted.way, need, candidates(session, _loads(session)), wanted.capacity)
    if isinstance(found, Lack):
        return
    why = explanation(wanted.way, need, conversation.team, found)
    audit.record(session, RULE, audit.Change("conversation", conversation.id, CHOSEN, after=why))
    agent = session.get_one(Agent, found.agent_id)
    take_turn(session, agent)
    give(session, conversation.id, agent, actor=RULE)


def _loads(session: Session) -> dict[int, int]:
    """How many chats each has."""
    held = select(Conversation.agent_id, func.count()).where(Conversation.floor == Floor.AGENT)
    found = session.execute(held.group_by(Conversation.agent_id))
    return {agent_id: number for agent_id, number in found if agent_id}
