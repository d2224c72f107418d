"""`python -m bot.action_server PORT`: the bot's actions, for Rasa on this machine alone."""

import logging
import os
import sys
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import (
    ActionExecutionRejection,
    ActionMissingDomainException,
    ActionNotFoundException,
)
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.access import refusal

OPEN_TO_ALL = "/health"
ANSWERED_BY_THE_SDK = (
    ActionExecutionRejection,
    ActionMissingDomainException,
    ActionNotFoundException,
)

logger = logging.getLogger(__name__)


class ActionFailed(Exception):
    """An action raised an error of this class; its message may be what a customer wrote."""


class Actions(ActionExecutor):  # type: ignore[misc]  # rasa_sdk ships no types
    """The bot's actions, whose failures carry no words."""

    def __init__(self) -> None:
        super().__init__()
        self.register_package("bot.actions")

    async def run(self, action_call: dict[str, Any]) -> Any:
        """Raises ActionFailed from where the action failed."""
        try:
            return await super().run(action_call)
        except ANSWERED_BY_THE_SDK:
            raise
        except Exception as error:
            raise ActionFailed(type(error).__name__).with_traceback(error.__traceback__) from None


def action_server(secret: str) -> Sanic[Any, Any]:
    """The SDK's server with the bot's actions, behind the secret."""
    server: Sanic[Any, Any] = create_app(Actions(), cors_origins=[])

    @server.on_request
    async def only_rasa(request: Request) -> HTTPResponse | None:
        if request.path == OPEN_TO_ALL:
            return None
        status = refusal(request.method, request.headers, secret)
        return empty(status) if status else None

    @server.exception(ActionFailed)
    async def failed(_request: Request, error: ActionFailed) -> HTTPResponse:
        """The SDK's own answer would hold the whole conversation, and Rasa would log it."""
        logger.error("An action failed.", exc_info=error)
        return json({"error": str(error)}, status=500)

    return server


def main() -> None:
    """Entry of the process; HEED_ACTIONS_TOKEN holds the secret."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    server = action_server(os.environ["HEED_ACTIONS_TOKEN"])
    server.run("127.0.0.1", int(sys.argv[1]), single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
