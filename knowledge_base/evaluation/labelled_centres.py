"""The help centres with labelled questions, as their publishers give their articles out."""

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path

from knowledge_base.documents.folder import Document, read_folder
from knowledge_base.evaluation.datasets import read_articles

_DEMO = Path(__file__).parents[1] / "demo"
_SEED = 7


def _folder(path: Path) -> list[Document]:
    return [one for one in read_folder(path).documents if one.language == "en"]


def _lektor(path: Path) -> list[Document]:
    """Lektor's files: fields between lines of dashes."""
    found = []
    for file in sorted(path.rglob("contents.lr")):
        parts = (part.partition(":") for part in file.read_text("utf-8").split("\n---\n"))
        fields = {name.strip(): value.strip() for name, _, value in parts}
        if fields.get("title") and fields.get("description"):
            source = file.relative_to(path).as_posix()
            slug = file.parent.relative_to(path).as_posix()
            found.append(Document(slug, fields["title"], fields["description"], source=source))
    return found


def _table(path: Path) -> list[Document]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Document(str(number), row["question"], row["answer"])
            for number, row in enumerate(csv.DictReader(file))
        ]


CENTRES: dict[str, Callable[[Path], list[Document]]] = {
    "demo": lambda _: _folder(_DEMO),
    "logingov": lambda shared: _folder(shared / "logingov_help" / "content"),
    "covid": lambda shared: _table(shared / "covid_faq" / "faq_covidbert.csv"),
    "tor": lambda shared: _lektor(shared / "tor_support_faq" / "content"),
    "thunderbird": lambda shared: read_articles(shared / "thunderbird_support" / "articles.jsonl"),
    "arduino": lambda shared: _folder(shared / "arduino_help_center" / "content"),
}
"""The readers by the name of their questions' file; each wants the folder of the data sets."""


def off_topic(shared: Path, most: int) -> list[str]:
    """Sentences of CLINC150, which none of the help centres is about, in an order of chance."""
    sets = json.loads((shared / "clinc150" / "data_small_train.json").read_text("utf-8"))
    sentences = [text for part in ("train", "oos_train") for text, _ in sets[part]]
    random.Random(_SEED).shuffle(sentences)  # noqa: S311 - no secret
    return sentences[:most]
