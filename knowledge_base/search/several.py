"""Answering each question of a message that asks several, where one has an answer of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.following.parts import questions_in
from knowledge_base.search.follow_up import Before, Look, Reply, reply

MOST_AT_ONCE = 3


@dataclass(frozen=True)
class Replies:
    """Each question as it was typed, in order, with its reply."""

    replies: Sequence[tuple[str, Reply]]
    left_out: bool = False
    """It asked more than is answered at once."""


def replies(text: str, before: Before | None, embedder: Embedder, look: Look) -> Replies:
    """Answer a turn: question by question where one is sure then, else as a whole.

    A question may lean on those before it; one beside others leans less often than one that comes
    later, so that what answers it alone is believed. Without `before` nothing is followed up.
    """

    look = cache(look)  # what stands alone is looked up alone before it is looked up as a follow-up

    def answered(question: str, ahead: Before | None) -> Reply:
        if ahead is None:
            return Reply.of(question, look(question))
        return reply(question, ahead, embedder, look)

    def beside(question: str, ahead: Before | None) -> Reply:
        alone = answered(question, None)
        if ahead is None or alone.answer.outcome == "answered":
            return alone
        return answered(question, ahead)

    asked = questions_in(text)
    told = asked[:MOST_AT_ONCE] if len(asked) > 1 else []
    found: list[tuple[str, Reply]] = []
    ahead = before
    for each in told:
        found.append((each, beside(each, ahead) if found else answered(each, ahead)))
        ahead = ahead and ahead.followed_by(*found[-1])
    if not any(one.answer.outcome == "answered" for _, one in found):
        return Replies([(text, answered(text, before))])
    if len({one.answer.text for _, one in found}) == 1:
        # What was cut here is one question after all, or the same words answer both.
        return Replies([(text, found[0][1])])
    return Replies(found, left_out=len(asked) > len(told))
