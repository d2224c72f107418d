"""What words alone tell of a mood: how good or bad each is, turned by negation, and smileys."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Vectors = NDArray[np.float32]

# Plain words of praise and displeasure, from which the sentence model tells those beside them.
_GOOD = """
    good great excellent awesome amazing wonderful fantastic brilliant superb perfect nice lovely
    best better beautiful love loved like liked enjoy enjoyed happy glad pleased delighted thrilled
    grateful thankful thanks thank appreciate appreciated welcome helpful friendly kind polite
    patient useful easy simple fast quick reliable clean clear elegant smooth comfortable recommend
    recommended impressed satisfied solved works working fixed win won success successful cool fun
    funny interesting congratulations cheers hope smile proud trust fair generous favorite exactly
    correct yay wow delicious fresh worth
"""
_BAD = """
    bad terrible horrible awful worst worse poor ugly nasty disgusting lousy pathetic crap shit
    damn fuck sucks suck stupid dumb idiot hate hated dislike angry mad furious annoyed annoying
    frustrated frustrating irritating upset sad unhappy sorry unfortunately disappointed
    disappointing disappointment worried worry afraid fear scared scary confused confusing
    desperate hopeless painful pain useless broken broke fail failed fails failure wrong error
    crash problem trouble mess nightmare slow difficult hard impossible rude unprofessional ignored
    lie lied lying cheat scam unfair waste wasted avoid never complain complaint refund lost late
    missing damaged dirty cold boring weird strange evil ridiculous insane nonsense shame ashamed
    embarrassed regret fault blame
"""


def _words(listed: str) -> list[str]:
    return listed.split()


KNOWN: Mapping[str, float] = dict.fromkeys(_words(_GOOD), 1.0) | dict.fromkeys(_words(_BAD), -1.0)

# Smileys, words with their apostrophe, runs of marks, and any other sign: each tells something.
_TOKEN = re.compile(
    r"[:;=8][\-o']?[)\](\[dp/\\|*@]|[)\](\[d/\\][\-o']?[:;=]|<3|\^_?\^"
    r"|\w+(?:'\w+)*|[!?]+|\.\.+|[^\w\s]"
)
_SMILEY = re.compile(r"[:;=8][\-o']?[)\]dp*]|[(\[][\-o']?[:;=]|<3|\^_?\^")
_FROWN = re.compile(r"[:;=8][\-o']?[(\[/\\|@]|[)\]d][\-o']?[:;=]")
_ENDS_NEGATION = re.compile(r"[.,!?;:]")
NEGATIONS = frozenset(
    _words("not no never cannot cant dont without nor neither nothing none hardly barely")
)
# So many words after a negation are turned by it, to half of their strength: "not good" is
# less bad than "bad" (Taboada et al. 2011).
_REACH, _TURNED = 3, -0.5
# Letters of the shortest word that is looked at.
_SHORTEST = 3


class Embedder(Protocol):
    """What turns texts into one row of numbers each."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


def tokens(text: str) -> list[str]:
    """Words, smileys and marks in small letters.

    >>> tokens("It isn't good :-(")
    ['it', "isn't", 'good', ':-(']
    """
    return _TOKEN.findall(text.lower().replace("’", "'"))


@dataclass(frozen=True)
class Goodness:
    """How good any word is, as far as the sentence model tells: a ridge regression on KNOWN."""

    embedder: Embedder
    weights: Numbers
    bias: float

    @classmethod
    def of(cls, embedder: Embedder) -> "Goodness":
        """Learned from where the known words lie; it takes a second."""
        from sklearn.linear_model import Ridge

        fitted = Ridge(3.0).fit(embedder.embed(list(KNOWN)), list(KNOWN.values()))
        return cls(embedder, np.asarray(fitted.coef_, dtype=np.float64), float(fitted.intercept_))

    def guess(self, words: Collection[str]) -> dict[str, float]:
        """Below 0 a bad one, above 0 a good one."""
        ordered = sorted(words)
        goodness = self.embedder.embed(ordered) @ self.weights + self.bias
        return dict(zip(ordered, goodness.tolist(), strict=True))


def moods(texts: Sequence[str], goodness: Goodness) -> Numbers:
    """One row of the same numbers a text: how good its words are, smileys, marks and length.

    The words count twice: those of the lists above, and all as far as the sentence model tells
    how good they are from where they lie beside these.
    """
    read = [tokens(text) for text in texts]
    guessed = goodness.guess({word for words in read for word in words if _is_word(word)})
    rows = [
        _of_words(words, KNOWN) + _of_words(words, guessed) + _of_marks(words) for words in read
    ]
    return np.array(rows, dtype=np.float64).reshape(len(texts), -1)


def _of_words(words: Sequence[str], goodness: Mapping[str, float]) -> list[float]:
    found = np.array([goodness[word] * turn for word, turn in _turns(words) if word in goodness])
    if not len(found):
        return [0.0] * 10
    rising = np.sort(found)
    return [
        rising[-1],
        rising[0],
        rising[-2:].mean(),
        rising[:2].mean(),
        found.mean(),
        found.sum(),
        found[0],
        found[-1],
        float((found > 0).sum()),
        float((found < 0).sum()),
    ]


def _of_marks(words: Sequence[str]) -> list[float]:
    return [
        float(sum(bool(_SMILEY.fullmatch(word)) for word in words)),
        float(sum(bool(_FROWN.fullmatch(word)) for word in words)),
        float(sum(word.count("!") for word in words)),
        float(sum(word.count("?") for word in words)),
        float(len(words)),
    ]


def _turns(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each word with what its goodness is multiplied by: 1, or less than 0 after a negation."""
    turned = 0
    for word in words:
        if _ENDS_NEGATION.match(word):
            turned = 0
        yield word, _TURNED if turned else 1.0
        turned = _REACH if _negates(word) else max(0, turned - 1)


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def _is_word(token: str) -> bool:
    return token.isalpha() and len(token) >= _SHORTEST
