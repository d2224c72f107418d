"""`heed tickets evaluate-routing`: figures of labelled tickets, or why there are none."""

import json
from pathlib import Path

import pytest

from helpdesk.articles import knowledge
from helpdesk.tickets.triage.evaluation import evaluate_routing
from tests import models
from tests.command_line import Heed
from tests.fakes import FakeEmbedder

TICKETS = Path(__file__).parents[4] / "shared/data/thunderbird_support/tickets_train.jsonl"
TAUGHT, ASKED = 2_500, 600

ROWS = [("Parcel late", "delivery"), ("Refund missing", "payment"), ("Parcel lost", "delivery")] * 6


def file_of(folder: Path, *rows: str) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.jsonl"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def row(title: str, label: str) -> str:
    line = {"created": "2026-01-02 10:00:00", "title": title, "text": title, "queue": label}
    return json.dumps(line)


def test_a_line_ends_where_the_file_says_and_not_within_a_text(tmp_path: Path) -> None:
    lines = [
        json.dumps(json.loads(row(f"{title}\u2028", label)), ensure_ascii=False)
        for title, label in ROWS
    ]
    file = file_of(tmp_path, *lines, "")
    assert evaluate_routing(file, file, "queue", FakeEmbedder())["tickets"] == len(ROWS)


def test_the_figures_are_printed(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    file = str(file_of(tmp_path, *(row(*each) for each in ROWS)))
    asked = ["tickets", "evaluate-routing", "--train", file, "--test", file, "--label", "queue"]
    figures = json.loads(heed(*asked, "--json").stdout)
    assert figures["accuracy"] == figures["macro_f1"] == figures["baseline_accuracy"] == 1.0
    assert figures["tickets"] == len(ROWS)
    table = heed(*asked).stdout
    assert "baseline_accuracy    1.000" in table
    assert "from 90% on" in table


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], "holds no tickets"),
        (["{"], ":1 is no ticket"),
        ([row("Parcel late", "delivery"), '{"title": "x"}'], ":2 is no ticket"),
        ([row("Parcel late", "delivery")], "one queue alone"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(
    tmp_path: Path, lines: list[str], fault: str
) -> None:
    file = file_of(tmp_path, *lines)
    with pytest.raises(ValueError, match=fault):
        evaluate_routing(file, file, "queue", FakeEmbedder())


def test_the_terminal_reads_one_sentence(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    nowhere, latin = str(tmp_path / "nowhere.jsonl"), tmp_path / "latin.jsonl"
    latin.write_bytes(b"\xff")
    for file, fault in ((nowhere, "cannot be read"), (str(latin), "is not UTF-8")):
        done = heed("tickets", "evaluate-routing", "--train", file, "--test", file)
        assert done.exit_code == 1
        assert fault in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not TICKETS.is_file(), reason="the Thunderbird tickets are not on this machine")
def test_meaning_tells_queues_better_than_words_alone(tmp_path: Path) -> None:
    newest = sorted(
        TICKETS.read_text("utf-8").strip().split("\n"), key=lambda line: json.loads(line)["created"]
    )
    newest = newest[-TAUGHT - ASKED :]
    train, test = file_of(tmp_path, *newest[:TAUGHT]), file_of(tmp_path, *newest[TAUGHT:])
    embedder = knowledge.load(models.sentence_model())
    figures = evaluate_routing(train, test, "topic_parent", embedder)
    assert figures["accuracy"] >= 0.68
    assert figures["accuracy"] >= figures["baseline_accuracy"] + 0.03
    sure = figures["applied"][3]
    assert sure["share"] >= 0.2
    assert sure["accuracy"] >= 0.8
