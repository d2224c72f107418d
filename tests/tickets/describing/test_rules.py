"""Tags and the tree of categories, by table."""

import pytest

from helpdesk.tickets.describing.rules import (
    DEEPEST,
    MOST_CATEGORIES,
    DescriptionRefused,
    Node,
    branches,
    check_name,
    check_place,
    tags_in,
)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []), (" , ,", []), ("late", ["late"]), ("Late, late ,LATE", ["late"]),
        ("gift  card,late", ["gift card", "late"]), ("straße", ["strasse"]),
    ],
)  # fmt: skip
def test_tags_are_what_stands_between_commas(typed: str, tags: list[str]) -> None:
    assert tags_in(typed) == tags


@pytest.mark.parametrize(
    ("typed", "fault"),
    [(",".join(map(str, range(21))), "20 tags or fewer"), ("x" * 41, "40 characters")],
)
def test_more_than_anybody_reads_is_refused(typed: str, fault: str) -> None:
    with pytest.raises(DescriptionRefused, match=fault):
        tags_in(typed)


def test_the_tree_is_read_from_the_top_by_name() -> None:
    nodes = [
        Node(1, None, "payment", False), Node(2, None, "Delivery", False),
        Node(3, 2, "Late", False), Node(4, 2, "abroad", False), Node(5, 3, "Parcel", False),
    ]  # fmt: skip
    assert [str(branch) for branch in branches(nodes)] == [
        "Delivery", "Delivery / abroad", "Delivery / Late", "Delivery / Late / Parcel", "payment",
    ]  # fmt: skip


def test_what_lies_below_a_retired_category_is_not_offered_either() -> None:
    nodes = [Node(1, None, "Delivery", True), Node(2, 1, "Late", False), Node(3, None, "X", False)]
    assert [(branch.name, branch.retired, branch.offered) for branch in branches(nodes)] == [
        ("Delivery", True, False), ("Late", False, False), ("X", False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("  ", "Give the category a name"),
        ("x" * 61, "60 characters"),
        ("late ", "There is a"),
        ("a/b", "Leave the “/” out"),
    ],
)
def test_a_name_that_does_not_tell_is_refused(name: str, fault: str) -> None:
    with pytest.raises(DescriptionRefused, match=fault):
        check_name(name, ["Late"])


def test_a_tree_that_nobody_could_choose_from_is_refused() -> None:
    check_place(DEEPEST, MOST_CATEGORIES - 1)
    for depth, number in ((DEEPEST + 1, 0), (1, MOST_CATEGORIES)):
        with pytest.raises(DescriptionRefused):
            check_place(depth, number)
