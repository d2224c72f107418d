"""How the desk reaches Rasa: a channel for nobody else. Rasa's own HTTP API stays off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.access import refusal


class TurnFailed(Exception):
    """Rasa raised an error of this class; its message may be what the customer wrote."""


class HelpdeskChannel(InputChannel):  # type: ignore[misc]  # rasa is not installed beside mypy
    """A customer's message in and the bot's words out; what was said before can be looked up."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        return "helpdesk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HelpdeskChannel:
        """Reads credentials.yml; an empty secret stops Rasa, because it would let everybody in."""
        secret = (credentials or {}).get("secret")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(str(secret))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("helpdesk")

        @routes.on_request
        async def only_the_desk(request: Request) -> HTTPResponse | None:
            status = refusal(request.method, request.headers, self._secret)
            return empty(status) if status else None

        @routes.get("/")
        async def ready(request: Request) -> HTTPResponse:
            return empty(204 if request.app.ctx.agent.is_ready() else 503)

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            return json(await self._answer(request.json, on_new_message))

        @routes.get("/conversations/<sender:str>/events")
        async def events(request: Request, sender: str) -> HTTPResponse:
            tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(sender)
            said = tracker.events if tracker else ()
            return json({"events": [event.as_dict() for event in said]})

        return routes

    async def _answer(
        self, turn: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> list[dict[str, Any]]:
        said = CollectingOutputChannel()
        message = UserMessage(
            turn["message"],
            said,
            turn["sender"],
            input_channel=self.name(),
            metadata=turn.get("metadata"),
        )
        try:
            await on_new_message(message)
        except Exception as error:
            raise TurnFailed(type(error).__name__).with_traceback(error.__traceback__) from None
        messages: list[dict[str, Any]] = said.messages
        return messages
