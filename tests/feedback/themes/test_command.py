"""`heed feedback themes`: the themes of a file, or why there are none."""

import json
from pathlib import Path

import pytest

from helpdesk.articles import knowledge
from helpdesk.feedback.themes.files import themes_of
from tests import models
from tests.command_line import Heed
from tests.fakes import FakeEmbedder
from tests.feedback.themes.said import said

TICKETS = Path(__file__).parents[4] / "shared/data/thunderbird_support/tickets_train.jsonl"
EVERY = 12


def line(one: str, text: str) -> str:
    return json.dumps({"id": one, "text": text})


def file_of(folder: Path, *lines: str) -> Path:
    file = folder / "texts.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def asked(heed: Heed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(knowledge, "load", lambda _: FakeEmbedder())
    texts = said("parcel", "refund", "login", "pot")
    file = file_of(tmp_path, *(line(f"t{n}", text) for n, text in enumerate(texts)))
    return ["feedback", "themes", "--texts", str(file)]


def test_each_text_has_its_theme_and_each_theme_its_examples(heed: Heed, asked: list[str]) -> None:
    told = json.loads(heed(*asked, "--json").stdout)
    assert [one["id"] for one in told["texts"]] == [f"t{n}" for n in range(64)]
    (parcel,) = [one for one in told["themes"] if "parcel" in one["name"]]
    assert parcel["number"] == told["texts"][0]["theme"]
    assert parcel["size"] == 16
    assert len(parcel["examples"]) == 3
    assert "the parcel came late" in parcel["examples"][0]
    printed = heed(*asked).stdout
    assert parcel["name"] in printed
    assert f"t0\t{parcel['number']}" in printed


def test_what_was_kept_is_known_to_the_next_run(
    heed: Heed, asked: list[str], tmp_path: Path
) -> None:
    state = tmp_path / "themes.json"
    first = json.loads(heed(*asked, "--state", str(state), "--json").stdout)
    kept = json.loads(state.read_text())
    kept["themes"][0]["name"] = "As a person called it"
    kept["placed"]["t1"] = kept["placed"]["t0"]
    state.write_text(json.dumps(kept))
    again = json.loads(heed(*asked, "--state", str(state), "--json").stdout)
    assert "As a person called it" in [one["name"] for one in again["themes"]]
    assert again["texts"][1]["theme"] == first["texts"][0]["theme"]
    file_of(tmp_path, line("new", "the parcel came late again"))
    new = json.loads(heed(*asked, "--state", str(state), "--json").stdout)
    assert new["texts"] == [{"id": "new", "theme": first["texts"][0]["theme"]}]
    assert json.loads(state.read_text())["placed"]["t0"] == first["texts"][0]["theme"]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], "holds no texts"),
        ([line("1", "x"), "{"], ":2 is no text"),
        (["[1]"], ":1 is no text"),
        (['{"id": "1"}'], ":1 is no text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(
    heed: Heed, asked: list[str], tmp_path: Path, lines: list[str], fault: str
) -> None:
    file_of(tmp_path, *lines)
    done = heed(*asked)
    assert done.exit_code == 1
    assert fault in done.stderr


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        ("{", "holds no themes"),
        ('{"themes": []}', "holds no themes"),
        ('{"model": "fake/384/unit", "themes": [{}], "placed": {}}', "holds no themes"),
        ('{"model": "other/8/unit", "themes": [], "placed": {}}', "the model other/8/unit"),
    ],
)
def test_a_state_that_cannot_be_used_is_refused_and_left_as_it_is(
    heed: Heed, asked: list[str], tmp_path: Path, kept: str, fault: str
) -> None:
    state = tmp_path / "themes.json"
    state.write_text(kept)
    done = heed(*asked, "--state", str(state))
    assert done.exit_code == 1
    assert fault in done.stderr
    assert state.read_text() == kept


def test_a_state_that_cannot_be_written_is_said(heed: Heed, asked: list[str]) -> None:
    done = heed(*asked, "--state", "/nowhere/themes.json")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


@pytest.mark.skipif(not TICKETS.is_file(), reason="the Thunderbird tickets are not on this machine")
def test_themes_of_real_tickets_follow_their_queues_without_knowing_them(tmp_path: Path) -> None:
    from sklearn.metrics import adjusted_mutual_info_score

    lines = TICKETS.read_text(encoding="utf-8").rstrip().split("\n")[::EVERY]
    queues = [json.loads(one)["topic_parent"] for one in lines]
    embedder = knowledge.load(models.sentence_model())
    told = themes_of(file_of(tmp_path, *lines), embedder, state=None, threads=2)
    numbers = [one["theme"] or 0 for one in told["texts"]]
    assert adjusted_mutual_info_score(queues, numbers) >= 0.17
    fewer = themes_of(file_of(tmp_path, *lines[:-70]), embedder, state=None, threads=2)
    assert fewer["texts"] == told["texts"][:-70]
