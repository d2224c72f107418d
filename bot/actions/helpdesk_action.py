"""What every action that needs the helpdesk shares: an honest word when the helpdesk fails."""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot import helpdesk_client
from bot.actions.turn import Turn, turn_of
from bot.helpdesk_client import HandoffReason, HelpdeskError
from bot.languages.sentences import N_

logger = logging.getLogger(__name__)

Events = list[dict[str, Any]]

BROKEN = (
    N_("I am sorry, something on our side is not working right now."),
    N_("Sorry, I cannot do that just now: something on our side fails."),
)


class HelpdeskAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk ships no types
    """An action whose failures reach a person instead of the void."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        turn = turn_of(tracker, dispatcher)
        try:
            return await self.reply(turn, tracker)
        except HelpdeskError:
            logger.exception("%s failed in %s", self.name(), turn.asked_by.conversation_id)
            return await hand_over(turn, "tool_failure", turn.one_of(BROKEN))

    @abstractmethod
    async def reply(self, turn: Turn, tracker: Tracker) -> Events:
        """Answers the turn; raises HelpdeskError when the helpdesk does not do its part."""


async def hand_over(turn: Turn, reason: HandoffReason, words: str) -> Events:
    """Asks for a person; raising here ends the turn as a failure.

    When one answers the helpdesk has said already, in the same step as it noted the handoff.
    """
    await helpdesk_client.connected().request_handoff(turn.asked_by, reason)
    turn.say(words)
    return []
