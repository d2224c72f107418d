"""`python -m knowledge_base.following MODEL FILE...` makes the weights that come with Heed anew."""

import json
import sys
from pathlib import Path

from knowledge_base.embedding.embedder import OnnxEmbedder
from knowledge_base.following.dialogues import our_own, read_dialogues
from knowledge_base.following.learning import examples_of, learn
from knowledge_base.following.model import WEIGHTS


def main(model: str, *files: str) -> None:
    """Learn from the conversations in the files and from those of our own."""
    embedder = OnnxEmbedder(Path(model), threads=2)
    others = [dialogue for file in files for dialogue in read_dialogues(Path(file))]
    dialogues = [*our_own(), *others]
    examples = [one for dialogue in examples_of(dialogues, embedder) for one in dialogue]
    learned = {
        part: {name: round(weight, 4) for name, weight in weights.items()}
        for part, weights in vars(learn(examples)).items()
    }
    WEIGHTS.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main(*sys.argv[1:])
