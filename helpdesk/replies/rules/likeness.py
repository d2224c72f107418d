"""Which of the nearest replies are shown, and in which order."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from helpdesk.replies.rules.worth import is_alike

# The cosine from which on two questions may have the same answer: 99 of 100 questions about
# something else stay below it, and 92 of 100 about the same product find one above (replies.md).
LIKE_ENOUGH = 0.55
SAME_LANGUAGE = 0.05  # what the customer's own language is worth


class Found(Protocol):
    """A reply that was found, by how like the question is that it answered."""

    @property
    def words(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def likeness(self) -> float: ...


F = TypeVar("F", bound=Found)


def best_of(found: Iterable[F], language: str, *, most: int) -> list[F]:
    """Those of questions that are like enough, the likest first, near-duplicates once."""

    def order(one: F) -> float:
        return one.likeness + SAME_LANGUAGE * (one.language == language)

    chosen: list[F] = []
    for one in sorted(found, key=order, reverse=True):
        like = one.likeness >= LIKE_ENOUGH
        if like and not any(is_alike(one.words, other.words) for other in chosen):
            chosen.append(one)
    return chosen[:most]
