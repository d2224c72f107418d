"""`heed bot evaluate`: the figures of the shipped pipeline, and what it says to bad files."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean

import pytest
from click.testing import CliRunner

from helpdesk.cli import main
from helpdesk.lab.bot_evaluation import OUT_OF_SCOPE, evaluate_bot, labels_of, report
from helpdesk.launch.faults import LaunchFault
from tests.bot import scope_files
from tests.bot.rasa_server import RASA_PYTHON
from tests.bot.scope_files import BOTS, HINT3, written
from tests.models import SETTINGS

needs_rasa = pytest.mark.skipif(
    not RASA_PYTHON.is_file(), reason="Rasa's environment is not installed"
)
WAYS = ["{}", "please tell me, {}", "{}, please", "hello, {}", "I want to know {}", "{}, thanks"]
GOODS = {
    "delivery": ["when does my parcel arrive", "where is my parcel", "track my delivery"],
    "refund": ["i want my money back", "how do i get a refund", "refund my payment"],
    "opening": ["when do you open on sunday", "what are your opening hours", "are you open today"],
}
ASKED = [
    ("where is my parcel now", "delivery"),
    ("can i get my money back", "refund"),
    ("what are the opening hours on sunday", "opening"),
    ("how tall is the eiffel tower", OUT_OF_SCOPE),
    ("who wrote the odyssey", OUT_OF_SCOPE),
]


def goods(folder: Path) -> Path:
    rows = [
        (way.format(text), label)
        for label, texts in GOODS.items()
        for text in texts
        for way in WAYS
    ]
    return written(folder / "train.csv", [*rows, ("do you sell gift cards", "once")])


@needs_rasa
@pytest.mark.rasa
def test_the_command_prints_the_figures_of_the_shipped_pipeline(tmp_path: Path) -> None:
    options = ["--train", str(goods(tmp_path)), "--test", str(written(tmp_path / "t.csv", ASKED))]
    environment = {"HEED_HOME": str(SETTINGS.home)}
    done = CliRunner().invoke(main, ["bot", "evaluate", *options, "--json"], env=environment)
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert figures == {
        "threshold": 0.22,
        "mcc": pytest.approx(1.0),
        "in_scope_accuracy": 1.0,
        "out_of_scope_recall": 1.0,
        "in_scope": 3,
        "out_of_scope": 2,
    }


@needs_rasa
@pytest.mark.rasa
@pytest.mark.skipif(not HINT3.is_dir(), reason="the HINT3 data is not on this machine")
def test_intents_never_shown_are_refused_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for bot in BOTS:
        files = scope_files.hint3(tmp_path, bot)
        found.append(evaluate_bot(SETTINGS, files.train, files.test, lambda _: None))
    averages = {name: mean(figures[name] for figures in found) for name in FLOORS}
    with capsys.disabled():
        print(f"\nHINT3, intents held out: {averages}")  # noqa: T201
    assert {name: value for name, value in averages.items() if value < FLOORS[name]} == {}


FLOORS = {"mcc": 0.66, "in_scope_accuracy": 0.81, "out_of_scope_recall": 0.7}


BAD = {
    "no-sentence.csv": (b"text,label\nhello,greet\n", "has no column named sentence."),
    "neither.csv": (b"text,intent\nhello,greet\n", "no column named sentence and none named label"),
    "empty.csv": (b"", "has no column named sentence and none named label."),
    "header-only.csv": (b"sentence,label\n", "has no rows below its header."),
    "latin.csv": ("sentence,label\ngrüß,greet\n".encode("latin-1"), "is not UTF-8."),
    "binary.csv": (b"sentence,label\n\x00\xff\x00", "is not"),
    "gap.csv": (b"sentence,label\nhello,greet\n,greet\n", "Row 3 of"),
    "short.csv": (b"sentence,label\nhello\n", "has no label."),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_it_cannot_use_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, reason = BAD[name]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(LaunchFault) as fault:
        labels_of(file)
    assert reason in str(fault.value)
    assert str(file) in str(fault.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LaunchFault, match=r"absent\.csv cannot be read: No such file"):
        labels_of(tmp_path / "absent.csv")


def test_one_label_alone_leaves_nothing_to_tell_apart(tmp_path: Path) -> None:
    rows = [("hello", "greet"), ("hi", "greet"), ("what is love", OUT_OF_SCOPE)]
    train = written(tmp_path / "train.csv", rows)
    with pytest.raises(LaunchFault, match="fewer than two labels"):
        evaluate_bot(SETTINGS, train, train, lambda _: None)


def test_the_table_says_when_nothing_out_of_scope_was_asked() -> None:
    figures = {"threshold": 0.22, "mcc": 0.5, "in_scope_accuracy": 0.75}
    counts = {"out_of_scope_recall": None, "in_scope": 4, "out_of_scope": 0}
    assert report({**figures, **counts}).splitlines() == [
        "threshold            0.220",
        "mcc                  0.500",
        "in_scope_accuracy    0.750",
        "out_of_scope_recall  none asked",
        "4 in scope, 0 out of scope",
    ]
