"""Opening a conversation, and proving whose it is; every token and every proof comes to an end."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.conversations.models import Conversation, ConversationToken
from helpdesk.conversations.rules import CODE_PROVES, IDENTITY_PROVES, TOKEN_LASTS
from helpdesk.conversations.service.messages import NOT_OPEN, lock_for_customer
from helpdesk.customers.codes import Asker
from helpdesk.customers.models import Customer
from helpdesk.customers.rules import Identity
from helpdesk.customers.service import identify, prove_email
from helpdesk.languages.catalogues import language_of
from helpdesk.platform import clock
from helpdesk.platform.db import Json
from helpdesk.platform.errors import NotSignedIn


def start_conversation(
    session: Session, customer: Customer, *, page: Json, network: str = ""
) -> tuple[Conversation, str]:
    """A new conversation with the bot at the floor, and the token that opens it."""
    now = clock.now()
    conversation = Conversation(
        customer_id=customer.id,
        page=page,
        language=language_of(str(page.get("locale") or "")),
        network=network,
        created_at=now,
        last_message_at=now,
    )
    session.add(conversation)
    session.flush()
    return conversation, issue_token(session, conversation)


def issue_token(session: Session, conversation: Conversation) -> str:
    """One more token for the conversation; the earlier ones last as long as they would have.

    So an answer that got lost on its way locks nobody out, nor does another tab.
    """
    now = clock.now()
    mine = ConversationToken.conversation_id == conversation.id
    session.execute(delete(ConversationToken).where(mine, ConversationToken.expires_at <= now))
    token = new_token()
    row = ConversationToken(
        token_hash=hash_token(token), conversation_id=conversation.id, expires_at=now + TOKEN_LASTS
    )
    session.add(row)
    session.flush()
    return token


def conversation_of_token(session: Session, conversation_id: UUID, token: str) -> Conversation:
    """The conversation that this token opens; NotSignedIn for any other, existing or not."""
    conversation = session.scalar(
        select(Conversation)
        .join(ConversationToken, ConversationToken.conversation_id == Conversation.id)
        .where(Conversation.id == conversation_id)
        .where(ConversationToken.token_hash == hash_token(token))
        .where(ConversationToken.expires_at > clock.now())
    )
    if conversation is None:
        raise NotSignedIn(NOT_OPEN)
    return conversation


def prove_identity(session: Session, conversation_id: UUID, identity: Identity) -> None:
    """The company's site vouches for whoever writes here; SomebodyElse for another customer."""
    conversation = lock_for_customer(session, conversation_id)
    customer = identify(session, conversation.customer, identity)
    _prove(conversation, customer, IDENTITY_PROVES)


def prove_address(session: Session, conversation_id: UUID, email: str) -> None:
    """Whoever writes here typed the code that went to the address; SomebodyElse likewise."""
    conversation = lock_for_customer(session, conversation_id)
    customer = prove_email(session, conversation.customer, email)
    _prove(conversation, customer, CODE_PROVES)


def _prove(conversation: Conversation, customer: Customer, lasts: timedelta) -> None:
    """The conversation is this customer's, and for so long it may be told about their cases."""
    conversation.customer = customer
    until = clock.now() + lasts
    conversation.verified_until = max(until, conversation.verified_until or until)


def asker_of(conversation: Conversation) -> Asker:
    """Whoever writes here, as those who ask for codes are counted."""
    name = f"conversation:{conversation.id}"
    return Asker(name, network=conversation.network or name)
