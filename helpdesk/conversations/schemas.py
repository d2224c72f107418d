"""What the widget and the bot send, checked before anything else looks at it."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from helpdesk.conversations.rules import HandoffReason
from helpdesk.customers.rules import LONGEST_CONTACT


class Body(BaseModel):
    """Unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class InConversation(Body):
    """What the bot sends names the conversation that it is sent for."""

    conversation_id: UUID


class Page(Body):
    """The page the customer is on."""

    url: str = Field(default="", max_length=2000)
    title: str = Field(default="", max_length=300)
    locale: str = Field(default="", max_length=20)


class NewConversation(Body):
    """A customer opens a conversation, known to the site or not."""

    identity: str | None = Field(None, max_length=4000)
    page: Page = Page()


class NewMessage(Body):
    """Typed words or an offered button's payload."""

    text: str | None = Field(None, max_length=100_000)
    payload: str | None = Field(None, max_length=2000)
    client_id: str = Field(min_length=1, max_length=100)


class Since(BaseModel):
    """Messages after this id."""

    after: int = Field(0, ge=0)


class IdentityProof(Body):
    """The signed identity that the company's site hands over."""

    identity: str = Field(max_length=4000)


class Contact(Body):
    """Where an answer reaches the customer."""

    contact: str = Field(max_length=LONGEST_CONTACT)


class Thumb(Body):
    """Whether an answer helped."""

    helpful: bool
    comment: str | None = Field(None, max_length=2000)


class Satisfaction(Body):
    """How a whole conversation was."""

    score: Literal[1, 2, 3, 4, 5]
    comment: str | None = Field(None, max_length=2000)


class Handoff(Body):
    """The bot asks for a person."""

    conversation_id: UUID
    reason: HandoffReason
    intent: str | None = Field(None, max_length=100)
    intent_confidence: float | None = None


class BotQuestion(Body):
    """The bot looks something up."""

    conversation_id: UUID
    question: str = Field(max_length=100_000)
    intent: str | None = Field(None, max_length=100)
    intent_confidence: float | None = None
