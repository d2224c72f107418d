"""Asks the bot messages that it was not taught in Rasa's environment; prints one JSON line."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import read_yaml_file
from sklearn.metrics import f1_score

from bot.evaluation.pipeline import Pipeline
from tests.bot.complaint_figures import COMPLAINT, complaint_figures
from tests.bot.cross_validation import TASKS, components_of


def main() -> None:
    """Macro-F1 over the tasks for each language, and what was taken for something else."""
    importer = RasaFileImporter(config_file="config.yml", training_data_paths=["bot/data"])
    pipeline = Pipeline(components_of(importer), importer.get_nlu_data().intent_examples)
    found = {}
    for language, intents in read_yaml_file("tests/bot/held_out.yml").items():
        asked = [(text, intent) for intent, texts in intents.items() for text in texts]
        read = pipeline.read([Message({TEXT: text, INTENT: intent}) for text, intent in asked])
        truth = np.array([intent for _, intent in asked])
        predicted = np.array([message.get(INTENT)["name"] for message in read])
        score = f1_score(truth, predicted, labels=TASKS, average="macro", zero_division=0)
        wrong = {
            text: f"{intent} taken for {guess}"
            for (text, intent), guess in zip(asked, predicted, strict=True)
            if guess != intent
        }
        found[language] = {"tasks": float(score), "wrong": wrong}
    complaints = {
        group: _complaints(pipeline, written)
        for group, written in read_yaml_file("tests/bot/complaints_held_out.yml").items()
    }
    sys.stdout.write(json.dumps({"languages": found, "complaints": complaints}) + "\n")


def _complaints(pipeline: Pipeline, written: dict[str, list[str]]) -> dict[str, Any]:
    asked = [(text, kind == "complaint") for kind, texts in written.items() for text in texts]
    read = pipeline.read([Message({TEXT: text}) for text, _ in asked])
    heard = np.array([message.get(INTENT)["name"] == COMPLAINT for message in read])
    return complaint_figures(np.array([complains for _, complains in asked]), heard)


if __name__ == "__main__":
    main()
