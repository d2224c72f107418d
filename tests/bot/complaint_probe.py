"""Run in Rasa's environment: does the complaint score learn, and survive being kept?"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import sparse

# By name, because what runs on Python 3.10 alone is not for the type checker.
cues = importlib.import_module("bot.nlu_components.cues")
complaint_score = importlib.import_module("bot.nlu_components.complaint_score")

COMPLAINTS = ["nobody answers me", "you lost it again", "what a joke", "I am fed up with you"]
CALM = ["where is the form", "how do I return it", "can you send it again", "which cable fits"]
TEXTS = COMPLAINTS + CALM


def row(text: str) -> dict[str, object]:
    """A vector and a count of letters in the place of what the featurizers make."""
    letters = [text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]
    return {
        "words": sparse.csr_matrix([letters]).astype(np.float32),
        "vector": np.array([letters], np.float32),
    }


rows = [row(text) for text in TEXTS]
complains = np.array([text in COMPLAINTS for text in TEXTS])
score = complaint_score.ComplaintScore.fitted(rows, TEXTS, complains, np.ones(len(TEXTS), bool))
scores = score.scores(rows, TEXTS)
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "score.npz"
    score.save(file)
    kept = complaint_score.ComplaintScore.load(file)
quoted = 'it says "nobody answers, what a joke"'
thresholds = [
    complaint_score.threshold_for(np.array([0.9, 0.2, -0.3]), np.array([True, True, False])),
    str(complaint_score.threshold_for(np.array([0.9, 0.2]), np.array([False, False]))),
]
found = {
    "told_apart": bool(scores[complains].min() > scores[~complains].max()),
    "same_after_loading": bool(
        np.allclose(kept.scores(rows, TEXTS), scores) and kept.threshold == score.threshold
    ),
    "quoted_cues": int(cues.row(quoted)[: len(cues.CUES)].sum()),
    "own_cues": int(cues.row(quoted.replace('"', ""))[: len(cues.CUES)].sum()),
    "thresholds": thresholds,
    "knows": [score.knows_a_word_of(row(text)) for text in ("fed up", "¿¡?!")],
}
sys.stdout.write(json.dumps(found) + "\n")
