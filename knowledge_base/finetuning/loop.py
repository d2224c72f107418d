"""Teach a sentence model a desk's own questions, on a CPU, and go on where it was stopped."""

import time
from collections.abc import Callable
from pathlib import Path

from knowledge_base.finetuning.hyperparameters import Hyperparameters
from knowledge_base.finetuning.pairs import Pairs
from knowledge_base.finetuning.trainer import Trainer

Say = Callable[[str], None]
WORD_EVERY = 15.0
CHECKPOINT_EVERY = 60.0


def train(
    base: str, pairs: Pairs, folder: Path, *, hyperparameters: Hyperparameters, say: Say
) -> None:
    """Write a sentence-transformers model into `folder` that was taught the pairs.

    `base` is a name or folder that `export` accepts. A checkpoint beside the folder is written
    every minute. Started again with the same pairs, hyperparameters and base it goes on from there
    and ends with the same model as if it had never stopped; a checkpoint of others is thrown away.
    """
    place = checkpoint_of(folder)
    trainer = Trainer(base, pairs, hyperparameters)
    say(trainer.resume(place))
    began, first = time.monotonic(), trainer.step
    said = saved = began
    while trainer.step < trainer.steps:
        trainer.advance()
        now = time.monotonic()
        if now - said > WORD_EVERY or trainer.step == trainer.steps:
            left = (now - began) / (trainer.step - first) * (trainer.steps - trainer.step)
            say(_progress(trainer, left))
            said = now
        if now - saved > CHECKPOINT_EVERY:
            trainer.save(place)
            saved = now
    trainer.finish(folder)
    place.unlink(missing_ok=True)


def use_threads(count: int) -> None:
    """How many processors a training may use, whatever the environment says."""
    import torch

    torch.set_num_threads(count)


def checkpoint_of(folder: Path) -> Path:
    """Where the unfinished training of that model is kept."""
    return folder.with_name(f"{folder.name}.checkpoint")


def _progress(trainer: Trainer, left: float) -> str:
    share = trainer.step / trainer.steps
    return f"step {trainer.step} of {trainer.steps} ({share:.0%}), {left / 60:.0f} minutes left"
