"""What may never be committed: addresses of registries, paths of one machine, vendored files."""

import json
import re

import pytest

from tests.structure.house import ROOT, committed

HERE = "tests/structure/test_files.py"
LOCK = ROOT / "helpdesk" / "frontend" / "package-lock.json"
REGISTRIES = r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|--(extra-)?index-url"
OUTSIDE = r"(?<![\w./-])/(root|opt|work|home/\w+)/[\w.]"


def texts() -> dict[str, str]:
    """The text of each committed file; pictures and the like have none."""
    found = {}
    for file in committed():
        content = file.read_bytes()
        if b"\0" not in content[:8000] and file.relative_to(ROOT).as_posix() != HERE:
            found[file.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("pattern", [REGISTRIES, OUTSIDE])
def test_no_file_names_a_registry_or_a_place_on_one_machine(pattern: str) -> None:
    found = {
        name: match.group() for name, text in texts().items() if (match := re.search(pattern, text))
    }
    assert found == {}


def test_the_patterns_find_what_they_are_for() -> None:
    planted = ["--index-url x", "https://files.pythonhosted.org/a", "see /opt/x", "/root/a.py"]
    assert all(re.search(f"{REGISTRIES}|{OUTSIDE}", text) for text in planted)
    assert not re.search(OUTSIDE, "docs/work/index.md and /help/returns")


def test_the_lock_of_the_pages_names_no_address() -> None:
    packages = json.loads(LOCK.read_text())["packages"]
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_nothing_large_or_built_is_committed() -> None:
    built = ("helpdesk/static/", "node_modules/", ".heed/", ".rasa/", "__pycache__/")
    names = [file.relative_to(ROOT).as_posix() for file in committed()]
    assert [name for name in names if any(part in f"{name}/" for part in built)] == []
    assert [file.name for file in committed() if file.stat().st_size > 1_000_000] == []
