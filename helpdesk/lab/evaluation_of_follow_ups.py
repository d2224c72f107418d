"""`heed kb evaluate --follow-ups`: how well turns are understood, without a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpdesk.lab.evaluation import Choices
from helpdesk.launch.exports import ensure_embedding
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base import ModelError, OnnxEmbedder
from knowledge_base.evaluation.follow_ups import measure
from knowledge_base.following.dialogues import DialogueError, read_dialogues

Say = Callable[[str], None]


def evaluate_follow_ups(
    settings: Settings, file: Path, choices: Choices, say: Say
) -> dict[str, Any]:
    """The report on a file of conversations whose turns are written out."""
    try:
        dialogues = read_dialogues(file)
        if choices.folds and not 1 < choices.folds <= len(dialogues):
            raise LaunchFault(
                f"{len(dialogues)} conversations cannot be cut into {choices.folds} folds. "
                f"Choose 2 to {len(dialogues)}."
            )
        folder = choices.model or ensure_embedding(settings, say)
        return measure(dialogues, OnnxEmbedder(folder, threads=2), folds=choices.folds)
    except (DialogueError, ModelError) as error:
        raise LaunchFault(str(error)) from error
