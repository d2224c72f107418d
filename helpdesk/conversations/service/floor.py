"""Passing the floor: to a person, back to the bot, and to the end."""

from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.queries import name_of
from helpdesk.accounts.service import tell_mentioned
from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.queries import conversations_held_by
from helpdesk.conversations.rules import (
    TEAM_SET,
    Author,
    Floor,
    HandoffReason,
    check_floor,
    check_seen,
    check_speaker,
    check_text,
)
from helpdesk.conversations.service.answers import note_links
from helpdesk.conversations.service.messages import (
    add_message,
    lock_conversation,
    reopen_if_resolved,
    say,
)
from helpdesk.conversations.waiting.telling import end_wait, expects
from helpdesk.languages.catalogues import gettext, speaking
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.live import INBOX, announce


def hand_off(
    session: Session,
    conversation_id: UUID,
    reason: HandoffReason,
    *,
    actor: Actor,
    announced: bool = False,
) -> Conversation:
    """Ask for a person; asking again changes nothing, and the customer always reads about it.

    What is `announced` in other words, as the bot does, is told by when a person answers alone.
    """
    conversation = lock_conversation(session, conversation_id)
    if conversation.floor in {Floor.WAITING, Floor.AGENT}:
        return conversation
    if reason is HandoffReason.CUSTOMER_REQUEST:
        reopen_if_resolved(session, conversation)
    conversation.handoff_reason = reason
    conversation.waiting_since = clock.now()
    _pass(session, conversation, Floor.WAITING, actor=actor, reason=reason)
    with speaking(conversation.spoken):
        line = "" if announced else gettext("A person takes over from here.")
        say(session, conversation, f"{line} {expects(session, conversation)}".lstrip())
    events.publish(session, events.ConversationHandedOver(conversation.id, reason))
    return conversation


def look_again(session: Session, conversation_id: UUID, seen: int | None) -> None:
    """Hold the conversation; raise FloorPassed when its floor is not where the agent saw it."""
    conversation = lock_conversation(session, conversation_id)
    change = audit.latest(session, "conversation", conversation.id)
    by = name_of(session, change.actor if change else audit.SYSTEM)
    other_team = change is not None and change.action == TEAM_SET
    check_seen(conversation.version, seen, floor=conversation.floor, by=by, other_team=other_team)


def take(session: Session, conversation_id: UUID, agent: Agent) -> Conversation:
    """The agent has the floor from now on; the bot is silent, also mid-turn."""
    return give(session, conversation_id, agent, actor=Actor.agent(agent.id))


