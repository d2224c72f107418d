"""Who calls the widget's API: whoever holds the conversation's own token, and from where."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from flask import current_app, request

from helpdesk.accounts.auth import bearer, database
from helpdesk.authentication.pauses import network_of
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service.access import conversation_of_token

P = ParamSpec("P")
R = TypeVar("R")


def holder(view: Callable[Concatenate[Conversation, P], R]) -> Callable[Concatenate[UUID, P], R]:
    """Only whoever holds the conversation's own token may call this."""

    @wraps(view)
    def guarded(conversation_id: UUID, *args: P.args, **kwargs: P.kwargs) -> R:
        conversation = conversation_of_token(database(), conversation_id, bearer())
        return view(conversation, *args, **kwargs)

    guarded._callers = "conversation token"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value] # Flask passes the id by name


def network_digest() -> str:
    """Where this call comes from, as only this desk writes it: in the database it is no address."""
    key, network = str(current_app.secret_key), network_of(request.remote_addr)
    return hmac.new(key.encode(), network.encode(), "sha256").hexdigest()
