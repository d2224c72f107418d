"""Which questions a model may learn from, and which are kept to measure it on."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge_base.evaluation.scoring import SEED

Numbers = NDArray[np.int64]
HoldOut = Literal["newest", "random"]

HELD_OUT = 0.2


def split(days: NDArray[np.float64], hold_out: HoldOut) -> tuple[Numbers, Numbers]:
    """The numbers of the questions to learn from and of those held out, a fifth.

    Questions of unknown days count as the oldest; those of one day keep their order.
    """
    if hold_out == "newest":
        order = np.argsort(np.nan_to_num(days, nan=-np.inf), kind="stable")
    else:
        order = np.random.default_rng(SEED).permutation(len(days))
    cut = len(order) - round(len(order) * HELD_OUT)
    return np.sort(order[:cut]), np.sort(order[cut:])
