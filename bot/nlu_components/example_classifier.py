"""Names the intent of a message by its likeness to the examples, and says how sure it is."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu_components.decisive import is_decisive
from bot.nlu_components.learner import ExampleLearner
from bot.nlu_components.ridge import Ridge
from bot.nlu_components.similarity import row_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ExampleClassifier(ExampleLearner):
    """An intent classifier whose confidence may be compared between bots of different size."""

    kind = Ridge

    def learned_from(self, examples: list[Message]) -> Ridge | None:
        # What shows where a complaint begins is the judge's to learn: among these it would shift
        # every other intent's share and scores.
        shown = [each for each in examples if not is_decisive(each)]
        intents = [each.get(INTENT) for each in shown]
        return Ridge.fitted([row_of(each) for each in shown], intents) if shown else None

    def process(self, messages: list[Message]) -> list[Message]:
        if self._learned and messages:
            rankings = self._learned.rankings([row_of(message) for message in messages])
            for message, ranking in zip(messages, rankings, strict=True):
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
