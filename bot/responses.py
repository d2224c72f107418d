"""The responses of domain.yml in the customer's language."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.languages.sentences import SOURCE, next_of, said


class TranslatedResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]  # rasa is not installed beside mypy
    """Rasa's own responses, each text and each button put into the language of the message.

    Of several the next one is said, not any: nobody hears the same twice in a row.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        variants = self.responses.get(utter_action)
        if not variants:
            return None
        message = tracker.latest_message
        metadata = message.metadata if message else {}
        language = metadata.get("spoken") or metadata.get("language") or SOURCE
        before = (
            event.text or "" for event in reversed(tracker.events) if isinstance(event, BotUttered)
        )
        number = next_of([said(variant["text"], language) for variant in variants], before)
        response = self._fill_response(
            deepcopy(variants[number]), tracker.current_slot_values(), **kwargs
        )
        buttons = [
            {**button, "title": said(button["title"], language)}
            for button in response.get("buttons") or []
        ]
        return {**response, "text": said(response["text"], language), "buttons": buttons}
