"""The repository as the structure tests read it: its files, their syntax, its features."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "helpdesk", "knowledge_base")
FEATURES = {file.parent.name for file in (ROOT / "helpdesk").glob("*/models.py")} - {"launch"}


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
