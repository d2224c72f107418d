"""Graph components that run inside Rasa's own environment."""

from bot.nlu_components.schema_checks import check_each_schema_once

# Here, because Rasa imports this package exactly once, before it answers the first message.
check_each_schema_once()
