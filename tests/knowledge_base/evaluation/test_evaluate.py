"""Evaluating on files: small ones made here, faulty ones, and a floor on real questions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from helpdesk.cli import main
from helpdesk.cli.kb import EVALUATED_PARTS
from helpdesk.lab.evaluation import Choices, Files, evaluate_with, table
from knowledge_base import OnnxEmbedder
from knowledge_base.ranking.ranker import PARTS
from tests.fakes import FakeEmbedder
from tests.knowledge_base.conftest import shared

ARTICLES = {"returns": "Send an item back", "orders": "Find an order", "codes": "Error E-1042"}
ASKED = {"returns": "parcel does not fit me", "orders": "where is it now", "codes": "E-1042 shows"}
FIGURES = ["hit@1", "hit@3", "hit@5", "hit@10", "mrr@10", "ndcg@10"]
FIGURES += ["answered_share", "answered_precision", "calibration_error"]

FLOOR = {"hit@1": 0.53, "hit@5": 0.78, "mrr@10": 0.64}
FLOOR |= {"answered_precision": 0.78, "answered_share": 0.35}


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    return path


def qrels(path: Path, rows: list[tuple[str, str, int, int]]) -> Path:
    head = ["query_id\tarticle_slug\trelevance\tgeneric"]
    path.write_text("\n".join(head + ["\t".join(map(str, row)) for row in rows]) + "\n")
    return path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Three articles and thirty questions about each, worded unlike the articles."""
    asked = [(f"{slug}{n}", slug, f"{text} {n}") for slug, text in ASKED.items() for n in range(30)]
    return Files(
        lines(
            tmp_path / "articles.jsonl",
            [{"slug": slug, "title": title, "text": title} for slug, title in ARTICLES.items()],
        ),
        lines(tmp_path / "queries.jsonl", [{"id": i, "title": text} for i, _, text in asked]),
        qrels(tmp_path / "qrels.tsv", [(i, slug, 1, 0) for i, slug, _ in asked]),
    )


def test_questions_answered_before_teach_what_the_words_do_not_say(files: Files) -> None:
    alone = evaluate_with(FakeEmbedder(), files, Choices(0.8))
    taught = evaluate_with(FakeEmbedder(), files, Choices(0.8, folds=5))
    assert alone["hit@1"] < 0.9
    assert taught["hit@1"] == 1.0
    assert taught["answered_share"] > 0.9


def test_every_figure_has_its_interval_and_comes_again(files: Files) -> None:
    first, again = (evaluate_with(FakeEmbedder(), files, Choices(0.8, folds=3)) for _ in range(2))
    assert first == again
    assert list(first["intervals"]) == FIGURES
    assert set(FIGURES) <= set(first)
    assert [first["risk_coverage"][-1]["coverage"], first["questions"]] == [1.0, 90]
    low, high = first["intervals"]["hit@3"]
    assert low <= first["hit@3"] <= high
    assert len(table(first).splitlines()) == 1 + len(FIGURES)


def test_a_question_never_votes_for_itself(tmp_path: Path, files: Files) -> None:
    random = np.random.default_rng(2).integers(0, 3, 90)
    slugs, ids = list(ARTICLES), [f"{slug}{n}" for slug in ASKED for n in range(30)]
    rows = [(number, slugs[pick], 1, 0) for number, pick in zip(ids, random, strict=True)]
    noise = qrels(tmp_path / "noise.tsv", rows)
    figures = evaluate_with(
        FakeEmbedder(), Files(files.articles, files.queries, noise), Choices(0.8, folds=5)
    )
    assert figures["hit@1"] < 0.55
    assert figures["answered_share"] < 0.1


def test_what_is_pasted_everywhere_is_left_out(tmp_path: Path, files: Files) -> None:
    one = qrels(tmp_path / "one.tsv", [("returns0", "codes", 1, 1), ("orders0", "orders", 1, 0)])
    figures = evaluate_with(FakeEmbedder(), Files(files.articles, files.queries, one), Choices(0.8))
    assert figures["questions"] == 1


