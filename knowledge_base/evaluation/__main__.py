"""`python -m knowledge_base.evaluation MODEL DATA` makes what chooses the sentences anew.

It prints what each help centre gets from the others, then writes `answering/weights.json`.
"""

import sys
from pathlib import Path

from knowledge_base.answering.model import SHIPPED
from knowledge_base.embedding.embedder import OnnxEmbedder
from knowledge_base.evaluation.refitting import read_material, refit, without_each


def main(model: str, data: str) -> None:
    """Learn from the help centres in this folder of data sets and from the demo."""
    material = read_material(Path(data), OnnxEmbedder(Path(model), threads=1))
    for name, figures in without_each(material).items():
        told = (f"{key} {value:.3f}" for key, value in figures.items() if isinstance(value, float))
        sys.stdout.write(f"{name}: {', '.join(told)}\n")
    refit(material).write(SHIPPED)


main(*sys.argv[1:])
