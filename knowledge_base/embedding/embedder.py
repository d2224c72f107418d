"""Text in, unit vectors out: the protocol all embedders keep and the one that serves ONNX."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import onnxruntime
from cachetools import LRUCache
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]

MAX_TOKENS = 256
# A model reads 256 tokens; nobody needs to tokenise a megabyte to find the first of them.
MAX_CHARACTERS = 8_000
# Bytes of what a process read lately, enough for some 3,000 texts: sentences of articles come up
# again and again, and so do a question and its phrases in each later turn of a conversation.
RECENT = 50_000_000
# Whoever embeds more texts at once fills an index, and would push out what is asked.
MOST_REMEMBERED = 256
_WORD_BEGINS = "\u2581"  # how SentencePiece writes that a word begins
_SAMPLE = "How do I reset my password?"


class ModelError(Exception):
    """The model folder cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Recipe:
    """What made a vector. Vectors of two recipes must never be compared."""

    model: str
    dimension: int
    normalised: bool = True

    @property
    def stamp(self) -> str:
        """One line to store beside each vector, for example `all-MiniLM-L6-v2/384/unit`."""
        return f"{self.model}/{self.dimension}/{'unit' if self.normalised else 'raw'}"


@dataclass(frozen=True)
class Tokens:
    """A text's tokens as the model reads them: numbers in its vocabulary, and meanings.

    `vectors` has one unit row for each token, in half precision.
    """

    ids: NDArray[np.int64]
    vectors: NDArray[np.float16]


@dataclass(frozen=True)
class _Read:
    """What one run of the model says of a text."""

    vector: Vectors
    tokens: Tokens


class Embedder(Protocol):
    """Anything that turns texts into one row of numbers each, and can say how it was made."""

    @property
    def recipe(self) -> Recipe: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, each with its meaning beside the others."""
        ...

    def knows(self, word: str) -> bool:
        """Is it a word of the model's own vocabulary, and so hardly a typing error?"""
        ...


class OnnxEmbedder:
    """Serves a model that `knowledge_base.embedding.export.export` wrote into a folder.

    Nothing is loaded before the first use, so that making one costs nothing.

    >>> embedder = OnnxEmbedder(Path(".heed/models/embedding/all-MiniLM-L6-v2"))
    >>> embedder.embed(["Where is my order?"]).shape
    (1, 384)
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder = folder
        self._threads = threads
        self._recent: LRUCache[str, _Read] = LRUCache(RECENT, getsizeof=_bytes)
        self._keeping = Lock()

    @cached_property
    def recipe(self) -> Recipe:
        try:
            found = json.loads((self.folder / "recipe.json").read_text(encoding="utf-8"))
            return Recipe(str(found["model"]), int(found["dimension"]), bool(found["normalised"]))
        except FileNotFoundError as error:
            raise ModelError(
                f"There is no language model in {self.folder}. Run the export to make one."
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(self._damaged("recipe.json")) from error

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in the order given; few texts at once are remembered."""
        if len(texts) > MOST_REMEMBERED:
            vectors = [_mean(self._run(text[:MAX_CHARACTERS])[1]) for text in texts]
        else:
            vectors = [read.vector for read in self._remembered(texts)]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.recipe.dimension)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """In the order given, and remembered."""
        return [read.tokens for read in self._remembered(texts)]

    def _remembered(self, texts: Sequence[str]) -> list[_Read]:
        """What the model says of each; it reads those alone that it did not read lately."""
        texts = [text[:MAX_CHARACTERS] for text in texts]
        with self._keeping:
            found = {text: self._recent[text] for text in texts if text in self._recent}
        missing = {text for text in texts if text not in found}
        found |= {text: self._read(text) for text in missing}
        with self._keeping:
            self._recent.update({text: found[text] for text in missing})
        return [found[text] for text in texts]

    def knows(self, word: str) -> bool:
        """A word that is a token of its own; what the model was not taught is cut into pieces."""
        pieces = (word.lower(), _WORD_BEGINS + word)
        return any(self._tokenizer.token_to_id(piece) is not None for piece in pieces)

    def check(self) -> None:
        """Load everything and embed one sentence, or raise ModelError."""
        self.embed([_SAMPLE])

    def _read(self, text: str) -> _Read:
        row, hidden = self._run(text)
        # What marks beginning and end stands for no word, but an empty text has nothing else.
        words = np.flatnonzero(np.array(row.special_tokens_mask) == 0)
        kept = words if len(words) else np.array([0])
        ids = np.array(row.ids, dtype=np.int64)[kept]
        return _Read(_mean(hidden), Tokens(ids, _unit(hidden[kept]).astype(np.float16)))

    def _run(self, text: str) -> tuple[Encoding, Vectors]:
        """The text cut into tokens, and the model's last hidden states: (tokens, size).

        Texts go through one by one: the model's eight-bit scales depend on everything in a batch,
        so a text would mean something else beside others; and only the shortest gain from one.
        """
        size = self.recipe.dimension
        row = self._tokenizer.encode(_encodable(text))
        inputs = {"input_ids": [row.ids], "attention_mask": [row.attention_mask]}
        fed = {name: np.array(values, dtype=np.int64) for name, values in inputs.items()}
        hidden = self._session.run(["last_hidden_state"], fed)[0][0]
        if hidden.shape[-1] != size:
            raise ModelError(
                f"The model in {self.folder} makes vectors of {hidden.shape[-1]} numbers, but its "
                f"recipe says {size}. Delete the folder and run the export again."
            )
        return row, hidden

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        # The tokenizers library raises plain Exception, whatever is wrong with the file.
        except Exception as error:
            raise ModelError(self._damaged("tokenizer.json")) from error
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        # onnxruntime's own errors share no base but Exception.
        except Exception as error:
            raise ModelError(self._damaged("model.onnx")) from error

    def _damaged(self, name: str) -> str:
        return (
            f"{name} in {self.folder} is missing or damaged. "
            "Delete the folder and run the export again."
        )


def write_recipe(recipe: Recipe, folder: Path) -> None:
    """Say in the folder what its model makes."""
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n")


def _encodable(text: str) -> str:
    """Half a surrogate pair can come in by JSON; the tokenizer's UTF-8 cannot hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _mean(hidden: Vectors) -> Vectors:
    """The unit mean of the tokens' vectors."""
    return np.asarray(_unit(hidden.mean(axis=0, keepdims=True))[0], dtype=np.float32)


def _bytes(read: _Read) -> int:
    return read.vector.nbytes + read.tokens.ids.nbytes + read.tokens.vectors.nbytes


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.clip(lengths, 1e-12, None), dtype=np.float32)
