"""`python -m bot.action_server PORT`: the bot's actions, for Rasa on this machine alone."""

import logging
import os
import sys
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.access import refusal

OPEN_TO_ALL = "/health"


def action_server(secret: str) -> Sanic[Any, Any]:
    """The SDK's server with the bot's actions, behind the secret."""
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    server: Sanic[Any, Any] = create_app(executor, cors_origins=[])

    @server.on_request
    async def only_rasa(request: Request) -> HTTPResponse | None:
        if request.path == OPEN_TO_ALL:
            return None
        status = refusal(request.method, request.headers, secret)
        return empty(status) if status else None

    return server


def main() -> None:
    """Entry of the process; HEED_ACTIONS_TOKEN holds the secret."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    server = action_server(os.environ["HEED_ACTIONS_TOKEN"])
    server.run("127.0.0.1", int(sys.argv[1]), single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
