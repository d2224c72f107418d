"""What an answer is looked for in: passages of the articles found, cut into their sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge_base.documents.chunking import in_place
from knowledge_base.documents.splitting import sentences_in
from knowledge_base.embedding.embedder import Vectors


@dataclass(frozen=True)
class Candidate:
    """One passage in its place, with how near it and each of its sentences are to a question."""

    article_id: int
    title: str
    url: str | None
    heading: str
    anchor: str
    text: str
    language: str
    similarity: float
    """The cosine between question and passage, -1 to 1."""
    chance: float
    """The ranking's probability that its article is the one, 0 to 1."""
    meanings: Vectors
    """The cosine between question and each sentence in its place, in the sentences' order."""

    @cached_property
    def sentences(self) -> Sequence[str]:
        return sentences_in(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each sentence begins."""
        found, at = [], 0
        for sentence in self.sentences:
            at = self.text.index(sentence, at)
            found.append(at)
            at += len(sentence)
        return found

    def in_place(self, sentence: int) -> str:
        """The sentence of that number as the model reads it, below title and headings."""
        return in_place(self.title, self.heading, self.sentences[sentence])

    @property
    def place(self) -> str:
        """Title and headings above it."""
        return f"{self.title} {self.heading}"

    def between(self, first: int, last: int) -> str:
        """The text from one sentence to another, both included, as it stands."""
        return self.text[self.starts[first] : self.starts[last] + len(self.sentences[last])]
