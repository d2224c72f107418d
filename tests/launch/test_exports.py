"""The sentence model is exported once; the bot is trained only when its inputs changed."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import knowledge_base.embedding.export  # noqa: F401 - loaded, so that its function can be replaced
from helpdesk.launch import exports
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base.embedding.embedder import ModelError
from tests.environment import settings_in

INPUTS = (
    "config.yml",
    "domain.yml",
    "bot/data/greetings.yml",
    "bot/data/deeper/questions.yml",
    "bot/nlu_components/feature.py",
    "requirements/rasa.txt",
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the files that make the bot."""
    root = tmp_path / "checkout"
    for name in INPUTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"words of {name}")
    monkeypatch.setattr(exports, "ROOT", root)
    return root


@pytest.fixture
def own(home: Path) -> Settings:
    return settings_in(home)


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_makes_another_bot(tree: Path, own: Settings, name: str) -> None:
    before = exports.inputs_hash(own)
    (tree / name).write_text("other words")
    assert exports.inputs_hash(own) != before


def test_another_sentence_model_makes_another_bot(tree: Path, own: Settings) -> None:
    before = exports.inputs_hash(own)
    (own.embedding_folder / "model.onnx").write_bytes(b"another graph")
    assert exports.inputs_hash(own) != before


def test_a_file_more_or_another_place_for_words_makes_another_bot(
    tree: Path, own: Settings
) -> None:
    before = exports.inputs_hash(own)
    (tree / "bot" / "data" / "new.yml").write_text("")
    more = exports.inputs_hash(own)
    (tree / "bot" / "data" / "new.yml").rename(tree / "bot" / "data" / "newer.yml")
    assert len({before, more, exports.inputs_hash(own)}) == 3


def test_dates_and_other_files_make_the_same_bot(tree: Path, own: Settings) -> None:
    before = exports.inputs_hash(own)
    for name in INPUTS:
        os.utime(tree / name, (1, 1))
    (tree / "README.md").write_text("words about it")
    (tree / "bot" / "actions").mkdir()
    (tree / "bot" / "actions" / "questions.py").write_text("")
    assert exports.inputs_hash(own) == before


def test_the_bot_is_trained_once_for_the_same_inputs(
    tree: Path, own: Settings, trainer: Path
) -> None:
    said: list[str] = []
    first = exports.ensure_bot(own, said.append)
    assert exports.ensure_bot(own, said.append) == first
    assert len(trainer.read_text().splitlines()) == 1
    assert "trained now" in said[0]
    (tree / "domain.yml").write_text("other words")
    assert exports.ensure_bot(own, said.append) != first
    assert len(trainer.read_text().splitlines()) == 2


def test_the_last_three_bots_are_kept(tree: Path, own: Settings, trainer: Path) -> None:
    for turn in range(5):
        (tree / "domain.yml").write_text(f"words of turn {turn}")
        newest = exports.ensure_bot(own, lambda _step: None)
        os.utime(newest, (turn, turn))
    assert len(list(newest.parent.glob("*.tar.gz"))) == exports.KEPT_MODELS
    assert newest.exists()


def test_a_training_that_failed_names_its_log(tree: Path, own: Settings, trainer: Path) -> None:
    exports.RASA.write_text("#!/bin/sh\necho the reason; exit 1\n")
    with pytest.raises(LaunchFault, match="could not be trained") as fault:
        exports.ensure_bot(own, lambda _step: None)
    log = own.home / "logs" / "training.log"
    assert str(log) in str(fault.value)
    assert log.read_text() == "the reason\n"


def test_the_sentence_model_is_exported_once_for_each_name(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[str] = []

    def export(name: str, folder: Path, progress: exports.Progress) -> None:
        exported.append(name)
        progress("Writing it.")
        folder.mkdir(parents=True)
        (folder / "recipe.json").write_text(json.dumps({"model": name}))

    monkeypatch.setattr(sys.modules["knowledge_base.embedding.export"], "export", export)
    other = replace(own, embedding_model="team/other")
    said: list[str] = []
    for settings in (own, other, other):
        exports.ensure_embedding(settings, said.append)
    assert exported == ["team/other"]
    assert said == ["Writing it."]


def test_a_sentence_model_that_nobody_knows_is_said(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(name: str, *_: object) -> None:
        raise ModelError(f"The language model {name!r} could not be loaded.")

    monkeypatch.setattr(sys.modules["knowledge_base.embedding.export"], "export", export)
    with pytest.raises(LaunchFault, match="'nobody/knows' could not be loaded"):
        exports.ensure_embedding(replace(own, embedding_model="nobody/knows"), print)
