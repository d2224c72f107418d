"""The repository as the structure tests read it: its files, their syntax, its features."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "helpdesk", "knowledge_base")


def folders_with(*names: str) -> set[str]:
    """The folders of the helpdesk that hold one of these modules."""
    return {file.parent.name for name in names for file in (ROOT / "helpdesk").glob(f"*/{name}")}


# What keeps rows of its own, or shows pages that several of those are composed to.
FEATURES = folders_with("models.py", "console.py")


@cache
def committed() -> tuple[Path, ...]:
    """Every file that belongs to the project, without what is ignored or generated."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    files = (ROOT / name for name in done.stdout.split("\0") if name)
    return tuple(file for file in files if file.is_file())


@cache
def sources(package: str) -> dict[str, ast.Module]:
    """The package's Python files by path, parsed; generated migrations are left out."""
    files = sorted((ROOT / package).rglob("*.py"))
    return {
        str(file.relative_to(ROOT)): ast.parse(file.read_text())
        for file in files
        if not {"versions", "node_modules"} & set(file.parts)
    }
