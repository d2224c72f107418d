"""Two articles that answer a question with nearly the same sentence and different numbers."""

import re
from collections.abc import Callable, Sequence
from itertools import product

from knowledge_base.answering.asking import Asked, Kind
from knowledge_base.answering.spans import Span
from knowledge_base.answering.words import stems_of
from knowledge_base.embedding.embedder import Vectors

Embed = Callable[[Sequence[str]], Vectors]

# Of the kinds that a question may ask for, those that are numbers.
_COUNTED: tuple[Kind, ...] = ("number", "duration", "money")
# So much further from the question than the best sentence may the other be, so near to each other
# must both be but for their numbers, and so many are compared.
_FURTHER, _ALIKE, _MOST = 0.25, 0.75, 4
_QUANTITY = re.compile(r"([€$£])?\s?(\d+(?:[.,:]\d+)*)\s?([€$£%]|[^\W\d_]+)?")


def disagreement(question: str, spans: Sequence[Span], embed: Embed) -> tuple[Span, Span] | None:
    """The best span and one of another article that contradicts it, if the question asks a number.

    >>> disagreement("How long are returns?", [thirty_days, fourteen_days], embedder.embed)
    (Span(...), Span(...))
    """
    asked = Asked.of(question)
    kinds = [kind for kind in _COUNTED if kind in asked.kinds]
    if not kinds or not spans:
        return None
    told = [_told(asked, kinds, span) for span in spans]
    article, language = spans[0].candidate.article_id, spans[0].candidate.language
    pairs = [
        (other_near, words, other_words, other)
        for other, others in zip(spans[1:], told[1:], strict=True)
        if other.candidate.article_id != article
        for (words, near), (other_words, other_near) in product(told[0], others)
        if other_near >= near - _FURTHER and _differ(words, other_words, language)
    ]
    nearest = sorted(pairs, key=lambda pair: -pair[0])[:_MOST]
    uncounted = {words: _QUANTITY.sub(r" \3", words) for _, *both, _ in nearest for words in both}
    vectors = dict(zip(uncounted, embed(list(uncounted.values())), strict=True))
    for _, words, other_words, other in nearest:
        if float(vectors[words] @ vectors[other_words]) >= _ALIKE:
            return spans[0], other
    return None


def _told(asked: Asked, kinds: Sequence[Kind], span: Span) -> list[tuple[str, float]]:
    """The sentences that hold such a number, and how near each is to the question."""
    near = span.candidate.meanings[span.first : span.last + 1].tolist()
    return [
        (words, meaning)
        for words, meaning in zip(span.sentences, near, strict=True)
        if any(asked.held(kind, words) for kind in kinds)
    ]


def _differ(one: str, two: str, language: str) -> bool:
    counted, also = _quantities(one, language), _quantities(two, language)
    return any(
        not (counted[unit] <= also[unit] or also[unit] <= counted[unit])
        for unit in counted.keys() & also.keys()
    )


def _quantities(sentence: str, language: str) -> dict[str, set[str]]:
    """The numbers of each unit."""
    found: dict[str, set[str]] = {}
    for currency, number, unit in _QUANTITY.findall(sentence):
        for stem in {currency} if currency else stems_of(unit, language) or {unit}:
            found.setdefault(stem, set()).add(number)
    found.pop("", None)
    return found
