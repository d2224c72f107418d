"""The agents' API for conversations: who has the floor, and everything that was said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import g
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.articles.schemas import Answer, Answers, AnswerShown, answers_shown
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import messages_for_agent
from helpdesk.conversations.rules import Author, Floor, HandoffReason
from helpdesk.conversations.service import answers
from helpdesk.conversations.service.linking import case_of
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform.audit import Actor
from helpdesk.web.api_lists import Listed, Shown, Window, newest_first

blueprint = APIBlueprint(
    "conversations_api", __name__, url_prefix="/api/v1/conversations", tag="Conversations"
)


class ConversationWindow(Window):
    """Which conversations, and which part of them."""

    floor: Floor | None = None


class ConversationShown(Shown):
    """A conversation as it stands."""

    id: UUID
    customer_id: UUID
    channel: str
    floor: Floor
    agent_id: int | None
    handoff_reason: HandoffReason | None
    waiting_since: datetime | None
    resolved_at: datetime | None
    satisfaction: int | None
    created_at: datetime
    last_message_at: datetime


class MessageShown(Shown):
    """Something said; `note` is for agents only, `bot_view` is what the bot thought.

    `helpful` and `comment` are what the customer said of an answer.
    """

    id: int
    author: Author
    agent_id: int | None
    text: str
    note: bool
    buttons: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    bot_view: dict[str, Any] | None
    helpful: bool | None
    comment: str | None
    created_at: datetime


class WholeConversation(ConversationShown):
    """A conversation with its messages, oldest first, and the articles that answered it."""

    messages: list[MessageShown]
    articles: list[AnswerShown]


@blueprint.get("")
@program()
@blueprint.input(ConversationWindow, location="query")
@blueprint.output(Listed[ConversationShown])
def listed(query_data: ConversationWindow) -> Listed[ConversationShown]:
    """Conversations, those begun last first."""
    query = select(Conversation)
    if query_data.floor:
        query = query.where(Conversation.floor == query_data.floor)
    page = newest_first(
        database(), query, Conversation.created_at, key=Conversation.id, window=query_data
    )
    return Listed(
        items=[ConversationShown.model_validate(one) for one in page.items], next=page.next
    )


@blueprint.get("/<uuid:conversation_id>")
@program()
@blueprint.output(WholeConversation)
def read(conversation_id: UUID) -> WholeConversation:
    """One conversation with everything that was said, notes included."""
    conversation = get_conversation(database(), conversation_id)
    said = messages_for_agent(database(), conversation.id)
    fields = ConversationShown.model_validate(conversation).model_dump()
    messages = [MessageShown.model_validate(message) for message in said]
    return WholeConversation(
        **fields, messages=messages, articles=_answers(conversation_id).articles
    )


@blueprint.post("/<uuid:conversation_id>/articles")
@program()
@blueprint.input(Answer)
@blueprint.output(Answers, status_code=201)
def mark(conversation_id: UUID, json_data: Answer) -> Answers:
    """This article answers the customer; marking it again changes nothing."""
    answers.mark_answer(database(), conversation_id, json_data.article_id, actor=_actor())
    return _answers(conversation_id)


@blueprint.delete("/<uuid:conversation_id>/articles/<int:article_id>")
@program()
@blueprint.output(Answers)
def unmark(conversation_id: UUID, article_id: int) -> Answers:
    """The article does not answer the customer, after all."""
    answers.unmark_answer(database(), conversation_id, article_id, actor=_actor())
    return _answers(conversation_id)


def _answers(conversation_id: UUID) -> Answers:
    session = database()
    conversation = get_conversation(session, conversation_id)
    return Answers(articles=answers_shown(session, case_of(session, conversation)))


def _actor() -> Actor:
    return Actor.agent(g.agent.id)
