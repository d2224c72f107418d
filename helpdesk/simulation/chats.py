"""How chats of the demo's past go."""

from datetime import timedelta
from random import Random

from helpdesk.articles.models import Article
from helpdesk.complaints.unstated.rules import COMPLAINT
from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Author, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.access import start_conversation
from helpdesk.conversations.service.messages import Incoming, add_message, receive_message
from helpdesk.conversations.service.ratings import rate_conversation
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.platform.audit import BOT, Actor
from helpdesk.settings.current import working_time
from helpdesk.simulation.cast import Topic
from helpdesk.simulation.requests import ticket_from, work_on
from helpdesk.simulation.stage import Stage, Story

HANDED_OVER, BECOMES_TICKET, RATED = 0.35, 0.12, 0.45
SORRY = "I am sorry that this happened. Would you like me to file this as a complaint?"
FOR_A_PERSON = ("Can I talk to a person, please?", "that does not help, an agent please", "Human?")


def chat(stage: Stage, topic: Topic, customer: Customer) -> Story:
    """Asked in the widget, answered by the bot, and now and then by a person."""
    article = stage.articles[topic.article]
    page = {"url": "https://fernhill.example/", "title": "Fernhill", "locale": "en"}
    conversation, _ = start_conversation(stage.session, customer, page=page)
    yield from _ask(stage, conversation, stage.chance.choice(topic.asks), article)
    if stage.chance.random() < HANDED_OVER * (2 if stage.slow else 1):
        _say(stage, conversation, stage.chance.choice(FOR_A_PERSON))
        reason = HandoffReason.CUSTOMER_REQUEST
        floor.hand_off(stage.session, conversation.id, reason, actor=BOT)
        yield from _with_a_person(stage, topic, conversation)


def left_in_anger(stage: Stage, customer: Customer, words: str) -> Conversation:
    """Complained to the bot, which offered to file it, and left."""
    page = {"url": "https://fernhill.example/", "title": "Fernhill", "locale": "en"}
    conversation, _ = start_conversation(stage.session, customer, page=page)
    said = _say(stage, conversation, words)
    view = {"intent": COMPLAINT, "intent_confidence": 0.9, "sender_id": conversation.sender_id}
    sorry = Content(SORRY, view=view)
    add_message(stage.session, conversation, Author.BOT, sorry, in_reply_to=said)
    return conversation


def _ask(stage: Stage, conversation: Conversation, words: str, article: Article) -> Story:
    asked = _say(stage, conversation, words)
    yield stage.in_seconds(1, 2)
    paragraph = article.body.split("\n\n", 1)[0]
    source = {"title": article.title, "url": article.path, "article_id": article.id}
    answer = Content(paragraph.replace("**", ""), sources=[source])
    add_message(stage.session, conversation, Author.BOT, answer, in_reply_to=asked)
    yield stage.in_seconds(20, 240)


def _say(stage: Stage, conversation: Conversation, words: str) -> int:
    key = f"past-{stage.chance.getrandbits(64)}"
    message = receive_message(stage.session, conversation.id, Incoming(key, words))
    conversation.answered_up_to = message.id
    return message.id


def _with_a_person(stage: Stage, topic: Topic, conversation: Conversation) -> Story:
    """A chat that waits: taken, answered, resolved, and often rated."""
    habit = stage.somebody(chats=True)
    agent, asked_at = stage.agents[habit], clock.now()
    yield stage.when_worked(habit.answers_chat)
    waited = working_time().between(asked_at, clock.now())
    floor.reply(stage.session, conversation.id, agent, stage.chance.choice(topic.replies))
    yield stage.in_seconds(30, 600)
    ticket = None
    if stage.chance.random() < BECOMES_TICKET:
        ticket = ticket_from(stage, topic, conversation, agent)
    _say(stage, conversation, stage.chance.choice(topic.thanks))
    yield stage.in_seconds(30, 900)
    floor.resolve(stage.session, conversation.id, actor=Actor.agent(agent.id))
    yield stage.in_seconds(10, 3600)
    if stage.chance.random() < RATED:
        score = _score(stage.chance, waited)
        rate_conversation(stage.session, conversation.id, score=score, comment=None)
    if ticket:
        yield from work_on(stage, topic, ticket, habit)


def _score(chance: Random, waited: timedelta) -> int:
    """Who waited long is less content, and some are never or always."""
    minutes = waited.total_seconds() / 60
    mean = 4.4 - min(minutes / 20, 2.6)
    return max(1, min(5, round(chance.gauss(mean, 1))))
