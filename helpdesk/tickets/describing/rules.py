"""Which tags a ticket may carry, and how the tree of categories is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpdesk.platform.errors import RuleBroken

MOST_TAGS, LONGEST_TAG = 20, 40
LONGEST_NAME, MOST_CATEGORIES, DEEPEST = 60, 300, 3
BETWEEN = " / "


class DescriptionRefused(RuleBroken):
    """A ticket or a category cannot be described in that way."""


@dataclass(frozen=True)
class Branch:
    """A category in its place; `offered` unless it, or one above it, is retired.

    `skill` is what it asks for itself, or else the nearest above it.
    """

    id: int
    path: tuple[str, ...]
    retired: bool
    offered: bool
    skill: str | None = None

    @property
    def name(self) -> str:
        """Its own name, without those above it."""
        return self.path[-1]

    def __str__(self) -> str:
        return BETWEEN.join(self.path)


@dataclass(frozen=True)
class Node:
    """A category as it is kept."""

    id: int
    parent_id: int | None
    name: str
    retired: bool
    skill: str | None = None


def branches(nodes: Iterable[Node]) -> list[Branch]:
    """Every category below its parent, those of one parent by name.

    >>> late = Node(2, 1, "Late", False)
    >>> [str(each) for each in branches([late, Node(1, None, "Delivery", False)])]
    ['Delivery', 'Delivery / Late']
    """
    below: dict[int | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node.name.casefold(), node.id)):
        below.setdefault(node.parent_id, []).append(node)
    return [branch for top in below.get(None, []) for branch in _walk(below, top, None)]


def _walk(
    below: dict[int | None, list[Node]], node: Node, above: Branch | None
) -> Iterator[Branch]:
    path, offered, skill = (above.path, above.offered, above.skill) if above else ((), True, None)
    branch = Branch(
        node.id,
        (*path, node.name),
        node.retired,
        offered and not node.retired,
        node.skill or skill,
    )
    yield branch
    for each in below.get(node.id, []):
        yield from _walk(below, each, branch)


def between_commas(typed: str) -> list[str]:
    """The words or phrases of a list, in small letters, each once.

    >>> between_commas("Late, gift  card,, late")
    ['late', 'gift card']
    """
    found = dict.fromkeys(" ".join(each.split()).casefold() for each in typed.split(","))
    return [each for each in found if each]


def tags_in(typed: str) -> list[str]:
    """What stands between commas, in small letters, each once; raise DescriptionRefused.

    >>> tags_in("Late, gift  card, late")
    ['late', 'gift card']
    """
    tags = between_commas(typed)
    if len(tags) > MOST_TAGS:
        raise DescriptionRefused("Give a ticket %(most)s tags or fewer.", most=MOST_TAGS)
    if any(len(tag) > LONGEST_TAG for tag in tags):
        raise DescriptionRefused(
            "Shorten each tag to %(most)s characters or less, with commas between them.",
            most=LONGEST_TAG,
        )
    return tags


def check_name(name: str, siblings: Iterable[str]) -> str:
    """A category's name as it is kept; raise DescriptionRefused."""
    kept = " ".join(name.split())
    if not kept:
        raise DescriptionRefused("Give the category a name, a word or two are enough.")
    if len(kept) > LONGEST_NAME:
        raise DescriptionRefused("Shorten the name to %(most)s characters.", most=LONGEST_NAME)
    if BETWEEN.strip() in kept:
        raise DescriptionRefused("Leave the “/” out of the name: it stands between levels.")
    if kept.casefold() in {each.casefold() for each in siblings}:
        raise DescriptionRefused("There is a category “%(name)s” in this place.", name=kept)
    return kept


def check_place(depth: int, number: int) -> None:
    """Raise DescriptionRefused for a tree that nobody could choose from."""
    if depth > DEEPEST:
        raise DescriptionRefused("Categories go %(deepest)s levels deep at most.", deepest=DEEPEST)
    if number >= MOST_CATEGORIES:
        raise DescriptionRefused(
            "There are %(most)s categories. Rename one that is retired instead.",
            most=MOST_CATEGORIES,
        )
