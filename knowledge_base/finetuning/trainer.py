"""One training on its way: the model, its optimiser and how far it came."""

import hashlib
import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.embedding.export import load_model
from knowledge_base.finetuning import checkpoints
from knowledge_base.finetuning.hyperparameters import Hyperparameters
from knowledge_base.finetuning.loss import supervised_contrastive_loss
from knowledge_base.finetuning.pairs import Batch, Pairs, batches


class Trainer:
    """Steps through the pairs; every step depends on the seed and on its number alone."""

    def __init__(self, base: str, pairs: Pairs, hyperparameters: Hyperparameters) -> None:
        # Imported here: torch takes seconds to load, and serving never needs it.
        import torch

        self.step = 0
        self.steps = hyperparameters.epochs * math.ceil(len(pairs) / hyperparameters.batch)
        self._pairs, self._hyperparameters, self._torch = pairs, hyperparameters, torch
        self._model = load_model(base)
        self._base = {name: value.clone() for name, value in self._model.state_dict().items()}
        self._optimiser = torch.optim.AdamW(
            self._model.parameters(), lr=hyperparameters.learning_rate
        )
        self._coming = self._batches()
        self._half = has_half_precision()
        self.fingerprint = self._fingerprint()

    def resume(self, place: Path) -> str:
        """Go on from that checkpoint if it is one of this training; say what was done."""
        found = checkpoints.read(place)
        if found is None:
            return f"{len(self._pairs)} questions, {self.steps} steps"
        if found.get("fingerprint") != self.fingerprint:
            return f"{place.name} is of another training: starting afresh"
        self._model.load_state_dict(found["model"])
        self._optimiser.load_state_dict(found["optimiser"])
        self.step = int(found["step"])
        self._coming = islice(self._batches(), self.step, None)
        return f"going on after step {self.step} of {self.steps}"

    def save(self, place: Path) -> None:
        """Write down how far it came."""
        state = {"model": self._model.state_dict(), "optimiser": self._optimiser.state_dict()}
        checkpoints.write(place, {"fingerprint": self.fingerprint, "step": self.step, **state})

    def advance(self) -> None:
        """Teach one batch."""
        self._torch.manual_seed(self._hyperparameters.seed + self.step)
        for group in self._optimiser.param_groups:
            group["lr"] = self._hyperparameters.learning_rate * self._schedule()
        self._model.train()
        self._learn(next(self._coming))
        self._torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self.step += 1

    def finish(self, folder: Path) -> None:
        """Write the mean of the taught weights and those of the base (Wortsman et al. 2022)."""
        share = self._hyperparameters.learned_share
        taught = self._model.state_dict()
        mixed = {
            name: share * taught[name] + (1 - share) * value if value.is_floating_point() else value
            for name, value in self._base.items()
        }
        self._model.load_state_dict(mixed)
        self._model.eval().save(str(folder))

    def _learn(self, batch: Batch) -> None:
        """Two passes, so that the activations of only a part are in memory (Gao et al. 2021)."""
        parts = self._parts(batch)
        with self._torch.no_grad():
            states, vectors = [], []
            for texts, tokens in parts:
                states.append(self._torch.get_rng_state())
                vectors.append(self._embed(texts, tokens))
        together = self._torch.cat(vectors).requires_grad_()
        loss = supervised_contrastive_loss(together, batch, self._hyperparameters.scale)
        (gradient,) = self._torch.autograd.grad(loss, together)
        gradients = self._torch.split(gradient, [len(texts) for texts, _ in parts])
        for (texts, tokens), state, part in zip(parts, states, gradients, strict=True):
            # The same dropout as in the first pass, else the gradient belongs to other vectors.
            self._torch.set_rng_state(state)
            self._embed(texts, tokens).backward(part)

    def _parts(self, batch: Batch) -> list[tuple[list[str], int]]:
        chosen, pairs = self._hyperparameters, self._pairs
        questions = [pairs.questions[number] for number in batch.questions]
        passages = [pairs.passages[number] for number in batch.passages]
        return [
            *((part, chosen.question_tokens) for part in _cut(questions, chosen.part)),
            *((part, chosen.passage_tokens) for part in _cut(passages, chosen.part)),
        ]

    def _embed(self, texts: list[str], tokens: int) -> Any:
        # What comes after the first few thousand letters is cut off by the tokens anyway.
        inputs = self._model.tokenizer(
            [text[: tokens * 20] for text in texts],
            truncation=True, max_length=tokens, padding=True, return_tensors="pt",
        )  # fmt: skip
        with self._torch.autocast("cpu", dtype=self._torch.bfloat16, enabled=self._half):
            vectors = self._model(dict(inputs))["sentence_embedding"]
        return self._torch.nn.functional.normalize(vectors.float(), dim=1)

    def _batches(self) -> Iterator[Batch]:
        chosen = self._hyperparameters
        for epoch in range(chosen.epochs):
            yield from batches(self._pairs, chosen.batch, seed=chosen.seed + epoch)

    def _schedule(self) -> float:
        done, warm = (self.step + 1) / (self.steps + 1), self._hyperparameters.warmup_share
        return done / warm if done < warm else (1 - done) / (1 - warm)

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(repr((self._hyperparameters, self._half)).encode())
        for text in [*self._pairs.questions, *self._pairs.passages]:
            digest.update(text.encode("utf-8", "replace"))
        for numbers in [self._pairs.answers, *self._pairs.right, *self._pairs.wrong]:
            digest.update(np.ascontiguousarray(numbers).tobytes())
        for value in self._base.values():
            digest.update(value.numpy().tobytes())
        return digest.hexdigest()


def has_half_precision() -> bool:
    """Does the processor count in bfloat16 itself? Then a training takes half the time."""
    try:
        return "bf16" in Path("/proc/cpuinfo").read_text()
    except OSError:
        return False


def _cut(texts: list[str], size: int) -> list[list[str]]:
    return [texts[start : start + size] for start in range(0, len(texts), size)]
