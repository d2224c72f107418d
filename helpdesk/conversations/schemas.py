"""What the widget and the bot send, checked before anything else looks at it, and what they get."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from helpdesk.conversations.rules import Author, Floor, HandoffReason
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


class Seen(Body):
    """The newest message that the customer has read."""

    id: int = Field(ge=0, le=2**63 - 1)


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
    beside: bool = False
    """Look up only what is asked beside what is told."""
    intent: str | None = Field(None, max_length=100)
    intent_confidence: float | None = None


class Chosen(InConversation):
    """What the customer chose of several, by the key that it was offered with."""

    choice: str = Field(max_length=1000)


class Refused(InConversation):
    """The answer to this question did not help."""

    question_id: int


class Settings(BaseModel):
    """What the widget shows before anything is said."""

    company: str
    accent: str
    logo: str | None
    hours: str | None
    people_available: bool


class Issued(BaseModel):
    """The only key to a conversation, and in how many seconds it ends."""

    token: str
    expires_in: int


class Started(Issued):
    """A conversation was opened."""

    conversation_id: UUID


class Accepted(BaseModel):
    """The message is kept under this id."""

    id: int


class Choice(BaseModel):
    """A button under a message, and what it sends."""

    title: str
    payload: str


class Source(BaseModel):
    """Where an answer stands: an article, as far as it has an address or is still known."""

    title: str
    url: str | None = None
    article_id: int | None = None
    excerpt: str | None = None


class Message(BaseModel):
    """Something said; `helpful` and `comment` are what the customer said of an answer."""

    id: int
    author: Author
    author_name: str
    text: str
    buttons: list[Choice]
    sources: list[Source]
    confidence: float | None
    rateable: bool
    helpful: bool | None
    comment: str | None
    client_id: str | None
    created_at: str = Field(json_schema_extra={"format": "date-time"})


class AgentName(BaseModel):
    """Who answers, as customers call them."""

    name: str


class FloorState(BaseModel):
    """Who has the floor; `ask_contact` where nobody knows how to reach the customer later.

    `seen` is the newest message that the person who has the conversation has read.
    """

    floor: Floor
    agent: AgentName | None
    ask_contact: bool
    seen: int


class History(FloorState):
    """What was said after an id."""

    messages: list[Message]


class Typing(BaseModel):
    """Somebody is writing."""

    author: Literal["bot", "agent"]
    name: str | None


class Events(BaseModel):
    """The stream's events by their names, each with what it carries."""

    message: Message
    floor: FloorState
    typing: Typing


class AnswerRated(BaseModel):
    """What is kept of the customer's words about an answer."""

    message_id: int
    comment: str | None


class ConversationRated(BaseModel):
    """What is kept of the customer's words about the whole conversation."""

    score: int
    comment: str | None


class Proven(BaseModel):
    """Whether the conversation is a known customer's now."""

    verified: bool
