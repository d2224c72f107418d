"""Cross-validates the pipeline of config.yml inside Rasa's environment; prints one JSON line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import StratifiedKFold

from bot.evaluation.pipeline import Pipeline, about_intents, remember_sentence_vectors
from bot.nlu_components.decisive import batch_of
from tests.bot.complaint_figures import COMPLAINT, complaint_figures

FOLDS = 5
SHUFFLE_SEED = 2026
OTHER_LANGUAGES = ("de", "fr", "es")
TASKS = [
    "talk_to_human",
    "file_complaint",
    "ticket_status",
    "give_feedback",
    "affirm",
    "deny",
    "stop",
    "thank",
]


def components_of(importer: RasaFileImporter) -> list[dict[str, Any]]:
    """Without the fallback: asked is which intent is likeliest, not whether that is likely."""
    components = about_intents(importer.get_config()["pipeline"])
    return [part for part in components if part["name"] != "FallbackClassifier"]


def examples_by_language(data: str) -> dict[str, list[Message]]:
    """The examples as their files' names tell the language: `complaints_de.yml`, else English."""
    files: dict[str, list[str]] = {"en": []}
    for file in sorted(Path(data).glob("*.yml")):
        ending = file.stem.rpartition("_")[2]
        files.setdefault(ending if ending in OTHER_LANGUAGES else "en", []).append(str(file))
    return {
        language: RasaFileImporter(training_data_paths=paths).get_nlu_data().intent_examples
        for language, paths in files.items()
    }


def cross_validated(components: list[dict[str, Any]], examples: list[Message]) -> np.ndarray:
    """The likeliest intent of every example, each read by the fold that never saw it."""
    truth = np.array([example.get(INTENT) for example in examples])
    predicted = truth.copy()
    fold = folds_of(truth, np.array([batch_of(example) is not None for example in examples]))
    for number in range(FOLDS):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        pipeline = Pipeline(components, [examples[place] for place in train])
        read = pipeline.read([examples[place] for place in test])
        predicted[test] = [message.get(INTENT)["name"] for message in read]
    return predicted


def folds_of(truth: np.ndarray, decisive: np.ndarray) -> np.ndarray:
    """The fold of every example; more decisive ones leave the others in the folds they had."""
    fold = np.zeros(len(truth), int)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SHUFFLE_SEED)
    for part in (np.flatnonzero(~decisive), np.flatnonzero(decisive)):
        for number, (_, test) in enumerate(folds.split(part, truth[part])):
            fold[part[test]] = number
    return fold


def figures(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Macro-F1 over all intents, over the bot's tasks, and of each task."""
    report = classification_report(truth, predicted, output_dict=True, zero_division=0)
    tasks = f1_score(truth, predicted, labels=TASKS, average="macro", zero_division=0)
    each = {task: report[task]["f1-score"] for task in TASKS}
    return {"all": report["macro avg"]["f1-score"], "tasks": float(tasks), **each}


def main(config: str, data: str) -> None:
    remember_sentence_vectors()
    by_language = examples_by_language(data)
    examples = [example for part in by_language.values() for example in part]
    spoken = np.array([language for language, part in by_language.items() for _ in part])
    truth = np.array([example.get(INTENT) for example in examples])
    components = components_of(RasaFileImporter(config_file=config))
    predicted = cross_validated(components, examples)
    batch = np.array([batch_of(example) or "" for example in examples])
    found = {
        language: figures(truth[part], predicted[part])
        for language in by_language
        for part in [(spoken == language) & (batch == "")]
    }
    complains, heard = truth == COMPLAINT, predicted == COMPLAINT
    parts = {name: batch == name for name in set(batch) - {""}} | {"all": batch != ""}
    complaints = {
        name: complaint_figures(complains[part], heard[part]) for name, part in parts.items()
    }
    sys.stdout.write(json.dumps({"languages": found, "complaints": complaints}) + "\n")


if __name__ == "__main__":
    main("config.yml", "bot/data")
