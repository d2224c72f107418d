"""Who may call the widget's API: whoever holds the conversation's own token."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from helpdesk.accounts.auth import bearer, database
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
