"""Cross-validates the pipeline of config.yml inside Rasa's environment; prints one JSON line."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold

from bot.evaluation.pipeline import Pipeline, about_intents, remember_sentence_vectors

FOLDS = 5
SHUFFLE_SEED = 2026


def components_of(importer: RasaFileImporter) -> list[dict[str, Any]]:
    """Without the fallback: asked is which intent is likeliest, not whether that is likely."""
    components = about_intents(importer.get_config()["pipeline"])
    return [part for part in components if part["name"] != "FallbackClassifier"]


def cross_validated(components: list[dict[str, Any]], examples: list[Message]) -> dict[str, Any]:
    """scikit-learn's report on every example, each predicted by the fold that never saw it."""
    truth = np.array([example.get(INTENT) for example in examples])
    predicted = truth.copy()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SHUFFLE_SEED)
    for train, test in folds.split(truth, truth):
        pipeline = Pipeline(components, [examples[place] for place in train])
        read = pipeline.read([examples[place] for place in test])
        predicted[test] = [message.get(INTENT)["name"] for message in read]
    report: dict[str, Any] = classification_report(truth, predicted, output_dict=True)
    return report


def main(config: str, data: str) -> None:
    importer = RasaFileImporter(config_file=config, training_data_paths=[data])
    remember_sentence_vectors()
    examples = importer.get_nlu_data().intent_examples
    report = cross_validated(components_of(importer), examples)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main("config.yml", "bot/data")
