"""The responses of domain.yml in the customer's language."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.languages.sentences import SOURCE, said


class TranslatedResponses(TemplatedNaturalLanguageGenerator):  # type: ignore[misc]  # rasa is not installed beside mypy
    """Rasa's own responses, each text and each button put into the language of the message."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        response = await super().generate(utter_action, tracker, output_channel, **kwargs)
        if response is None:
            return None
        message = tracker.latest_message
        metadata = message.metadata if message else {}
        language = metadata.get("spoken") or metadata.get("language") or SOURCE
        buttons = [
            {**button, "title": said(button["title"], language)}
            for button in response.get("buttons") or []
        ]
        return {**response, "text": said(response["text"], language), "buttons": buttons}
