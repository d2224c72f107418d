"""Tells complaints that do not call themselves so from calm requests in the same words."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.languages.glossary import in_english
from bot.nlu_components.complaint_score import ComplaintScore
from bot.nlu_components.decisive import is_decisive
from bot.nlu_components.learner import ExampleLearner
from bot.nlu_components.similarity import row_of

COMPLAINT = "file_complaint"
OTHERS = 2  # every second example of another intent is enough to know it by
CONFIDENCE = 0.5  # of a complaint at the threshold
SURE = 0.3  # beyond this the certainty of the examples weighs against the score
STEEP = 2.0  # how much score a part of that certainty outweighs


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ComplaintJudge(ExampleLearner):
    """Corrects the intent that the examples gave; without decisive examples it changes nothing."""

    kind = ComplaintScore

    def learned_from(self, examples: list[Message]) -> ComplaintScore | None:
        if not any(map(is_decisive, examples)):
            return None
        english = [each for each in examples if _in_english(each.get(TEXT))]
        others = [each for each in english if not is_decisive(each) and not _complains(each)]
        kept = [each for each in english if is_decisive(each) or _complains(each)]
        shown = [*kept, *others[::OTHERS]]
        return ComplaintScore.fitted(
            [row_of(each) for each in shown],
            [each.get(TEXT) for each in shown],
            np.array([_complains(each) for each in shown]),
            np.array([is_decisive(each) for each in shown]),
        )

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if self._learned and text and message.get(INTENT_RANKING_KEY):
                self._judge(message, text, self._learned)
        return messages

    def _judge(self, message: Message, text: str, score: ComplaintScore) -> None:
        row = row_of(message)
        if not (_in_english(text) and score.knows_a_word_of(row)):
            return
        ranking = message.get(INTENT_RANKING_KEY)
        above = float(score.scores([row], [text])[0]) - score.threshold
        first = ranking[0]
        if first["name"] == COMPLAINT:
            if above < -_resistance(first):
                _rank(message, [*ranking[1:], {**first, "confidence": 0.0}])
        elif above >= _resistance(first):
            heard = {"name": COMPLAINT, "confidence": min(CONFIDENCE + above / 4, 1.0)}
            _rank(message, [heard, *(each for each in ranking if each["name"] != COMPLAINT)])


def _resistance(first: dict[str, Any]) -> float:
    """How far the score must be from the threshold to overrule what the examples say."""
    if first["name"] == "ask_knowledge":
        return 0.0  # what is no task is a question, so this says little against a complaint
    return max(0.0, STEEP * (float(first["confidence"]) - SURE))


def _rank(message: Message, ranking: list[dict[str, Any]]) -> None:
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _complains(example: Message) -> bool:
    return bool(example.get(INTENT) == COMPLAINT)


def _in_english(text: str) -> bool:
    """What shows where complaints begin is English, and a rough translation has other cues."""
    return in_english(text) == text
