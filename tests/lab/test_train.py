"""What was trained serves if it is better, and nothing is trained twice at once."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk.articles.evidence import answered
from helpdesk.articles.rules import Strength
from helpdesk.lab import trials
from helpdesk.lab.locks import alone_in_database, alone_in_folder
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform import clock, db
from knowledge_base.embedding.embedder import Recipe, write_recipe
from knowledge_base.evaluation.comparison import Comparison
from knowledge_base.finetuning.experiment import Experiment, TooLittle
from tests.command_line import Heed
from tests.fakes import FakeEmbedder
from tests.make import make_article

FIGURES = {"hit@1": 0.5, "mrr@10": 0.6, "answered_precision": None}
BETTER = Comparison(
    40, FIGURES, {**FIGURES, "mrr@10": 0.7}, {"mrr@10": 0.1}, {"mrr@10": (0.01, 0.2)}
)
EQUAL = replace(BETTER, intervals={"mrr@10": (-0.01, 0.2)})


class Training:
    """A stand-in for the hours of a training: it writes a folder and reports this outcome."""

    def __init__(self) -> None:
        self.outcome: Comparison | Exception = BETTER
        self.trials: list[Experiment] = []

    def __call__(self, experiment: Experiment, *_: object) -> Comparison:
        self.trials.append(experiment)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        experiment.folder.mkdir(parents=True)
        write_recipe(Recipe(experiment.name, 384), experiment.folder)
        return self.outcome


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> Training:
    stand_in = Training()
    monkeypatch.setattr(trials, "run", stand_in)
    return stand_in


@pytest.fixture
def taught_desk(desk: Heed, training: Training, monkeypatch: pytest.MonkeyPatch) -> Heed:
    """A desk with one article and one answered question, whose models are all alike."""

    def load(folder: Path) -> FakeEmbedder:
        return FakeEmbedder(model="fake" if folder.name == "all-MiniLM-L6-v2" else folder.name)

    monkeypatch.setattr("helpdesk.lab.promotion.load", load)
    with db.transaction() as session:
        article = make_article(session)
        asked = answered.Asked("ticket:1", "Wrong size, what now?", clock.now())
        answered.record(session, asked, article_id=article.id, strength=Strength.HELPFUL)
    return desk


def test_a_better_model_serves_and_the_list_says_so(taught_desk: Heed, training: Training) -> None:
    done = taught_desk("kb", "train", "--json")
    assert done.exit_code == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["promoted"] is True
    assert figures["intervals"]["mrr@10"] == [0.01, 0.2]
    listed = json.loads(taught_desk("kb", "models", "--json").stdout)
    assert [model["state"] for model in listed] == ["serving", "previous"]
    assert listed[0]["name"] == figures["model"] == training.trials[0].name
    assert listed[0]["trained_on"] == 1
    assert f"{listed[0]['name']}" in taught_desk("kb", "models").stdout


def test_it_learns_from_the_articles_and_questions_of_the_desk(
    taught_desk: Heed, training: Training
) -> None:
    taught_desk("kb", "train")
    (experiment,) = training.trials
    (document,), (question,) = experiment.documents, experiment.experience.questions
    assert question.articles == {document.slug: "helpful"}
    assert experiment.base == "all-MiniLM-L6-v2"


def test_a_model_that_is_not_better_never_serves_and_leaves_no_files(
    taught_desk: Heed, training: Training
) -> None:
    training.outcome = EQUAL
    done = taught_desk("kb", "train")
    assert "Not better beyond chance." in done.stdout
    assert "The model in service stays" in done.stderr
    listed = json.loads(taught_desk("kb", "models", "--json").stdout)
    assert [model["state"] for model in listed] == ["refused", "serving"]
    assert not training.trials[0].folder.exists()


def test_the_one_before_can_be_brought_back(taught_desk: Heed) -> None:
    taught_desk("kb", "train")
    done = taught_desk("kb", "models", "--use", "all-MiniLM-L6-v2", "--json")
    assert "all-MiniLM-L6-v2 serves from now on." in done.stderr
    states = {model["name"]: model["state"] for model in json.loads(done.stdout)}
    assert states["all-MiniLM-L6-v2"] == "serving"


def test_too_little_history_is_one_sentence(taught_desk: Heed, training: Training) -> None:
    training.outcome = TooLittle("1 answered questions are too few to train on. It takes 200.")
    done = taught_desk("kb", "train")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("Error: 1 answered questions are too few")
    assert json.loads(taught_desk("kb", "models", "--json").stdout)[0]["state"] == "serving"


def test_two_trainings_at_once_are_one_too_many(taught_desk: Heed, training: Training) -> None:
    with alone_in_database("training a model", "in use"):
        done = taught_desk("kb", "train")
    assert done.exit_code == 1
    assert "A training is running already." in done.stderr
    assert training.trials == []


def test_files_train_without_a_desk(heed: Heed, training: Training, tmp_path: Path) -> None:
    out = tmp_path / "model"
    done = heed("kb", "train", *_files(tmp_path), "--out", str(out), "--hold-out", "random")
    assert done.exit_code == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["mrr@10", "0.600", "0.700"] in rows
    assert ["answered_precision", "none", "none"] in rows
    assert "mrr@10 gained +0.100 (95 % interval +0.010 to +0.200)" in done.stdout
    (experiment,) = training.trials
    assert (experiment.folder, experiment.hold_out) == (out, "random")
    assert experiment.experience.questions[0].articles == {"returns": "accepted"}


def test_two_trainings_into_one_folder_are_one_too_many(
    heed: Heed, training: Training, tmp_path: Path
) -> None:
    work = tmp_path / ".model-training"
    with alone_in_folder(work, "in use"):
        done = heed("kb", "train", *_files(tmp_path), "--out", str(tmp_path / "model"))
        with pytest.raises(LaunchFault, match="in use"), alone_in_folder(work, "in use"):
            pass
    assert done.exit_code == 1
    assert "is running already" in done.stderr
    assert training.trials == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--articles", "a.jsonl"], "Give all of --articles, --queries, --qrels and --out"),
        (
            ["--articles", "a", "--queries", "q", "--qrels", "r", "--out", "gone/model"],
            "There is no file a.",
        ),
    ],
)
def test_files_that_are_missing_are_said(
    heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = heed("kb", "train", *words)
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_a_training_ends_with_the_process_that_started_it() -> None:
    script = (
        "from helpdesk.lab.parent import end_with_parent\n"
        "import time\n"
        "end_with_parent()\n"
        "print('watching', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdin
        assert child.stdout.readline() == b"watching\n"
        child.stdin.close()
        assert child.wait(timeout=10) == 1


def _files(folder: Path) -> list[str]:
    (folder / "a.jsonl").write_text('{"slug": "returns", "title": "Returns", "text": "Send back."}')
    (folder / "q.jsonl").write_text('{"id": "1", "title": "Wrong size"}')
    head = "query_id\tarticle_slug\trelevance\tgeneric"
    (folder / "r.tsv").write_text(f"{head}\n1\treturns\t2\t0\n")
    names = {"--articles": "a.jsonl", "--queries": "q.jsonl", "--qrels": "r.tsv"}
    return [word for option, name in names.items() for word in (option, str(folder / name))]
