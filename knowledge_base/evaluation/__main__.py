"""`python -m knowledge_base.evaluation MODEL DATA [trust]` makes weights anew.

It prints what each help centre gets from the others, then writes `answering/weights.json`; with
`trust` it writes `following/trust.json`, how far what is found for a follow-up is believed.
"""

import json
import sys
from pathlib import Path

from knowledge_base.answering.model import SHIPPED
from knowledge_base.embedding.embedder import Embedder, OnnxEmbedder
from knowledge_base.evaluation.dialogues import refit_trust
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.evaluation.labelled_centres import CENTRES
from knowledge_base.evaluation.refitting import read_material, refit, without_each
from knowledge_base.following.dialogues import our_own, read_dialogues
from knowledge_base.following.learning import Example, examples_of
from knowledge_base.following.trust import TRUST


def main(model: str, data: str, what: str = "sentences") -> None:
    """Learn from the help centres in this folder of data sets and from the demo."""
    embedder = OnnxEmbedder(Path(model), threads=1)
    if what == "trust":
        trust(Path(data), embedder)
    else:
        sentences(Path(data), embedder)


def sentences(data: Path, embedder: Embedder) -> None:
    """What chooses the sentences."""
    material = read_material(data, embedder)
    for name, figures in without_each(material).items():
        told = (f"{key} {value:.3f}" for key, value in figures.items() if isinstance(value, float))
        sys.stdout.write(f"{name}: {', '.join(told)}\n")
    refit(material).write(SHIPPED)


def trust(data: Path, embedder: Embedder) -> None:
    """How far a follow-up is believed."""
    conversations = [*our_own(), *read_dialogues(data / "treccast" / "follow_ups_dev.jsonl")]
    taught: dict[str, list[Example]] = {}
    examples = examples_of(conversations, embedder)
    for dialogue, turns in zip(conversations, examples, strict=True):
        taught.setdefault(dialogue.topic.partition(" ")[0], []).extend(turns)
    centres = {name: HelpCentre.of(read(data), embedder) for name, read in CENTRES.items()}
    learned = {name: round(value, 4) for name, value in refit_trust(centres, taught).items()}
    TRUST.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


main(*sys.argv[1:])
