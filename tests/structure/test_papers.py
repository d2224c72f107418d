"""What the papers name is there: files, folders, commands of `heed`, targets of `make`."""

import re

import click
import pytest

from helpdesk.cli import main
from tests.structure.house import ROOT, committed

PAPERS = ("README.md", "CONTRIBUTING.md", *(f"docs/{name}.md" for name in (
    "answers", "api", "intents", "operations", "security", "tour", "training", "triage"
)))  # fmt: skip
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?!/)[\w./-]*\w\.(?:py|md|yml|ts|toml|txt|in|json|jsonl)|(?:[\w-]+/)+")
MADE_LATER = (".heed", "HEED_HOME", "models/", "secrets/", "logs/")
FILES = {str(file.relative_to(ROOT)) for file in committed()}


def spans(paper: str) -> list[str]:
    return SPAN.findall((ROOT / paper).read_text())


def is_there(path: str) -> bool:
    """A file or folder of the project, named in full or by the end of its path."""
    wanted = path.rstrip("/")
    return any(f"/{file}".endswith(f"/{wanted}") or f"/{wanted}/" in f"/{file}" for file in FILES)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_and_folder_is_there(paper: str) -> None:
    named = [span for span in spans(paper) if PATH.fullmatch(span)]
    own = [path for path in named if not path.startswith(MADE_LATER)]
    assert [path for path in own if not is_there(path)] == []


def command_of(words: list[str]) -> click.Command | None:
    """The command that these words begin with; None when `heed` knows no such one."""
    found: click.Command | None = main
    for word in words:
        if not isinstance(found, click.Group) or not re.fullmatch("[a-z-]+", word):
            break
        found = found.commands.get(word)
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_is_one_with_those_options(paper: str) -> None:
    for span in spans(paper):
        program, *words = span.split()
        if program != "heed" or not words:
            continue
        command = command_of(words)
        assert command is not None, span
        options = {name for each in command.params for name in each.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= options, span


@pytest.mark.parametrize("paper", PAPERS)
def test_every_target_of_make_is_one(paper: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {span.split()[1] for span in spans(paper) if re.match(r"make [a-z]", span)}
    assert named <= targets
