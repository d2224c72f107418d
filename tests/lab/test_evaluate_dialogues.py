"""`heed kb evaluate --dialogues`: how often the last answer holds the fact, or why nobody knows."""

import json
from pathlib import Path

import pytest

from helpdesk.platform import db
from tests import models
from tests.command_line import Heed
from tests.make import make_article

REFUNDS = "A refund takes five working days after your parcel reached us."


@pytest.fixture
def dialogues(tmp_path: Path) -> Path:
    file = tmp_path / "dialogues.json"
    say = ["how do i get a refund?", "and how long does that take?"]
    file.write_text(json.dumps([{"say": say, "last": "five working days"}]))
    return file


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "help"
    folder.mkdir()
    (folder / "refunds.md").write_text(f"# Refunds\n\n{REFUNDS}\n")
    (folder / "parcels.md").write_text("# Parcels\n\nWe send parcels by bicycle.\n")
    return folder


def test_dialogues_are_played_over_a_folder_without_a_desk(
    heed: Heed, dialogues: Path, articles: Path
) -> None:
    asked = ["kb", "evaluate", "--dialogues", str(dialogues), "--articles", str(articles)]
    asked += ["--model", str(models.sentence_model())]
    done = heed(*asked)
    assert done.exit_code == 0, done.stderr
    assert "1 questions" in done.stdout
    assert "said_as_typed" in done.stdout
    assert json.loads(heed(*asked, "--json").stdout)["said"] == 1.0


def test_a_desk_plays_them_over_its_own_articles(desk: Heed, dialogues: Path) -> None:
    with db.transaction() as session:
        make_article(session, "Refunds", body=REFUNDS)
    done = desk("kb", "evaluate", "--dialogues", str(dialogues), "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["said"] == 1.0


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ([], "There is no file nowhere.json"),
        (["--articles", "help"], "There is no file nowhere.json"),
        (["--target-precision", "0.9"], "give --articles as well"),
        (["--queries", "q.jsonl"], "--articles, --queries and --qrels"),
    ],
)
def test_what_cannot_be_played_is_said(heed: Heed, more: list[str], fault: str) -> None:
    done = heed("kb", "evaluate", "--dialogues", "nowhere.json", *more)
    assert done.exit_code == 1
    assert fault in done.stderr
