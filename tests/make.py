"""Saved objects with sensible defaults, made by the same services that the desk uses."""

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import create_agent
from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.rules import Outline
from helpdesk.accounts.teams.service import add_team
from helpdesk.articles.models import Article
from helpdesk.articles.service.questions import Talk, find_answers
from helpdesk.articles.service.writing import Draft, publish_article, write_article
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.service import Grievance, receive_complaint
from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import IDENTITY_PROVES, Author
from helpdesk.conversations.service.access import start_conversation
from helpdesk.conversations.service.messages import Incoming, add_message, receive_message
from helpdesk.customers.models import Customer
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.platform import clock
from helpdesk.platform.audit import BOT, Actor
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import Request, open_ticket
from knowledge_base import Answer

PASSWORD = "correct horse battery"
_numbers = count(1)


def make_agent(session: Session, *, name: str = "Bob", role: Role = Role.AGENT) -> Agent:
    """A person of the desk whose password is PASSWORD."""
    agent = create_agent(
        session,
        email=f"{name.lower()}@desk.example",
        name=name,
        role=role,
        password=PASSWORD,
    )
    session.commit()
    return agent


def make_team(session: Session, name: str = "Orders", *members: Agent) -> Team:
    """A team of these people, who work when the desk is open."""
    outline = Outline(name, frozenset(agent.id for agent in members))
    team = add_team(session, outline, actor=Actor.agent(1))
    session.commit()
    return team


def make_customer(
    session: Session, *, name: str | None = "Alice", email: str | None = None
) -> Customer:
    """A customer; one with an address is verified, one without is a visitor."""
    now = clock.now()
    customer = Customer(name=name, email=email, verified_at=now if email else None, created_at=now)
    session.add(customer)
    session.commit()
    return customer


def make_conversation(
    session: Session, customer: Customer | None = None
) -> tuple[Conversation, str]:
    """A conversation with the bot at the floor, and its token; a verified customer's is proven."""
    page = {"url": "https://shop.example/kettles", "title": "Kettles", "locale": "en"}
    whose = customer or make_customer(session)
    conversation, token = start_conversation(session, whose, page=page)
    if whose.verified:
        conversation.verified_until = clock.now() + IDENTITY_PROVES
    session.commit()
    return conversation, token


def make_message(
    session: Session, conversation: Conversation, text: str = "Where is my parcel?"
) -> Message:
    """Something the customer typed, with the bot's job when the bot has the floor."""
    incoming = Incoming(f"made-{next(_numbers)}", text)
    message = receive_message(session, conversation.id, incoming)
    session.commit()
    return message


def make_bot_answer(
    session: Session, conversation: Conversation, text: str = "Within 30 days.", **words: Any
) -> Message:
    """Something the bot said; `view` holds a question id, so that it can be rated."""
    reply = Content(text, view=words.pop("view", {"question_id": 1, "confidence": 0.9}), **words)
    message = add_message(session, conversation, Author.BOT, reply)
    session.commit()
    return message


def make_article(
    session: Session,
    title: str = "Return an item",
    body: str = "Send it back within 30 days. We pay the postage.",
    *,
    published: bool = True,
    category: tuple[str, ...] = ("Orders",),
    language: str = "en",
) -> Article:
    """An article, found by customers and the bot unless it is not published."""
    article = write_article(session, Draft(title, body, category, language), actor=Actor.agent(1))
    if published:
        publish_article(session, article.id, actor=Actor.agent(1))
    session.commit()
    return article


def make_question(
    session: Session, text: str, *, asked_in: str, talk: Talk | None = None, locale: str = ""
) -> tuple[Answer, int]:
    """A message with one question that somebody asked; its answer, and its number."""
    found = find_answers(session, text, asked_in=asked_in, talk=talk, locale=locale)
    ((_, answer, number),) = found.answers
    return answer, number


def make_ticket(
    session: Session,
    customer: Customer | None = None,
    *,
    subject: str = "The lid broke",
    **more: Any,
) -> Ticket:
    """A new ticket that nobody has yet."""
    whose = customer or make_customer(session)
    request = Request(subject, more.pop("text", "It broke on day two."), "portal", **more)
    ticket = open_ticket(session, whose.id, request, actor=Actor.customer(whose.id))
    session.commit()
    return ticket


def make_complaint(
    session: Session,
    customer: Customer | None = None,
    *,
    what_happened: str = "Third parcel that arrives broken.",
    **more: Any,
) -> Complaint:
    """A complaint, acknowledged as every complaint is."""
    whose = customer or make_customer(session)
    key = more.pop("idempotency_key", f"made-{next(_numbers)}")
    grievance = Grievance(what_happened, "widget", key, **more)
    complaint = receive_complaint(session, whose.id, grievance, actor=BOT)
    session.commit()
    return complaint


def make_feedback(
    session: Session,
    verbatim: str = "The new sizes are great.",
    *,
    kind: FeedbackKind = FeedbackKind.SUGGESTION,
    source: Source = Source.MESSAGE,
    **more: Any,
) -> Feedback:
    """A record of what a customer expressed, with its first triage."""
    source_id = more.pop("source_id", f"made-{next(_numbers)}")
    expression = Expression(kind, source, source_id, verbatim, **more)
    feedback = record_feedback(session, expression, actor=BOT)
    session.commit()
    return feedback
