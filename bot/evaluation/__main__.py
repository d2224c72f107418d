"""`python -m bot.evaluation CONFIG TRAIN TEST` inside Rasa's environment; prints one JSON line."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import read_yaml_file
from sklearn.metrics import matthews_corrcoef

from bot.evaluation.pipeline import Pipeline, about_intents

OUT_OF_SCOPE = "NO_NODES_DETECTED"
FALLBACK = "nlu_fallback"


def labelled(file: str) -> list[Message]:
    """The rows of a file of sentences and labels."""
    with open(file, encoding="utf-8-sig", newline="") as rows:
        return [
            Message({TEXT: row["sentence"], INTENT: row["label"]}) for row in csv.DictReader(rows)
        ]


def figures(truth: Sequence[str], predicted: Sequence[str]) -> dict[str, Any]:
    """As the authors of HINT3 count: what is refused is one more class."""
    wanted, given = np.array(truth), np.array(predicted)
    outside = wanted == OUT_OF_SCOPE
    return {
        "mcc": float(matthews_corrcoef(wanted, given)),
        "in_scope_accuracy": _share(given[~outside] == wanted[~outside]),
        "out_of_scope_recall": _share(given[outside] == OUT_OF_SCOPE),
        "in_scope": int((~outside).sum()),
        "out_of_scope": int(outside.sum()),
    }


def evaluated(
    components: Sequence[dict[str, Any]], train: Sequence[Message], test: Sequence[Message]
) -> dict[str, Any]:
    """Trained on one list and scored on the other, as the pipeline runs: threshold included."""
    pipeline = Pipeline(about_intents(components), train)
    given = [message.get(INTENT)["name"] for message in pipeline.read(test)]
    predicted = [OUT_OF_SCOPE if intent == FALLBACK else intent for intent in given]
    return figures([example.get(INTENT) for example in test], predicted)


def threshold_of(components: Sequence[dict[str, Any]]) -> float:
    """The threshold that the project ships."""
    return next(
        float(part["threshold"]) for part in components if part["name"] == "FallbackClassifier"
    )


def main(config: str, train: str, test: str) -> None:
    components = read_yaml_file(config)["pipeline"]
    found = evaluated(components, labelled(train), labelled(test))
    sys.stdout.write(json.dumps({"threshold": threshold_of(components), **found}) + "\n")


def _share(right: np.ndarray) -> float | None:
    return float(right.mean()) if len(right) else None


if __name__ == "__main__":
    main(*sys.argv[1:])
