"""What conversations teach, and the files they are read from."""

import json
from pathlib import Path

import pytest

from knowledge_base.following.dialogues import (
    HELP_CENTRES,
    Dialogue,
    DialogueError,
    Turn,
    read_dialogues,
)
from knowledge_base.following.learning import examples_of, learn
from knowledge_base.following.model import NEEDED, Weights, choice, need
from tests.fakes import FakeEmbedder

THINGS = [f"lamp{number}" for number in range(6)]


def taught() -> list[Dialogue]:
    """Whoever says "it" means the thing; whoever names a thing changes the subject."""
    return [
        Dialogue(
            thing,
            [
                Turn(f"tell me of {thing}", f"tell me of {thing}"),
                Turn("is it good", f"is {thing} good"),
                Turn(f"where can chair{thing} be", f"where can chair{thing} be"),
            ],
        )
        for thing in THINGS
    ]


def test_conversations_teach_when_context_is_needed_and_what_of_it() -> None:
    examples = [one for turns in examples_of(taught(), FakeEmbedder(dimension=32)) for one in turns]
    weights = learn(examples)
    for example in examples:
        if example.follows:
            needed = need(weights, example.turn, follows=True) >= NEEDED
            assert needed == example.needs_context
        if example.needs_context:
            assert choice(weights, example.phrases) == int(example.with_phrase.argmax())


def test_where_nothing_was_said_no_phrase_is_chosen() -> None:
    assert choice(Weights({}, {}, {}), []) is None


def test_punctuation_and_case_make_no_follow_up() -> None:
    assert not Turn("What is it", "what is it?").needs_context
    assert Turn("What is it", "What is a lamp?").needs_context


def test_our_own_conversations_hold_both_kinds_of_turns() -> None:
    later = [turn for one in read_dialogues(HELP_CENTRES) for turn in one.turns[1:]]
    needing = sum(turn.needs_context for turn in later)
    assert 0.5 < needing / len(later) < 0.9
    assert not any(one.turns[0].needs_context for one in read_dialogues(HELP_CENTRES))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "Line 2 of"),
        ('{"topic": "a", "said": "b"}', "no topic, said and alone"),
        ('{"topic": "a", "said": "b", "alone": " "}', "an empty topic, said or alone"),
        ("[]", "no topic, said and alone"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "dialogues.jsonl"
    good = json.dumps({"topic": "a", "said": "b", "alone": "b"})
    file.write_text(f"{good}\n{line}\n")
    with pytest.raises(DialogueError, match=fault):
        read_dialogues(file)


def test_a_file_without_turns_is_refused(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty", tmp_path / "binary"
    empty.write_text("\n")
    binary.write_bytes(b"\xff\xfe")
    for file, fault in [(empty, "no turn"), (binary, "UTF-8"), (tmp_path / "none", "cannot be")]:
        with pytest.raises(DialogueError, match=fault):
            read_dialogues(file)
