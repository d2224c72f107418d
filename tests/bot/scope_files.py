"""Files for `heed bot evaluate`, cut from data sets that keep their own test files apart."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpdesk.lab.bot_evaluation import COLUMNS, OUT_OF_SCOPE

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
HINT3 = DATA / "hint3" / "v1" / "train"
CLINC150 = DATA / "clinc150"
BOTS = ("curekart", "sofmattress", "powerplay11")
EVERY_INTENT = 4  # one intent in four is never shown to the pipeline
EVERY_ROW = 5  # one sentence in five of the others is asked

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Files:
    """A file to train on and a file to ask."""

    train: Path
    test: Path


def hint3(folder: Path, bot: str, turn: int = 0) -> Files:
    """Whole intents held out stand for what is out of scope; there are four ways to choose them."""
    with (HINT3 / f"{bot}_train.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["sentence"], row["label"]) for row in csv.DictReader(lines)]
    unknown = set(sorted({label for _, label in rows})[turn::EVERY_INTENT])
    known = [row for row in rows if row[1] not in unknown]
    asked = known[turn::EVERY_ROW]
    shown = [row for place, row in enumerate(known) if place % EVERY_ROW != turn]
    outside = [(text, OUT_OF_SCOPE) for text, label in rows if label in unknown]
    return Files(
        written(folder / f"{bot}{turn}-train.csv", shown),
        written(folder / f"{bot}{turn}-test.csv", [*asked, *outside]),
    )


def clinc150(folder: Path) -> Files:
    """The full training part, and the validation part with its questions out of scope."""
    parts = json.loads((CLINC150 / "data_full_train_val.json").read_text(encoding="utf-8"))
    asked = [(text, OUT_OF_SCOPE if label == "oos" else label) for text, label in parts["oos_val"]]
    return Files(
        written(folder / "clinc150-train.csv", parts["train"]),
        written(folder / "clinc150-test.csv", [*parts["val"], *asked]),
    )


def written(file: Path, rows: Rows) -> Path:
    """The rows in HINT3's layout."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([COLUMNS, *rows])
    return file
