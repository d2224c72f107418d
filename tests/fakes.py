"""Twins of the outside world that keep the same protocols: the bot, the model, the mail server."""

import re
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from zlib import crc32

import numpy as np

from helpdesk.conversations.bot_gateway import BotUnavailable, Reply, Turn
from knowledge_base.embedder import Recipe, Vectors

DIMENSION = 384


class FakeEmbedder:
    """Texts with the same words lie close together; the same text always gives the same vector."""

    def __init__(self) -> None:
        self.recipe = Recipe("words-in-buckets", DIMENSION)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Count each word in one of the dimensions, then scale to length one."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vectors[row, crc32(word.encode("utf-8", "replace")) % DIMENSION] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / lengths, dtype=np.float32)


class FakeBot:
    """Says what it was told to say; remembers what it was asked.

    `meanwhile` runs while the bot thinks, such as an agent taking the conversation.
    """

    def __init__(
        self, *replies: str | Reply, meanwhile: Callable[[Turn], object] | None = None
    ) -> None:
        self.replies = [Reply(words) if isinstance(words, str) else words for words in replies]
        self.meanwhile = meanwhile
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> list[Reply]:
        """The prepared replies, or an echo of the question when there are none."""
        self.turns.append(turn)
        if self.meanwhile:
            self.meanwhile(turn)
        return self.replies or [Reply(f"You said: {turn.text}")]

    @property
    def heard(self) -> list[str]:
        return [turn.text for turn in self.turns]


class BrokenBot:
    """Fails at every turn, as a bot does that is not there."""

    def __init__(self, problem: str = "ConnectError: refused") -> None:
        self.problem = problem
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> list[Reply]:
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
