"""`heed replies evaluate`: how often replies of the past fit a later question, on a file."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpdesk.articles.knowledge import Embedder
from helpdesk.replies.rules.blanks import Known, without_private_words
from helpdesk.replies.rules.likeness import best_of
from helpdesk.replies.rules.worth import LONGEST, is_worth_keeping
from helpdesk.replies.service.reading import LONGEST_QUESTION
from helpdesk.replies.settings import SuggestedReplies
from helpdesk.tickets.triage.evaluation import FileRefused

HELD_OUT = 0.2
AGENT = "agent"  # how the author of an agent's reply begins in the file
Likenesses = NDArray[np.float64]


@dataclass(frozen=True)
class Thread:
    """A question with the reply that it got, and the label that tells what it is about."""

    created: str
    question: str
    reply: str
    label: str


@dataclass(frozen=True)
class _Found:
    words: str
    likeness: float
    label: str
    language: str = ""


def read_threads(file: Path, label: str) -> list[Thread]:
    """Those with a reply worth keeping, oldest first; FileRefused names the first bad line."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error
    read = [_thread(line, label, f"{file}:{n}") for n, line in enumerate(lines, 1) if line.strip()]
    found = sorted((one for one in read if one), key=lambda one: one.created)
    if len(found) < 2:
        raise FileRefused(f"{file} holds no two threads that an agent answered.")
    return found


def evaluate(threads: Sequence[Thread], embedder: Embedder) -> dict[str, Any]:
    """Learn from the older ones and ask the newest fifth; a hit is a reply to the same label.

    `random` is what as many replies drawn by chance would hit.
    """
    cut = len(threads) - max(1, round(len(threads) * HELD_OUT))
    past, asked = threads[:cut], threads[cut:]
    vectors = embedder.embed([one.question for one in threads]).astype(np.float64)
    most = SuggestedReplies().most
    shown = [_best(past, row, most) for row in vectors[cut:] @ vectors[:cut].T]
    words = [np.argsort(-row, kind="stable")[:most] for row in _by_words(past, asked)]
    hits = [one.label in {each.label for each in found} for one, found in _pairs(asked, shown)]
    often = Counter(one.label for one in past)
    return {
        "learned": len(past),
        "asked": len(asked),
        "shown": _share([bool(found) for found in shown]),
        "hit": _share(hits),
        "hit_where_shown": _share([hit for hit, found in zip(hits, shown, strict=True) if found]),
        "baseline_hit": _share(
            [one.label in {past[n].label for n in found} for one, found in _pairs(asked, words)]
        ),
        "random_hit": _share([1 - (1 - often[one.label] / len(past)) ** most for one in asked]),
    }


def _thread(line: str, label: str, place: str) -> Thread | None:
    try:
        row = json.loads(line)
        question = f"{row['title']}\n{row['text']}"[:LONGEST_QUESTION]
        created, about = str(row["created"]), str(row[label])
        said = [str(one["text"]) for one in row["thread"] if one["author"].startswith(AGENT)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileRefused(
            f"{place} is no thread. It takes JSON with created, title, text, {label}, and thread: "
            "a list of author and text."
        ) from error
    kept = (without_private_words(text, Known()) for text in said if len(text) <= LONGEST)
    reply = next((words for words in kept if is_worth_keeping(words)), "")
    asked = without_private_words(question, Known())
    return Thread(created, asked, reply, about) if reply else None


def _best(past: Sequence[Thread], likenesses: Likenesses, most: int) -> list[_Found]:
    nearest = np.argsort(-likenesses, kind="stable")[:40].tolist()
    found = (_Found(past[n].reply, float(likenesses[n]), past[n].label) for n in nearest)
    return best_of(found, "", most=most)


def _by_words(past: Sequence[Thread], asked: Sequence[Thread]) -> Likenesses:
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True)
    known = words.fit_transform([one.question for one in past])
    likenesses = words.transform([one.question for one in asked]) @ known.T
    return np.asarray(likenesses.toarray(), dtype=np.float64)


def _pairs(asked: Sequence[Thread], found: Sequence[Any]) -> Sequence[tuple[Thread, Any]]:
    return list(zip(asked, found, strict=True))


def _share(ones: Sequence[float]) -> float:
    return round(sum(ones) / len(ones), 3) if ones else 0.0