def give(session: Session, conversation_id: UUID, to: Agent, *, actor: Actor) -> Conversation:
    """That agent has the floor from now on: they, a colleague or the desk itself said so."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.floor is Floor.AGENT and conversation.agent_id == to.id:
        return conversation
    if conversation.floor is Floor.AGENT:
        change = audit.Change(
            "conversation",
            conversation.id,
            "taken over" if actor == Actor.agent(to.id) else "passed on",
            before={"agent": conversation.agent_id},
            after={"agent": to.id},
        )
        audit.record(session, actor, change)
        conversation.version += 1
    else:
        _pass(session, conversation, Floor.AGENT, actor=actor)
    conversation.agent_id = to.id
    conversation.agent = to
    conversation.given_at = clock.now()
    conversation.resolved_at = None
    with speaking(conversation.spoken):
        say(session, conversation, gettext("%(name)s joined.", name=to.name))
    if actor != Actor.agent(to.id):
        given = events.ConversationGiven(conversation.id, to.id, actor.agent_id)
        events.publish(session, given)
    return conversation


def put_back(session: Session, conversation_id: UUID, *, by: Agent) -> Conversation:
    """Whoever takes it next has the floor; its customer reads that somebody else goes on."""
    conversation = lock_conversation(session, conversation_id)
    requeue(session, conversation, actor=Actor.agent(by.id), reason="Put back into the queue.")
    return conversation


def reply(
    session: Session,
    conversation_id: UUID,
    agent: Agent,
    text: str,
    inserted: tuple[str, ...] = (),
) -> Message:
    """The agent's words to the customer; they take the floor unless a colleague has it.

    `inserted` names what they began with of all that was offered, such as `macro:3`.
    """
    conversation = lock_conversation(session, conversation_id)
    name = conversation.agent.name if conversation.agent else ""
    check_speaker(conversation.floor, conversation.agent_id, agent.id, name=name)
    words = Content(check_text(text))
    if inserted:
        events.publish(session, events.AnswerComposed(words.text, inserted))
    if conversation.floor is not Floor.AGENT:
        take(session, conversation_id, agent)
    end_wait(session, conversation)
    conversation.came_back_from = []
    note_links(session, conversation, words.text, actor=Actor.agent(agent.id))
    message = add_message(session, conversation, Author.AGENT, words, agent_id=agent.id)
    events.publish(session, events.MessageAnswered(conversation.id, message.id))
    if inserted:
        events.publish(session, events.InsertedSent(words.text, inserted, message_id=message.id))
    return message


def write_note(session: Session, conversation_id: UUID, agent: Agent, text: str) -> Message:
    """A note for colleagues; the customer never sees it."""
    conversation = lock_conversation(session, conversation_id)
    words = Content(check_text(text))
    tell_mentioned(session, words.text, by=agent, conversation_id=conversation.id)
    return add_message(session, conversation, Author.AGENT, words, agent_id=agent.id, note=True)


def hand_back(session: Session, conversation_id: UUID, agent: Agent) -> Conversation:
    """The bot has the floor again, with a fresh memory; it answers what is written from now on."""
    conversation = lock_conversation(session, conversation_id)
    _pass(session, conversation, Floor.BOT, actor=Actor.agent(agent.id))
    with speaking(conversation.spoken):
        back = gettext("The bot is back. Ask it, or ask for a person again.")
    line = say(session, conversation, back)
    conversation.session_number += 1
    conversation.answered_up_to = conversation.session_after = line.id
    conversation.agent_id = conversation.handoff_reason = conversation.waiting_since = None
    conversation.team = conversation.team_id = None
    conversation.came_back_from = []
    return conversation


def resolve(session: Session, conversation_id: UUID, *, actor: Actor) -> Conversation:
    """Nothing is left to do; the customer may still write, which opens it again."""
    conversation = lock_conversation(session, conversation_id)
    _pass(session, conversation, Floor.RESOLVED, actor=actor)
    conversation.resolved_at = clock.now()
    with speaking(conversation.spoken):
        done = gettext("This conversation is resolved. Write again whenever you like.")
    line = say(session, conversation, done)
    conversation.answered_up_to = line.id
    conversation.waiting_since = None
    audit_episode(session, conversation, "resolved", actor=actor)
    events.publish(
        session, events.ConversationResolved(conversation.id, conversation.session_number)
    )
    return conversation


def release_conversations(session: Session, fact: events.AgentLeft) -> None:
    """The conversations of an agent who left wait for a colleague, and their customers read so."""
    for conversation_id in conversations_held_by(session, fact.agent_id):
        conversation = lock_conversation(session, conversation_id)
        requeue(session, conversation, actor=fact.actor, reason="The agent left.")


def requeue(session: Session, conversation: Conversation, *, actor: Actor, reason: str) -> None:
    """The locked conversation waits for whoever takes it next, and its customer reads so.

    Who waited already keeps their place.
    """
    conversation.waiting_since = conversation.waiting_since or clock.now()
    had_it = [conversation.agent_id] if conversation.agent_id else []
    conversation.came_back_from = [*conversation.came_back_from, *had_it]
    _pass(session, conversation, Floor.WAITING, actor=actor, reason=reason)
    conversation.agent_id = conversation.agent = None
    with speaking(conversation.spoken):
        line = gettext("Another person goes on.")
        say(session, conversation, f"{line} {expects(session, conversation)}")


def audit_episode(
    session: Session, conversation: Conversation, action: str, *, actor: Actor
) -> None:
    """Note in the audit trail what happened to the conversation since it last started afresh."""
    after = {"session": conversation.session_number}
    change = audit.Change("conversation", conversation.id, action, after=after)
    audit.record(session, actor, change)


def _pass(
    session: Session,
    conversation: Conversation,
    floor: Floor,
    *,
    actor: Actor,
    reason: str | None = None,
) -> None:
    check_floor(conversation.floor, floor)
    change = audit.Change(
        "conversation",
        conversation.id,
        "floor passed",
        before={"floor": conversation.floor},
        after={"floor": floor},
        reason=reason,
    )
    audit.record(session, actor, change)
    conversation.floor = floor
    conversation.version += 1
    announce(session, conversation.topic, kind="floor")
    announce(session, INBOX, kind="floor", id=str(conversation.id))
