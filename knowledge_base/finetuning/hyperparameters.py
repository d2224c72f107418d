"""How a model is taught."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hyperparameters:
    """The choices of a training. The defaults were measured: see docs/training.md."""

    epochs: int = 2
    batch: int = 32
    """Questions in a batch; each comes with a passage that answers it and one that does not."""
    part: int = 16
    """Texts whose activations are in memory at once."""
    learning_rate: float = 2e-5
    warmup_share: float = 0.1
    """The share of the steps during which the rate grows; afterwards it falls to nothing."""
    scale: float = 20.0
    """What a cosine is multiplied by before the pairs of a batch compete."""
    question_tokens: int = 128
    passage_tokens: int = 160
    learned_share: float = 0.5
    """How much of the taught weights is in the result; the rest is the model it began with."""
    seed: int = 20240601
