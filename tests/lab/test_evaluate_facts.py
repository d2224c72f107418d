"""`heed kb evaluate --facts`: how often the fact asked for is said, or why nobody can tell."""

import json
from pathlib import Path

import pytest

from helpdesk.platform import db
from tests import models
from tests.command_line import Heed
from tests.make import make_article


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "facts.tsv"
    file.write_text("how long do refunds take?\tfive working days\trefunds.md\tnumber\n")
    return file


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "help"
    folder.mkdir()
    (folder / "refunds.md").write_text("# Refunds\n\nA refund takes five working days.\n")
    (folder / "parcels.md").write_text("# Parcels\n\nWe send parcels by bicycle.\n")
    return folder


def test_articles_of_a_folder_are_asked_without_a_desk(
    heed: Heed, facts: Path, articles: Path
) -> None:
    model = str(models.sentence_model())
    asked = ["kb", "evaluate", "--facts", str(facts), "--articles", str(articles)]
    asked += ["--model", model]
    done = heed(*asked)
    assert done.exit_code == 0, done.stderr
    assert "1 questions" in done.stdout
    assert "answered_precision" in done.stdout
    figures = json.loads(heed(*asked, "--json").stdout)
    assert figures["said"] == figures["first_span"] == 1.0
    assert set(figures["intervals"]) <= set(figures)


def test_articles_of_a_file_are_asked_as_well(heed: Heed, facts: Path, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    row = {"slug": "refunds", "title": "Refunds", "text": "A refund takes five working days."}
    file.write_text(json.dumps(row))
    model = str(models.sentence_model())
    asked = ["--facts", str(facts), "--articles", str(file), "--model", model]
    done = heed("kb", "evaluate", *asked, "--json")
    assert json.loads(done.stdout)["first_span"] == 1.0


def test_a_desk_is_asked_over_its_own_articles(desk: Heed, facts: Path) -> None:
    with db.transaction() as session:
        make_article(session, "Refunds", body="A refund takes five working days.")
    done = desk("kb", "evaluate", "--facts", str(facts), "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["first_span"] == 1.0


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (["--facts", "nowhere.tsv"], "There is no file nowhere.tsv"),
        (["--facts", "nowhere.tsv", "--articles", "help"], "There is no file nowhere.tsv"),
        (["--facts", "nowhere.tsv", "--model", "other"], "give --articles as well"),
        (["--facts", "nowhere.tsv", "--queries", "q.jsonl"], "--articles, --queries and --qrels"),
    ],
)
def test_what_cannot_be_measured_is_said(heed: Heed, more: list[str], fault: str) -> None:
    done = heed("kb", "evaluate", *more)
    assert done.exit_code == 1
    assert fault in done.stderr
