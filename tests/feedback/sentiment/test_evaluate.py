"""`heed feedback evaluate`: figures of labelled texts, or why there are none."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpdesk.articles import knowledge
from helpdesk.feedback.sentiment.evaluation import evaluate_sentiment
from tests import models
from tests.command_line import Heed
from tests.fakes import FakeEmbedder

DATA = Path(__file__).parents[4] / "shared/data"
POSTS = DATA / "senti4sd/train3098itemPOLARITY.csv"
REVIEWS = DATA / "uci_sentiment_sentences"

ROWS = [("Great, thank you", "glad"), ("It is broken again", "upset"), ("Lovely", "glad")] * 6


def file_of(folder: Path, rows: Sequence[tuple[str, str]], header: str = "text,label") -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        lines.write(f"{header}\n")
        csv.writer(lines).writerows(rows)
    return file


def test_the_figures_are_printed(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    file = str(file_of(tmp_path, ROWS))
    asked = ["feedback", "evaluate", "--task", "sentiment", "--train", file, "--test", file]
    figures = json.loads(heed(*asked, "--json").stdout)
    assert figures["accuracy"] == figures["macro_f1"] == figures["baseline_accuracy"] == 1.0
    assert figures["texts"] == len(ROWS)
    assert figures["labels"] == ["glad", "upset"]
    assert "baseline_accuracy    1.000" in heed(*asked).stdout


def test_a_label_that_taught_nobody_counts_as_wrong(tmp_path: Path) -> None:
    train, test = file_of(tmp_path, ROWS), file_of(tmp_path, [*ROWS, ("Well", "calm")])
    assert evaluate_sentiment(train, test, FakeEmbedder())["accuracy"] == pytest.approx(18 / 19)


@pytest.mark.parametrize(
    ("rows", "header", "fault"),
    [
        ([], "text,label", "no rows below its header"),
        (ROWS, "words,label", "no column named text"),
        (ROWS, "a,b", "no column named text and none named label"),
        ([*ROWS, ("Well", "")], "text,label", "Row 20 of .* has no label"),
        ([("  ", "glad")], "text,label", "Row 2 of .* has no text"),
        (ROWS[:1], "text,label", "one label alone"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, rows: list[tuple[str, str]], header: str, fault: str
) -> None:
    file = file_of(tmp_path, rows, header)
    with pytest.raises(ValueError, match=fault):
        evaluate_sentiment(file, file, FakeEmbedder())


def test_the_terminal_reads_one_sentence(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    nowhere, latin, long = tmp_path / "nowhere.csv", tmp_path / "latin.csv", tmp_path / "long.csv"
    latin.write_bytes(b"text,label\n\xff,x")
    long.write_text(f'text,label\n"{"x" * 200_000}",y')
    for file, fault in (
        (nowhere, "cannot be read"),
        (latin, "is not UTF-8"),
        (long, "comma-separated"),
    ):
        words = ["--train", str(file), "--test", str(file)]
        done = heed("feedback", "evaluate", "--task", "sentiment", *words)
        assert done.exit_code == 1
        assert fault in done.stderr


def posts() -> list[tuple[str, str]]:
    with POSTS.open(encoding="utf-8", newline="") as lines:
        rows = [(row[2], row[1]) for row in csv.reader(lines, delimiter=";")]
    return rows[::2]


def reviews() -> list[tuple[str, str]]:
    lines = [line for file in sorted(REVIEWS.glob("*.txt")) for line in file.open(encoding="utf-8")]
    split = [line.rstrip("\n").rsplit("\t", 1) for line in lines if line.strip()]
    return [(text.strip(), label) for text, label in split]


@pytest.mark.skipif(not POSTS.is_file(), reason="the labelled posts are not on this machine")
@pytest.mark.parametrize(("rows", "least", "more"), [(posts, 0.79, 0.04), (reviews, 0.88, 0.06)])
def test_real_texts_are_told_far_better_than_by_words_alone(
    tmp_path: Path, rows: Callable[[], list[tuple[str, str]]], least: float, more: float
) -> None:
    known = rows()
    train = file_of(tmp_path, [row for n, row in enumerate(known) if n % 5])
    test = file_of(tmp_path, known[::5])
    figures = evaluate_sentiment(train, test, knowledge.load(models.sentence_model()))
    assert figures["accuracy"] >= least
    assert figures["accuracy"] >= figures["baseline_accuracy"] + more
