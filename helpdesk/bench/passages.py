"""Any number of believable passages, made of real ones, and real questions to ask them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from helpdesk.articles.demo import DEMO_ARTICLES
from helpdesk.launch.exports import ROOT
from knowledge_base.documents.chunking import passages_of
from knowledge_base.documents.folder import Document, read_folder
from knowledge_base.documents.splitting import sentences_of
from knowledge_base.embedding.embedder import Embedder, Vectors
from knowledge_base.evaluation.datasets import read_articles, read_questions

SHARED = ROOT.parent / "shared" / "data"
FOLDERS = ("arduino_help_center/content", "logingov_help/content")
THUNDERBIRD = "thunderbird_support/articles.jsonl"
ASKED = "thunderbird_support/retrieval_dev_en.jsonl"
MOST_REAL = 5_000
QUESTIONS_OF_EACH = 150
BATCH = 5_000
AN_ARTICLE = 6
NEIGHBOURS = 8
RARE_LANGUAGE, RARE_SHARE = "de", 0.05
AGENTS_SHARE = 0.1
CODED_EVERY = 20
_WORDS = 110
_FEWEST_LETTERS = 20


@dataclass(frozen=True)
class Made:
    """Some passages, ready to be stored; `number` is the first one's."""

    number: int
    titles: list[str]
    texts: list[str]
    languages: list[str]
    audiences: list[str]
    vectors: Vectors


@dataclass(frozen=True)
class Material:
    """Real passages with their vectors; all that is made is a mixture of them."""

    titles: list[str]
    sentences: list[list[str]]
    vectors: Vectors

    @cached_property
    def _near(self) -> NDArray[np.intp]:
        """Each passage's closest others, which are about the same thing."""
        similar = self.vectors @ self.vectors.T
        np.fill_diagonal(similar, -1)
        return np.argsort(-similar, axis=1)[:, :NEIGHBOURS]

    def passages(self, count: int, seed: int = 7) -> Iterator[Made]:
        """So many passages; the same seed makes the same ones."""
        rng = np.random.default_rng(seed)
        for first in range(0, count, BATCH):
            yield self._batch(first, min(BATCH, count - first), rng)

    def _batch(self, first: int, size: int, rng: np.random.Generator) -> Made:
        base, *others = rng.integers(len(self.titles), size=(3, size))
        near = self._near[base, rng.integers(self._near.shape[1], size=size)]
        vectors = self._mixed((base, near, *others), rng)
        articles = (first + np.arange(size)) // AN_ARTICLE
        dice = _thrown(articles)
        rare, inside = dice[0] < RARE_SHARE, dice[1] < AGENTS_SHARE
        texts = [
            self._text((int(a), int(b), int(c)), number, rng)
            for number, (a, b, c) in enumerate(zip(base, near, others[0], strict=True), first)
        ]
        return Made(
            first,
            [self.titles[int(number)] for number in base],
            texts,
            [RARE_LANGUAGE if is_rare else "en" for is_rare in rare],
            ["agents" if is_inside else "public" for is_inside in inside],
            vectors,
        )

    def _mixed(self, parts: Sequence[NDArray[np.intp]], rng: np.random.Generator) -> Vectors:
        """A passage's vector moved towards a neighbour, then along the line between two others."""
        base, near, start, end = (self.vectors[part] for part in parts)
        towards = rng.uniform(0, 1, size=(len(base), 1))
        along = rng.uniform(0.3, 0.5, size=(len(base), 1))
        mixed = base + towards * (near - base) + along * (end - start)
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        # What the database keeps: half precision. The exact scan must see the same numbers.
        return np.asarray(mixed.astype(np.float16), dtype=np.float32)

    def _text(self, parts: tuple[int, int, int], number: int, rng: np.random.Generator) -> str:
        """Sentences of the passage, its neighbour and a stranger, and at times a code."""
        own, near, strange = (self.sentences[part] for part in parts)
        picked = [sentence for sentence in own if rng.random() < 0.7]
        picked += [sentence for sentence in near if rng.random() < 0.4]
        picked.append(strange[int(rng.integers(len(strange)))])
        words = " ".join(picked[int(index)] for index in rng.permutation(len(picked))).split()
        code = f"The display shows {code_of(number)}. " if number % CODED_EVERY == 0 else ""
        return code + " ".join(words[:_WORDS])


def article_of(number: int) -> int:
    """The article that a made passage belongs to."""
    return number // AN_ARTICLE + 1


def code_of(number: int) -> str:
    """An error code that only this passage may hold."""
    return f"E{number % 89 + 10}-{number:06d}"


def _thrown(articles: NDArray[np.intp]) -> NDArray[np.float64]:
    """Two dice for each passage, the same for all passages of an article."""
    dice = np.array([np.random.default_rng(int(a)).random(2) for a in np.unique(articles)])
    return np.asarray(dice[articles - articles[0]].T)


def gather(embedder: Embedder, most: int = MOST_REAL) -> Material:
    """The real passages at hand, embedded."""
    found = [
        (document.title, passage.for_embedding(document.title), _sentences(passage.text))
        for document in _documents()
        for passage in passages_of(document)
    ]
    found = [passage for passage in found if passage[2]]
    picked = np.random.default_rng(1).permutation(len(found))[:most]
    kept = [found[int(index)] for index in picked]
    vectors = embedder.embed([text for _, text, _ in kept])
    return Material([title for title, _, _ in kept], [parts for _, _, parts in kept], vectors)


def questions(*, demo_alone: bool = False) -> list[str]:
    """Real questions: those of the demo and, where they are at hand, Thunderbird's."""
    lines = (DEMO_ARTICLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    found = [str(json.loads(line)["question"]) for line in lines[:QUESTIONS_OF_EACH]]
    if (SHARED / ASKED).exists() and not demo_alone:
        asked = read_questions(SHARED / ASKED)
        found += [question.text for question in asked[:: len(asked) // QUESTIONS_OF_EACH]]
    return found


def sentences() -> list[str]:
    """Every sentence of the real texts at hand."""
    return [
        sentence for document in _documents() for sentence in _sentences(document.body_markdown)
    ]


def _documents() -> Iterator[Document]:
    for folder in (DEMO_ARTICLES, *(SHARED / name for name in FOLDERS)):
        if folder.is_dir():
            yield from read_folder(folder).documents
    if (SHARED / THUNDERBIRD).exists():
        yield from read_articles(SHARED / THUNDERBIRD)


def _sentences(text: str) -> list[str]:
    lines = [sentence for line in text.splitlines() for sentence in sentences_of(line)]
    return [sentence for sentence in lines if len(sentence) >= _FEWEST_LETTERS]
