"""Answering a turn of a conversation: what it means after the turns before it, or as it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.following.model import NEEDED, understand
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.results import Hit, Results

# Answers as sure as one another but for this are equally good.
_CLOSE = 0.02
# Sentences of the article that was in play come first unless the best are this much likelier.
_LIKELIER = 2.0
# So surely does a turn with nothing before it lean on something; below, it is a whole question.
_ALONE_NOTHING = 0.7

Look = Callable[[str], Results]


@dataclass(frozen=True)
class Before:
    """What was asked before, oldest first, and the article that was offered last."""

    turns: Sequence[str] = ()
    article_id: int | None = None

    def followed_by(self, text: str, found: "Reply") -> "Before":
        """The same when this turn was replied to."""
        offered = [] if found.answer.outcome == "unknown" else found.offered
        return Before([*self.turns, text], offered[0].article_id if offered else None)


@dataclass(frozen=True)
class Reply:
    """What was searched for, what that found, and what it answers."""

    question: str
    results: Results
    answer: Answer

    @property
    def offered(self) -> list[Hit]:
        """Each article found once, what was said first."""
        said = [self.answer.hit] if self.answer.hit else self.answer.nearest
        hits: dict[int, Hit] = {}
        for hit in (*said, *self.results.hits):
            hits.setdefault(hit.article_id, hit)
        return list(hits.values())


def reply(text: str, before: Before, embedder: Embedder, look: Look) -> Reply:
    """Answer a turn; one that says nothing alone is never answered outright without the others."""
    understood = understand(text, before.turns, embedder)
    typed = _reply(text, look(text))
    if understood.needs_context < NEEDED:
        return typed
    if understood.phrase is None:
        return _unsure(typed) if understood.needs_context >= _ALONE_NOTHING else typed
    found = _in_play(look(understood.question), before.article_id)
    merged = _reply(understood.question, found)
    # Words alone mistake many a complete question for a follow-up; what they find does not.
    surer = merged.answer.confidence >= typed.answer.confidence - _CLOSE
    return merged if surer else typed


def _reply(question: str, results: Results) -> Reply:
    return Reply(question, results, answer(question, results))


def _unsure(found: Reply) -> Reply:
    """The same as a choice at most."""
    never = replace(found.results, spoken_threshold=inf, threshold=inf)
    return replace(found, answer=answer(found.question, never))


def _in_play(found: Results, article_id: int | None) -> Results:
    """The article that was offered last comes first in a choice where it is nearly as likely."""
    choice = found.spoken.choice
    for span in choice[1:]:
        likely = span.chance * _LIKELIER >= choice[0].chance
        if span.candidate.article_id == article_id and likely:
            others = [other for other in choice if other is not span]
            return replace(found, spoken=replace(found.spoken, choice=[span, *others]))
    return found
