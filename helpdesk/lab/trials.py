"""What trainings on files and on a desk's history have in common."""

import os
from collections.abc import Callable

from helpdesk.launch.faults import LaunchFault
from helpdesk.platform import clock
from helpdesk.platform.config import Settings
from knowledge_base import ArticleTooLong, Embedder, ModelError
from knowledge_base.evaluation.comparison import Comparison
from knowledge_base.finetuning.experiment import Experiment, TooLittle, run

Say = Callable[[str], None]


def try_out(experiment: Experiment, serving: Embedder, say: Say) -> Comparison:
    """Train and compare; whatever cannot be done ends in a LaunchFault."""
    try:
        return run(experiment, serving, say)
    except (TooLittle, ModelError, ArticleTooLong) as error:
        raise LaunchFault(str(error)) from error


def new_name(settings: Settings) -> str:
    """A name no other model has: its base and the moment its training was started."""
    return f"{settings.embedding_folder.name}-{clock.now():%Y%m%d-%H%M%S}"


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
