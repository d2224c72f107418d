"""Files, functions and import lists stay small."""

import ast
from collections import Counter

import pytest

from tests.structure.house import PACKAGES, ROOT, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_IMPORTS = 18
MOST_MODULES = 12
EXCUSED_IMPORTS = {
    "helpdesk/app.py",
    "helpdesk/wiring.py",
    "bot/nlu_components/sentence_embedding.py",  # what Rasa wants named to register a component
}


def file_lengths(package: str) -> dict[str, int]:
    """Non-blank lines of each file that has any code."""
    lengths = {
        name: sum(bool(line.strip()) for line in (ROOT / name).read_text().splitlines())
        for name in sources(package)
    }
    return {name: length for name, length in lengths.items() if length > 1}


def function_lengths(package: str) -> dict[str, int]:
    """From `def` to the last line, docstring included."""
    return {
        f"{name}:{node.name}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in sources(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def import_counts(package: str) -> dict[str, int]:
    """How many modules a file imports from, at its top."""
    return {
        name: sum(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)
        for name, tree in sources(package).items()
        if len(tree.body) > 1
    }


def module_counts(package: str) -> Counter[str]:
    """How many modules a folder holds, its description aside; migrations are left out."""
    return Counter(
        name.rpartition("/")[0] for name in sources(package) if not name.endswith("__init__.py")
    )


def over(measured: dict[str, int], limit: int) -> dict[str, int]:
    return {name: size for name, size in measured.items() if size > limit}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_too_long(package: str) -> None:
    assert over(file_lengths(package), LONGEST_FILE) == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_too_long(package: str) -> None:
    assert over(function_lengths(package), LONGEST_FUNCTION) == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_imports_too_much(package: str) -> None:
    assert set(over(import_counts(package), MOST_IMPORTS)) <= EXCUSED_IMPORTS


@pytest.mark.parametrize("package", PACKAGES)
def test_no_folder_holds_too_much(package: str) -> None:
    assert over(module_counts(package), MOST_MODULES) == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_says_what_it_is_for(package: str) -> None:
    silent = [name for name, tree in sources(package).items() if not ast.get_docstring(tree)]
    assert silent == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_a_drawer_for_anything(package: str) -> None:
    stems = {name.rsplit("/", 1)[-1].removesuffix(".py") for name in sources(package)}
    assert not stems & {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
