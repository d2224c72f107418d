"""What may happen to an article, and what makes one publishable."""

from enum import StrEnum
from typing import TypeVar

from helpdesk.platform.errors import Overtaken, RuleBroken
from knowledge_base.audience import Audience
from knowledge_base.documents.slugs import slugify

Question = TypeVar("Question")
LONGEST_TITLE = 200
LONGEST_SLUG = 80
LONGEST_BODY = 1_000_000


class ArticleState(StrEnum):
    """Only published articles are found, read by customers and used by the bot."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Outcome(StrEnum):
    """What a question led to."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How surely an article is known to have answered a question, the weakest first."""

    LINKED = "linked"
    HELPFUL = "helpful"
    ACCEPTED = "accepted"

    @property
    def rank(self) -> int:
        return list(Strength).index(self)


class ModelState(StrEnum):
    """A model embeds every question while it serves; the previous one can be brought back."""

    CANDIDATE = "candidate"
    SERVING = "serving"
    PREVIOUS = "previous"
    REFUSED = "refused"
    RETIRED = "retired"


NEW_QUESTIONS, NEW_SHARE = 200, 0.1


def worth_training(known: int, taught: int) -> bool:
    """Are there enough answered questions that the last training did not know?"""
    return known - taught >= max(NEW_QUESTIONS, NEW_SHARE * taught)


def check_article(title: str, body: str) -> None:
    """Raise RuleBroken with a sentence when the article cannot be kept."""
    if not title.strip():
        raise RuleBroken("Give the article a title: it is what customers see first.")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken("Shorten the title to %(most)s characters or less.", most=LONGEST_TITLE)
    if not body.strip():
        raise RuleBroken("Write something in the article: an empty one answers nobody.")
    if len(body) > LONGEST_BODY:
        raise RuleBroken("Split this article: one over a megabyte of text helps nobody.")
    if "\x00" in title + body:
        raise RuleBroken("The article holds binary data. Paste its text only.")


def check_markup(*, can_be_shown: bool) -> None:
    """Raise RuleBroken for a text with more markup than a page and the index can read."""
    if not can_be_shown:
        raise RuleBroken("Split this article: it has more lines and markup than one page can show.")


def audience_of(typed: str) -> Audience | None:
    """The readers that a form names, None where it names none; RuleBroken for anything else."""
    if not typed:
        return None
    if typed not in set(Audience):
        raise RuleBroken("Say who reads the article: everybody, or agents only.")
    return Audience(typed)


def check_answer(state: ArticleState, audience: Audience, asked: Question | None) -> Question:
    """What was asked; raise RuleBroken for nothing, or when customers cannot read the answer."""
    if state is not ArticleState.PUBLISHED:
        raise RuleBroken("Customers cannot read this article. Publish it first, then it answers.")
    if audience is not Audience.PUBLIC:
        raise RuleBroken("Customers cannot read this article: it is for agents only.")
    if asked is None:
        raise RuleBroken("The customer has not asked anything here, so nothing answers it yet.")
    return asked


def check_link(title: str, audience: Audience) -> None:
    """Raise RuleBroken when words for a customer link to what only agents can read."""
    if audience is not Audience.PUBLIC:
        raise RuleBroken(
            "Your reply links to “%(title)s”, which only agents can read. Take the link out.",
            title=title,
        )


class ArticleChanged(Overtaken):
    """Somebody else revised the article while this revision was written."""


def check_unchanged(version: int, seen: int | None, *, by: str) -> None:
    """Raise ArticleChanged when the writer had another version before them than there is now."""
    if seen is not None and seen != version:
        raise ArticleChanged(
            "%(by)s saved version %(version)s while you had another one before you. Read "
            "theirs, then save again to put yours in its place.",
            by=by,
            version=version,
        )


def check_still(state: ArticleState, seen: tuple[str, int | None], now: int, *, by: str) -> None:
    """Raise ArticleChanged when an article is published or archived that somebody changed since."""
    if seen != (state, now):
        raise ArticleChanged(
            "%(by)s changed this article meanwhile, so nothing was done. This is how it is now.",
            by=by,
        )


def slug_of(title: str) -> str:
    """A readable address part: `How to return?` becomes `how-to-return`, in any script."""
    return slugify(title)[:LONGEST_SLUG].strip("-") or "article"
