"""Who may import whom: the contracts of pyproject.toml hold and name every feature."""

import subprocess
import sys
import tomllib
from typing import Any

import pytest

from tests.structure.house import FEATURES, ROOT

_SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS: dict[str, Any] = {
    contract["name"]: contract for contract in _SETTINGS["tool"]["importlinter"]["contracts"]
}


def test_every_contract_is_kept() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_every_feature_stands_in_the_order_of_features() -> None:
    layers = " | ".join(CONTRACTS["Features only look down"]["layers"])
    assert set(layers.split(" | ")) >= FEATURES


@pytest.mark.parametrize(
    ("name", "key", "pattern"),
    [
        ("Inside a feature, edges call the service and the service calls the rules",
         "containers", "helpdesk.{}"),
        ("Business rules are pure", "source_modules", "helpdesk.{}.rules"),
    ],
)  # fmt: skip
def test_the_lists_of_features_equal_the_folders(name: str, key: str, pattern: str) -> None:
    assert set(CONTRACTS[name][key]) == {pattern.format(feature) for feature in FEATURES}
