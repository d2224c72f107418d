"""Teach a sentence model a desk's own questions, on a CPU, and go on where it was stopped."""

import time
from collections.abc import Callable
from pathlib import Path

from knowledge_base.finetuning.hyperparameters import Plan
from knowledge_base.finetuning.pairs import Lessons
from knowledge_base.finetuning.trainer import Course

Say = Callable[[str], None]
WORD_EVERY = 15.0
CHECKPOINT_EVERY = 60.0


def train(base: str, lessons: Lessons, folder: Path, *, plan: Plan, say: Say) -> None:
    """Write a sentence-transformers model into `folder` that was taught the lessons.

    `base` is a name or folder that `export` accepts. A checkpoint beside the folder is written
    every minute. Started again with the same lessons, plan and base it goes on from there and
    ends with the same model as if it had never stopped; a checkpoint of others is thrown away.
    """
    place = checkpoint_of(folder)
    course = Course(base, lessons, plan)
    say(course.resume(place))
    began, first = time.monotonic(), course.step
    said = saved = began
    while course.step < course.steps:
        course.advance()
        now = time.monotonic()
        if now - said > WORD_EVERY or course.step == course.steps:
            left = (now - began) / (course.step - first) * (course.steps - course.step)
            say(_progress(course, left))
            said = now
        if now - saved > CHECKPOINT_EVERY:
            course.save(place)
            saved = now
    course.finish(folder)
    place.unlink(missing_ok=True)


def use_threads(count: int) -> None:
    """How many processors a training may use, whatever the environment says."""
    import torch

    torch.set_num_threads(count)


def checkpoint_of(folder: Path) -> Path:
    """Where the unfinished training of that model is kept."""
    return folder.with_name(f"{folder.name}.checkpoint")


def _progress(course: Course, left: float) -> str:
    share = course.step / course.steps
    return f"step {course.step} of {course.steps} ({share:.0%}), {left / 60:.0f} minutes left"
