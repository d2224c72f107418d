"""Answering a turn of a conversation: what it means after the turns before it, or as it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

from knowledge_base.answering.model import MOST_CHOICES
from knowledge_base.answering.spans import Span
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.following.features import Features
from knowledge_base.following.model import MOST_CHARACTERS, SAYS_NOTHING, Weights, understand
from knowledge_base.following.trust import signs_of, trust
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.results import Hit, Results

# Sentences of the article that was in play come first unless the best are this much likelier.
_LIKELIER = 2.0

Look = Callable[[str], Results]


@dataclass(frozen=True)
class Before:
    """What was asked before, oldest first, and the article that was offered last.

    `meaning` is what the latest was taken to mean, where that is more than it says.
    """

    turns: Sequence[str] = ()
    article_id: int | None = None
    meaning: str | None = None

    def followed_by(self, text: str, found: "Reply") -> "Before":
        """The same when this turn was replied to."""
        offered = [] if found.answer.outcome == "unknown" else found.offered
        article_id = offered[0].article_id if offered else None
        return Before([*self.turns, text], article_id, found.question)


@dataclass(frozen=True)
class Reply:
    """What the turn was taken to ask, what was found for it, and what that answers."""

    question: str
    results: Results
    answer: Answer

    @classmethod
    def of(cls, question: str, results: Results) -> "Reply":
        """What was found, judged as it stands."""
        return cls(question, results, answer(question, results))

    @property
    def offered(self) -> list[Hit]:
        """Each article found once, what was said first."""
        said = [self.answer.hit] if self.answer.hit else self.answer.nearest
        hits: dict[int, Hit] = {}
        for hit in (*said, *self.results.hits):
            hits.setdefault(hit.article_id, hit)
        return list(hits.values())


@dataclass(frozen=True)
class Reading:
    """One way to understand a turn, and what was found for it.

    Without `signs` nothing speaks against it, and it is as sure as the search is.
    """

    question: str
    results: Results
    signs: Features | None = None


def reply(text: str, before: Before, embedder: Embedder, look: Look) -> Reply:
    """Answer a turn as it is best understood; one that says nothing alone with a choice at most."""
    found = readings(text, before, embedder, look)
    if found[0].signs is None:
        return Reply.of(found[0].question, found[0].results)
    trusted = [(trust(reading.signs or {}), reading) for reading in found]
    (sure, best), *others = sorted(trusted, key=lambda pair: -pair[0])
    first = [span for _, other in others for span in other.results.spoken.choice[:1]]
    return Reply.of(best.question, _with_choice(_as_sure(best.results, sure), first))


def readings(
    text: str, before: Before, embedder: Embedder, look: Look, weights: Weights | None = None
) -> list[Reading]:
    """A whole question as typed; what may lean on the turn before it as typed and together."""
    understood = understand(text, before.turns, embedder, weights)
    typed = look(text)
    if understood.phrase is None:
        says_nothing = understood.needs_context >= SAYS_NOTHING
        return [Reading(text, _unsure(typed) if says_nothing else typed)]
    earlier = (before.meaning or before.turns[-1])[:MOST_CHARACTERS]
    together = _in_play(look(f"{text} {earlier}"), before.article_id)
    agreed = _first_article(typed) == _first_article(together)
    read = [(text, typed, False), (understood.question, together, True)]
    return [
        Reading(
            question,
            results,
            signs_of(
                together=with_earlier,
                sure=answer(question, results).confidence,
                needs=understood.needs_context,
                agreed=agreed,
            ),
        )
        for question, results, with_earlier in read
    ]


def _as_sure(found: Results, sure: float) -> Results:
    """The same, believed so far and no further, whatever else spoke for it."""
    spoken = replace(found.spoken, certainty=sure)
    return replace(found, spoken=spoken, certainty=sure, threshold=inf)


def _with_choice(found: Results, spans: Sequence[Span]) -> Results:
    """The same with these spans in the choice, behind its own first."""
    choice = found.spoken.choice
    places: dict[tuple[int, str, int], Span] = {}
    for span in (*choice[:1], *spans, *choice[1:]):
        place = span.candidate
        places.setdefault((place.article_id, place.text, span.first), span)
    choice = list(places.values())[:MOST_CHOICES]
    return replace(found, spoken=replace(found.spoken, choice=choice))


def _unsure(found: Results) -> Results:
    """The same as a choice at most."""
    return replace(found, spoken_threshold=inf, threshold=inf)


def _first_article(found: Results) -> int | None:
    spans = found.spoken.spans
    return spans[0].candidate.article_id if spans else None


def _in_play(found: Results, article_id: int | None) -> Results:
    """The article that was offered last comes first in a choice where it is nearly as likely."""
    choice = found.spoken.choice
    for span in choice[1:]:
        likely = span.chance * _LIKELIER >= choice[0].chance
        if span.candidate.article_id == article_id and likely:
            others = [other for other in choice if other is not span]
            return replace(found, spoken=replace(found.spoken, choice=[span, *others]))
    return found