def test_the_command_names_the_parts_that_exist() -> None:
    assert EVALUATED_PARTS == PARTS


@pytest.mark.parametrize(
    ("option", "content", "sentence"),
    [
        ("articles", None, "There is no file"),
        ("articles", "", "holds no article"),
        ("articles", '{"slug": "returns"', "line 1 is not JSON"),
        ("articles", "[1]", "not an object"),
        ("articles", '{"slug": "returns"}', "has no title"),
        ("articles", '{"slug":"a","title":"A"}\n{"slug":"a","title":"B"}', "repeats the article"),
        ("queries", "\n", "holds no question"),
        ("queries", '{"id": "1", "title": " "}', "asks nothing"),
        ("queries", '{"id":"1","title":"A"}\n{"id":"1","title":"B"}', "repeats the question"),
        ("queries", '{"id": "1", "title": "A", "created": "May"}', "has the date"),
        ("queries", '{"id": "1", "title": "A"}', "None of the questions"),
        ("qrels", "", "does not begin with the columns"),
        ("qrels", "query_id\tarticle_slug\trelevance\n", "holds no judgement"),
        ("qrels", "query_id\tarticle_slug\trelevance\n1\treturns", "line 2 has 2 columns"),
        ("qrels", "query_id\tarticle_slug\trelevance\n1\tgone\t1", "the article gone"),
        ("qrels", "query_id\tarticle_slug\trelevance\n1\treturns\tx", "not a whole number"),
        ("qrels", "\xff", "is not UTF-8"),
    ],
)
def test_a_faulty_file_ends_in_one_sentence(
    files: Files, monkeypatch: pytest.MonkeyPatch, option: str, content: str | None, sentence: str
) -> None:
    path: Path = getattr(files, option)
    path.unlink() if content is None else path.write_bytes(content.encode("latin-1"))
    monkeypatch.setattr("helpdesk.lab.evaluation.ensure_embedding", lambda *_: path.parent)
    monkeypatch.setattr("helpdesk.lab.evaluation.OnnxEmbedder", lambda *_, **__: FakeEmbedder())
    arguments = ["--articles", files.articles, "--queries", files.queries, "--qrels", files.qrels]
    done = CliRunner().invoke(main, ["kb", "evaluate", *map(str, arguments)])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (["--learn-queries", "x"], "both --learn-queries and --learn-qrels"),
        (["--cross-validate", "1"], "cannot be cut into 1 folds"),
        (["--cross-validate", "5", "--learn-queries", "x", "--learn-qrels", "y"], "not both"),
    ],
)
def test_options_that_do_not_fit_together_are_explained(
    files: Files, monkeypatch: pytest.MonkeyPatch, extra: list[str], sentence: str
) -> None:
    monkeypatch.setattr("helpdesk.lab.evaluation.ensure_embedding", lambda *_: files.articles)
    arguments = ["--articles", files.articles, "--queries", files.queries, "--qrels", files.qrels]
    done = CliRunner().invoke(main, ["kb", "evaluate", *map(str, arguments), *extra])
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_real_questions_keep_their_floor(minilm: OnnxEmbedder) -> None:
    """Each fifth of the questions is answered with what the other four taught."""
    folder = shared("thunderbird_support")
    files = Files(
        folder / "articles.jsonl",
        folder / "retrieval_dev_en.jsonl",
        folder / "retrieval_dev_en.qrels.tsv",
    )
    figures = evaluate_with(minilm, files, Choices(0.8, folds=5))
    assert figures["hit@1"] >= FLOOR["hit@1"]
    assert figures["hit@5"] >= FLOOR["hit@5"]
    assert figures["mrr@10"] >= FLOOR["mrr@10"]
    assert figures["answered_precision"] >= FLOOR["answered_precision"]
    assert figures["answered_share"] >= FLOOR["answered_share"]
    assert figures["calibration_error"] <= 0.05
