"""Recall and precision of complaints with their 95 % intervals (Wilson's)."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np

Z = 1.96
COMPLAINT = "file_complaint"


def complaint_figures(complains: np.ndarray, heard: np.ndarray) -> dict[str, Any]:
    right = int((complains & heard).sum())
    return {
        "messages": len(complains),
        "recall": _share(right, int(complains.sum())),
        "precision": _share(right, int(heard.sum())),
    }


def _share(part: int, whole: int) -> list[float]:
    """The share and its interval."""
    share = part / whole
    middle = (share + Z**2 / (2 * whole)) / (1 + Z**2 / whole)
    half = Z / (1 + Z**2 / whole) * sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
    return [share, middle - half, middle + half]
