"""`heed kb evaluate --follow-ups` and `--dialogues`: how well turns are understood and answered.

Without a database.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpdesk.lab.evaluation import Choices, help_centre
from helpdesk.launch.exports import ensure_embedding
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base import ArticleTooLong, ModelError, OnnxEmbedder
from knowledge_base.evaluation import dialogues
from knowledge_base.evaluation.datasets import DatasetError
from knowledge_base.evaluation.follow_ups import measure
from knowledge_base.following.dialogues import DialogueError, read_dialogues

Say = Callable[[str], None]


def evaluate_follow_ups(
    settings: Settings, file: Path, choices: Choices, say: Say
) -> dict[str, Any]:
    """The report on a file of conversations whose turns are written out."""
    try:
        conversations = read_dialogues(file)
        if choices.folds and not 1 < choices.folds <= len(conversations):
            raise LaunchFault(
                f"{len(conversations)} conversations cannot be cut into {choices.folds} folds. "
                f"Choose 2 to {len(conversations)}."
            )
        folder = choices.model or ensure_embedding(settings, say)
        return measure(conversations, OnnxEmbedder(folder, threads=2), folds=choices.folds)
    except (DialogueError, ModelError) as error:
        raise LaunchFault(str(error)) from error


def evaluate_dialogues(
    settings: Settings, file: Path, articles: Path, choices: Choices, say: Say
) -> dict[str, Any]:
    """The report on what is said last in dialogues, over articles that nobody asked before."""
    try:
        played = dialogues.read_dialogues(file)
        return dialogues.measure(played, *help_centre(settings, articles, choices, say))
    except (DatasetError, ModelError, ArticleTooLong) as error:
        raise LaunchFault(str(error)) from error
