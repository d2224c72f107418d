"""Who may import whom: the contracts of pyproject.toml hold and name every feature."""

import subprocess
import sys
import tomllib
from typing import Any

from tests.structure.house import FEATURES, ROOT, folders_with

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


def test_the_order_inside_a_feature_is_that_of_every_feature() -> None:
    name = "Inside a feature, edges call the service and the service calls the rules"
    assert set(CONTRACTS[name]["containers"]) == {f"helpdesk.{name}" for name in FEATURES}


def test_all_business_rules_are_pure() -> None:
    pure = CONTRACTS["Business rules are pure"]["source_modules"]
    assert set(pure) == {f"helpdesk.{name}.rules" for name in folders_with("rules.py")}
