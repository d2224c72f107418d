"""How far what was found for a turn that seems to lean on others can be believed."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from numpy import exp, log

from knowledge_base.following.features import Features

TRUST = Path(__file__).with_name("trust.json")
# Nothing that is found or read is surer than this.
_SURE = 0.999


def signs_of(*, together: bool, sure: float, needs: float, agreed: bool) -> Features:
    """What tells whether one reading of a turn found the answer.

    `together` with the turn before it or as typed; `sure` as the search was, `needs` as the turn
    seemed to need context, both probabilities; `agreed` whether the other reading leads to the
    same article.
    """
    read = "together" if together else "typed"
    return {
        read: 1.0,
        f"{read} sure": _odds(sure),
        f"{read} needs": _odds(needs),
        "agreed": float(agreed),
    }


def trust(signs: Features, weights: Mapping[str, float] | None = None) -> float:
    """The calibrated probability that the sentences found answer the turn.

    >>> trust(signs_of(together=True, sure=0.9, needs=0.9, agreed=True)) > 0.8
    True
    """
    known = shipped_trust() if weights is None else weights
    return float(1 / (1 + exp(-sum(known[name] * value for name, value in signs.items()))))


@lru_cache(maxsize=1)
def shipped_trust() -> dict[str, float]:
    """The weights that come with Heed; `python -m knowledge_base.evaluation` makes them."""
    found: dict[str, float] = json.loads(TRUST.read_text(encoding="utf-8"))
    return found


def _odds(probability: float) -> float:
    """Their logarithm."""
    kept = min(max(probability, 1 - _SURE), _SURE)
    return float(log(kept / (1 - kept)))
