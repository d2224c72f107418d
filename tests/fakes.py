"""Twins of the outside world that keep the same protocols: the bot, the model, the mail server."""

import hashlib
import re
from collections.abc import Callable, Sequence
from email.message import EmailMessage

import numpy as np

from helpdesk.conversations.bot_gateway import BotUnavailable, Content, Turn
from knowledge_base.embedding.embedder import Recipe, Tokens, Vectors

_WORD = re.compile(r"\w+")
# Of the vector that all tokens share; the cosine of two of them is a third.
_ALIKE = 0.75


class FakeEmbedder:
    """Each word points somewhere fixed; a text points to the sum of its words."""

    def __init__(self, *, model: str = "fake", dimension: int = 384) -> None:
        self.recipe = Recipe(model, dimension)
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.recipe.dimension)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """A token a word, the same everywhere; all are a little alike, as in a model."""
        return [self._tokens(_WORD.findall(text.lower()) or [""]) for text in texts]

    def _tokens(self, words: list[str]) -> Tokens:
        vectors = np.array([self._vector(word) for word in words]) + _ALIKE * self._vector("the")
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return Tokens(np.array([_seed(word) for word in words]), vectors.astype(np.float16))

    def knows(self, word: str) -> bool:
        """Nothing is a typing error."""
        return True

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.recipe.dimension, 1e-6, dtype=np.float32)
        for word in set(_WORD.findall(text[:5_000].lower())):
            total += np.random.default_rng(_seed(word)).standard_normal(self.recipe.dimension)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _seed(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:4], "big")


class FakeBot:
    """Says what it was told to say; remembers what it was asked.

    `meanwhile` runs while the bot thinks, such as an agent taking the conversation.
    """

    def __init__(
        self, *replies: str | Content, meanwhile: Callable[[Turn], object] | None = None
    ) -> None:
        self.replies = [Content(words) if isinstance(words, str) else words for words in replies]
        self.meanwhile = meanwhile
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> list[Content]:
        """The prepared replies, or an echo of the question when there are none."""
        self.turns.append(turn)
        if self.meanwhile:
            self.meanwhile(turn)
        return self.replies or [Content(f"You said: {turn.text}")]

    @property
    def heard(self) -> list[str]:
        return [turn.text for turn in self.turns]


class BrokenBot:
    """Fails at every turn, as a bot does that is not there."""

    def __init__(self, problem: str = "ConnectError: refused") -> None:
        self.problem = problem
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> list[Content]:
        """Raise what the gateway raises."""
        self.turns.append(turn)
        raise BotUnavailable(self.problem)


class FakeMailer:
    """Keeps the mail instead of sending it, or fails with the error it was given."""

    def __init__(self, error: Exception | None = None) -> None:
        self.sent: list[EmailMessage] = []
        self.error = error

    def send(self, message: EmailMessage) -> None:
        """Keep the message."""
        if self.error:
            raise self.error
        self.sent.append(message)
