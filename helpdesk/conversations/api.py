"""The widget's API: start, write, read, stream, rate, ask for a person."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, current_app, request

from helpdesk.accounts.auth import database, public
from helpdesk.conversations import stream
from helpdesk.conversations.auth import holder, network_digest
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import (
    BOT_NAME,
    floor_json,
    message_json,
    messages_for_customer,
    people_available,
)
from helpdesk.conversations.rules import TOKEN_LASTS, HandoffReason
from helpdesk.conversations.schemas import (
    Accepted,
    AnswerRated,
    Contact,
    ConversationRated,
    Events,
    FloorState,
    History,
    IdentityProof,
    Issued,
    NewConversation,
    NewMessage,
    Proven,
    Satisfaction,
    Seen,
    Settings,
    Since,
    Started,
    Thumb,
)
from helpdesk.conversations.service import access, floor, messages, ratings, seeing, typing
from helpdesk.conversations.service.contact import keep_contact
from helpdesk.customers.rules import Identity, identity_of
from helpdesk.customers.service import create_visitor
from helpdesk.platform import audit, clock
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company, OpeningHours
from helpdesk.web import event_stream

blueprint = APIBlueprint("widget", __name__, url_prefix="/api/v1/widget", tag="Widget")


@blueprint.get("/settings")
@public
@blueprint.output(Settings)
def settings() -> dict[str, Any]:
    """What the widget shows before anything is said."""
    company = current(Company)
    return {
        "company": company.name,
        "accent": company.accent,
        "logo": company.logo_path,
        "hours": current(OpeningHours).words,
        "people_available": people_available(database()) > 0,
    }


@blueprint.post("/conversations")
@public
@blueprint.doc(responses=[401])
@blueprint.input(NewConversation)
@blueprint.output(Started, status_code=201)
def start(json_data: NewConversation) -> dict[str, Any]:
    """Open a conversation; the token in the answer is the only key to it."""
    session, page = database(), json_data.page.model_dump()
    conversation, token = access.start_conversation(
        session, create_visitor(session), page=page, network=network_digest()
    )
    if json_data.identity:
        access.prove_identity(session, conversation.id, _identity(json_data.identity))
    return {"conversation_id": conversation.id, **_token(token)}


@blueprint.post("/conversations/<uuid:conversation_id>/token")
@holder
@blueprint.doc(responses=[401])
@blueprint.output(Issued, status_code=201)
def renew(conversation: Conversation) -> dict[str, Any]:
    """A fresh token before the old one ends; the old one goes on until then."""
    return _token(access.issue_token(database(), conversation))


@blueprint.post("/conversations/<uuid:conversation_id>/messages")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(NewMessage)
@blueprint.output(Accepted, status_code=202)
def write(conversation: Conversation, json_data: NewMessage) -> dict[str, Any]:
    """Accept a message: it is kept once, whatever happens next."""
    incoming = messages.Incoming(json_data.client_id, json_data.text, json_data.payload)
    message = messages.receive_message(database(), conversation.id, incoming)
    return {"id": message.id}


@blueprint.get("/conversations/<uuid:conversation_id>/messages")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(Since, location="query")
@blueprint.output(History)
def read(conversation: Conversation, query_data: Since) -> dict[str, Any]:
    """Messages after an id, and who has the floor."""
    found = messages_for_customer(database(), conversation, after=query_data.after)
    return {
        **floor_json(conversation),
        "messages": [message_json(message, bot_name=BOT_NAME) for message in found],
    }


@blueprint.post("/conversations/<uuid:conversation_id>/seen")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(Seen)
@blueprint.output(FloorState)
def sees(conversation: Conversation, json_data: Seen) -> dict[str, Any]:
    """The customer has read up to that message."""
    seeing.customer_saw(database(), conversation, json_data.id)
    return floor_json(conversation)


@blueprint.post("/conversations/<uuid:conversation_id>/typing")
@holder
@blueprint.doc(responses=[401])
@blueprint.output(FloorState)
def types(conversation: Conversation) -> dict[str, Any]:
    """The customer is writing: agents who read the conversation see it for a moment."""
    typing.tell_agents(database(), conversation)
    return floor_json(conversation)


@blueprint.get("/conversations/<uuid:conversation_id>/events")
@holder
@blueprint.doc(responses=[401])
@blueprint.output(Events, content_type="text/event-stream")
def follow(conversation: Conversation) -> Response:
    """Server-sent events: `message`, `floor` and `typing`; `Last-Event-ID` resumes."""
    last = stream.last_id(request.headers.get("Last-Event-ID", ""))
    reader = stream.Reader(conversation.id, last)
    hub = current_app.extensions["hub"]
    lines = event_stream.events(hub, conversation.topic, reader.read)
    return event_stream.response(hub, lines, *stream.counts(conversation))


@blueprint.post("/conversations/<uuid:conversation_id>/messages/<int:message_id>/rating")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(Thumb)
@blueprint.output(AnswerRated)
def rate(conversation: Conversation, json_data: Thumb, message_id: int) -> dict[str, Any]:
    """Did this answer help? What is kept of the customer's words comes back."""
    message = ratings.rate_answer(
        database(), conversation, message_id, helpful=json_data.helpful, comment=json_data.comment
    )
    return {"message_id": message_id, "comment": message.comment}


@blueprint.post("/conversations/<uuid:conversation_id>/handoff")
@holder
@blueprint.doc(responses=[401])
@blueprint.output(FloorState, status_code=202)
def ask_for_a_person(conversation: Conversation) -> dict[str, Any]:
    """The customer wants a person; asking twice changes nothing."""
    actor = audit.Actor.customer(conversation.customer_id)
    after = floor.hand_off(database(), conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=actor)
    return floor_json(after)


@blueprint.post("/conversations/<uuid:conversation_id>/contact")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(Contact)
@blueprint.output(FloorState)
def leave_contact(conversation: Conversation, json_data: Contact) -> dict[str, Any]:
    """Where an answer reaches the customer who closes the page; it proves nothing."""
    keep_contact(database(), conversation, json_data.contact)
    return floor_json(conversation)


@blueprint.post("/conversations/<uuid:conversation_id>/identity")
@holder
@blueprint.doc(responses=[401, 409])
@blueprint.input(IdentityProof)
@blueprint.output(Proven)
def prove(conversation: Conversation, json_data: IdentityProof) -> dict[str, Any]:
    """The visitor signed in on the company's site meanwhile, or is still signed in there."""
    access.prove_identity(database(), conversation.id, _identity(json_data.identity))
    return {"verified": True}


@blueprint.post("/conversations/<uuid:conversation_id>/satisfaction")
@holder
@blueprint.doc(responses=[401])
@blueprint.input(Satisfaction)
@blueprint.output(ConversationRated)
def judge(conversation: Conversation, json_data: Satisfaction) -> dict[str, Any]:
    """How was the whole conversation? What is kept of the customer's words comes back."""
    rating = ratings.rate_conversation(
        database(), conversation.id, score=json_data.score, comment=json_data.comment
    )
    return {"score": rating.score, "comment": rating.comment}


def _identity(token: str) -> Identity:
    return identity_of(token, key=current_app.config["SITE_KEY"], now=clock.now())


def _token(token: str) -> dict[str, Any]:
    return {"token": token, "expires_in": int(TOKEN_LASTS.total_seconds())}
