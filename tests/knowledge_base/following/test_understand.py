"""A turn is searched with what it means after the turns before it."""

import pytest

from knowledge_base import OnnxEmbedder
from knowledge_base.following.model import MOST_EARLIER, NEEDED, SAYS_NOTHING, kept, understand
from tests.fakes import FakeEmbedder


@pytest.mark.parametrize(
    ("earlier", "text", "question"),
    [
        ("How do I get a refund?", "and how long does that take?", "refund"),
        ("How much is delivery to Germany?", "and to France?", "delivery to Germany"),
        ("How do I set up the VPN on a laptop?", "is it free?", "VPN"),
        ("Can I open a business account?", "how long?", "business account"),
    ],
)
def test_a_follow_up_is_searched_with_what_it_means(
    minilm: OnnxEmbedder, earlier: str, text: str, question: str
) -> None:
    understood = understand(text, [earlier], minilm)
    assert understood.needs_context >= NEEDED
    assert understood.question == f"{text} {understood.phrase}"
    assert question in understood.question


@pytest.mark.parametrize(
    "text", ["my discount code does not work", "Do you have a shop in Berlin?"]
)
def test_a_change_of_subject_is_searched_as_it_stands(minilm: OnnxEmbedder, text: str) -> None:
    understood = understand(text, ["How do I get a refund?"], minilm)
    assert understood.needs_context < NEEDED
    assert understood.question == text
    assert understood.phrase is None


def test_without_anything_before_it_a_follow_up_stays_as_it_is(minilm: OnnxEmbedder) -> None:
    understood = understand("and how long does that take?", [], minilm)
    assert understood.question == "and how long does that take?"
    assert understood.needs_context >= NEEDED


@pytest.mark.parametrize(
    ("text", "says_nothing"),
    [
        ("how much is shipping to germany", False),
        ("what is the capital of mongolia", False),
        ("do you do gift cards", False),
        ("what about that?", True),
        ("neither of those", True),
        ("how long?", True),
    ],
)
def test_a_first_turn_says_nothing_where_it_more_probably_needs_another(
    minilm: OnnxEmbedder, text: str, says_nothing: bool
) -> None:
    assert (understand(text, [], minilm).needs_context >= SAYS_NOTHING) is says_nothing


def test_what_was_said_without_a_word_of_content_adds_nothing() -> None:
    understood = understand("and that?", ["hello", "yes", "no"], FakeEmbedder())
    assert understood.question == "and that?"
    assert understood.phrase is None


@pytest.mark.parametrize("text", ["", "?!", "why " * 5_000, "x" * 50_000, "\ud800 and it?"])
def test_any_text_can_be_followed_up(minilm: OnnxEmbedder, text: str) -> None:
    assert understand(text, ["a 🦊 in " * 500, text], minilm).question.startswith(text)


def test_of_a_long_conversation_the_first_and_the_latest_turns_are_kept() -> None:
    assert kept(list(range(20))) == [0, *range(21 - MOST_EARLIER, 20)]
    assert kept([1, 2]) == [1, 2]
    assert kept([]) == []
