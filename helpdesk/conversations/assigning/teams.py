"""Whose conversation it is: one team's, or anybody's."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.queries import is_member
from helpdesk.accounts.teams.rules import check_offered
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import TEAM_SET, Floor
from helpdesk.conversations.service.floor import requeue
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import audit, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.live import INBOX, announce


def give_to_team(
    session: Session, conversation_id: UUID, team: Team | None, *, by: Agent
) -> Conversation:
    """Who of the desk is to have it, None for anybody; raise TeamRefused for a retired team.

    Whoever has it and is not in that team has it no longer.
    """
    conversation = lock_conversation(session, conversation_id)
    if conversation.team_id == (team.id if team else None):
        return conversation
    if team:
        check_offered(team.name, retired=team.retired_at is not None)
    before, after = ({"team": each.name if each else ""} for each in (conversation.team, team))
    change = audit.Change("conversation", conversation.id, TEAM_SET, before, after)
    audit.record(session, Actor.agent(by.id), change)
    conversation.team, conversation.team_id = team, team.id if team else None
    conversation.version += 1
    announce(session, INBOX, kind="floor", id=str(conversation.id))
    holder = conversation.agent_id if conversation.floor is Floor.AGENT else None
    if team and holder and not is_member(session, team.id, holder):
        requeue(session, conversation, actor=Actor.agent(by.id), reason="It is another team's.")
    return conversation


def on_team_left(session: Session, fact: events.TeamLeft) -> None:
    """The team's conversations that somebody had who left it wait for another member."""
    theirs = select(Conversation.id).where(
        Conversation.floor == Floor.AGENT,
        Conversation.agent_id == fact.agent_id,
        Conversation.team_id == fact.team_id,
    )
    for conversation_id in session.scalars(theirs).all():
        conversation = lock_conversation(session, conversation_id)
        requeue(session, conversation, actor=fact.actor, reason="The agent left the team.")
