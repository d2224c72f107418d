"""Heed runs from a checkout, and says so to whoever would take it away as a wheel."""

import subprocess
import sys
from pathlib import Path

from tests.structure.house import ROOT


def build(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What setuptools says to this command, which leaves nothing in the checkout."""
    words = ["egg_info", "--egg-base", str(folder), command, "--dist-dir", str(folder)]
    return subprocess.run(
        [sys.executable, "setup.py", "--quiet", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_wheel_is_refused_with_the_way_to_run_it(tmp_path: Path) -> None:
    done = build("bdist_wheel", tmp_path)
    assert done.returncode
    assert "Heed runs from a checkout" in done.stderr
    assert "make run" in done.stderr
    assert not list(tmp_path.glob("*.whl"))


def test_the_editable_install_of_the_setup_is_made(tmp_path: Path) -> None:
    done = build("editable_wheel", tmp_path)
    assert done.returncode == 0, done.stderr
    assert [wheel.name.split("-")[0] for wheel in tmp_path.glob("*.whl")] == ["heed"]
