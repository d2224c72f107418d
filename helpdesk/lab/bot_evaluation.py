"""`heed bot evaluate`: the bot's pipeline trained and scored on files of labelled sentences."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpdesk.launch.exports import ROOT, ensure_embedding, rasa_environment
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
OUT_OF_SCOPE = "NO_NODES_DETECTED"
COLUMNS = ("sentence", "label")
FIGURES = ("threshold", "mcc", "in_scope_accuracy", "out_of_scope_recall")
Say = Callable[[str], None]


def evaluate_bot(settings: Settings, train: Path, test: Path, say: Say) -> dict[str, Any]:
    """Train the pipeline of config.yml on one file and score it on the other."""
    trained_on, asked = labels_of(train), labels_of(test)
    if len(set(trained_on) - {OUT_OF_SCOPE}) < 2:
        raise LaunchFault(f"{train} has fewer than two labels, so there is nothing to tell apart.")
    if not PYTHON.exists():
        raise LaunchFault("Rasa's environment is missing. Run `make setup`, which installs it.")
    ensure_embedding(settings, say)
    say(f"Training on {len(trained_on)} sentences and asking {len(asked)}.")
    return _in_rasas_environment(settings, train, test)


def labels_of(file: Path) -> list[str]:
    """The label of every row, or LaunchFault with what is wrong with the file."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            labels = [_label(row, file, number) for number, row in enumerate(_rows(lines, file), 2)]
    except OSError as error:
        raise LaunchFault(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LaunchFault(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error
    except csv.Error as error:
        raise LaunchFault(f"{file} is not a file of comma-separated values: {error}.") from error
    if not labels:
        raise LaunchFault(f"{file} has no rows below its header.")
    return labels


def report(figures: dict[str, Any]) -> str:
    """The figures for a reader at a terminal."""
    lines = [
        f"{name:20} {'none asked' if figures[name] is None else format(figures[name], '.3f')}"
        for name in FIGURES
    ]
    counts = f"{figures['in_scope']} in scope, {figures['out_of_scope']} out of scope"
    return "\n".join([*lines, counts])


def _rows(lines: Any, file: Path) -> "csv.DictReader[str]":
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise LaunchFault(
            f"{file} has no column named {' and none named '.join(missing)}. "
            "Its first line must name the columns sentence and label."
        )
    return rows


def _label(row: dict[str, str | None], file: Path, number: int) -> str:
    sentence, label = ((row[name] or "").strip() for name in COLUMNS)
    if not sentence or not label:
        raise LaunchFault(f"Row {number} of {file} has no {'label' if sentence else 'sentence'}.")
    return label


def _in_rasas_environment(settings: Settings, train: Path, test: Path) -> dict[str, Any]:
    files = [str(train.resolve()), str(test.resolve())]
    done = subprocess.run(
        [str(PYTHON), "-m", "bot.evaluation", "config.yml", *files],
        cwd=ROOT,
        env=rasa_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log = settings.home / "logs" / "evaluation.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stderr)
        raise LaunchFault(f"The pipeline could not be evaluated. Read {log} for the reason.")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures
