"""What a turn and the phrases before it look like, as named numbers of about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge_base.embedding.embedder import Embedder, Vectors
from knowledge_base.following.phrases import FUNCTION_WORDS, Phrase, Word, words_of

Features = dict[str, float]

# Traits of a phrase of which each word of the turn may want one: "they" means several things.
_WANTED = ("plural", "capital", "latest", "first")
_MANY_WORDS = 20


@dataclass(frozen=True)
class Said:
    """A turn as it was typed, with its sentence vector."""

    text: str
    vector: Vectors

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its content words."""
        return frozenset(word.stem for word in self.words if word.content)


def said(texts: Sequence[str], embedder: Embedder) -> list[Said]:
    """Turns with their vectors."""
    return [Said(*pair) for pair in zip(texts, embedder.embed(texts), strict=True)]


def turn_features(turn: Said, earlier: Sequence[Said]) -> Features:
    """What tells whether a turn can be understood without the earlier ones."""
    content = sum(word.content for word in turn.words)
    found = {
        "constant": 1.0,
        "words": min(len(turn.words), _MANY_WORDS) / 10,
        "content words": min(content, _MANY_WORDS) / 5,
        "at most one content word": float(content <= 1),
        "at most two content words": float(content <= 2),
        "a name": float(any(word.text[0].isupper() for word in turn.words[1:])),
    }
    shapes = ["^", *(_shape(word) for word in turn.words), "$"]
    found |= {f"word {word.key}": 1.0 for word in turn.words if not word.content}
    found |= {f"pair {one} {next_}": 0.7 for one, next_ in zip(shapes, shapes[1:], strict=False)}
    if not earlier:
        return found
    vectors = np.array([before.vector for before in earlier])
    near = vectors @ turn.vector
    known = frozenset[str]().union(*(before.stems for before in earlier))
    return found | {
        "nearness to the latest": float(near[-1]),
        "nearness to the first": float(near[0]),
        "nearness to the nearest": float(near.max()),
        "nearness to all": float(near.mean()),
        "share of words known": _share(turn.stems, known),
        "share of words from the first": _share(turn.stems, earlier[0].stems),
        "new words": min(len(turn.stems - known), 5) / 5,
    }


def phrase_features(
    turn: Said, earlier: Sequence[Said], phrases: Sequence[Phrase], embedder: Embedder
) -> list[Features]:
    """For each phrase what tells whether the turn means it."""
    if not phrases:
        return []
    vectors = np.array([before.vector for before in earlier])
    own = embedder.embed([phrase.text for phrase in phrases])
    to_turn, to_earlier = own @ turn.vector, own @ vectors.T
    keys = sorted({word.key for word in turn.words})
    found = []
    for row, phrase in enumerate(phrases):
        features = _form(phrase) | _mentions(phrase, turn, earlier)
        features |= _nearness(float(to_turn[row]), to_earlier[row], phrase.turn)
        wanted = {f"{key} wants {trait}": features[trait] for key in keys for trait in _WANTED}
        found.append(features | wanted)
    return found


def _form(phrase: Phrase) -> Features:
    count, last = len(phrase.stems), phrase.words[-1]
    left, right = _edge(phrase.before), _edge(phrase.after)
    return {
        "one word": float(count == 1),
        "two words": float(count == 2),
        "three words": float(count == 3),
        "more words": float(count > 3),
        "function words inside": float(sum(not word.content for word in phrase.words)),
        "open to the left": float(not left),
        "open to the right": float(not right),
        "complete": float(left and right),
        "plural": float(last.key.endswith("s")),
        "capital": float(any(word.text[0].isupper() for word in phrase.words if word.start)),
        "gerund": float(last.key.endswith("ing")),
        "begins the turn": float(not phrase.before),
        "ends the turn": float(not phrase.after),
        f"after {phrase.before}": float(phrase.before in FUNCTION_WORDS),
        f"before {phrase.after}": float(phrase.after in FUNCTION_WORDS),
    }


def _mentions(phrase: Phrase, turn: Said, earlier: Sequence[Said]) -> Features:
    shares = [_share(phrase.stems, before.stems) for before in earlier]
    age = len(earlier) - phrase.turn
    return {
        "age": float(np.log(age)),
        "latest": float(age == 1),
        "first": float(phrase.turn == 0),
        "only in the first": float(phrase.turn == 0 and age > 1),
        "share of its turn": len(phrase.stems) / max(1, len(earlier[phrase.turn].stems)),
        "known in the first": shares[0],
        "known in the latest": shares[-1],
        "known in all": sum(shares) / len(shares),
        "how often": sum(share == 1 for share in shares) / len(shares),
        "share in the turn": _share(phrase.stems, turn.stems),
        "any in the turn": float(bool(phrase.stems & turn.stems)),
    }


def _nearness(to_turn: float, to_earlier: Vectors, own: int) -> Features:
    return {
        "nearness to the turn": to_turn,
        "nearness to the first": float(to_earlier[0]),
        "nearness to the latest": float(to_earlier[-1]),
        "nearness to all": float(to_earlier.mean()),
        "nearness to its own": float(to_earlier[own]),
    }


def _shape(word: Word) -> str:
    return "…" if word.content else word.key


def _edge(neighbour: str) -> bool:
    return not neighbour or neighbour in FUNCTION_WORDS


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / max(1, len(some))
