"""Who may import whom: the contracts of pyproject.toml, and the order of the list of features."""

import subprocess
import sys
import tomllib
from functools import cache
from typing import Any

from grimp import ImportGraph, Layer, build_graph

from helpdesk.app import SERVED
from tests.structure.house import ROOT, folders_with

_SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS: dict[str, Any] = {
    contract["name"]: contract for contract in _SETTINGS["tool"]["importlinter"]["contracts"]
}
NAMES = [feature.name for feature in SERVED]
FLOORS = CONTRACTS["Features only look down"]["layers"]
INSIDE = CONTRACTS["Inside a feature, edges call the service and the service calls the rules"]


@cache
def graph() -> ImportGraph:
    return build_graph("helpdesk")


def alike(layer: str) -> list[str]:
    """The modules of a layer as pyproject.toml writes it: `(api) | (console)`."""
    return [name.strip(" ()") for name in layer.split("|")]


def test_every_contract_is_kept() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_the_list_names_every_folder_that_is_a_feature() -> None:
    assert set(NAMES) == folders_with("feature.py")
    assert folders_with("models.py", "console.py") - set(NAMES) == {
        "settings"
    }  # no page of its own


def test_a_feature_imports_only_those_that_stand_before_it_in_the_list() -> None:
    layers = [[name] for name in reversed(NAMES)]
    assert not graph().find_illegal_dependencies_for_layers(
        layers=[Layer(*layer) for layer in layers], containers={"helpdesk"}
    )


def test_the_layers_of_features_follow_the_list() -> None:
    layered = [[name for name in alike(floor) if name in NAMES] for floor in reversed(FLOORS)]
    order = [name for names in layered for name in sorted(names, key=NAMES.index)]
    assert order == [name for name in NAMES if name in order]


def test_whatever_is_no_feature_has_its_place_among_the_layers() -> None:
    placed = {name for floor in FLOORS for name in alike(floor)}
    there = {path.stem for path in (ROOT / "helpdesk").glob("[a-z]*.py")}
    there |= {path.parent.name for path in (ROOT / "helpdesk").glob("*/__init__.py")}
    assert there - placed - set(NAMES) == {"migrations"}


def test_inside_every_feature_edges_call_the_service_and_the_service_calls_the_rules() -> None:
    drawers = [Layer(*alike(layer), independent=True) for layer in INSIDE["layers"]]
    assert not graph().find_illegal_dependencies_for_layers(
        layers=drawers, containers={f"helpdesk.{name}" for name in NAMES}
    )


def test_only_what_a_feature_needs_lies_in_its_folder() -> None:
    drawers = {name for layer in INSIDE["layers"] for name in alike(layer)}
    there = {child for name in NAMES for child in graph().find_children(f"helpdesk.{name}")}
    assert {child.rpartition(".")[2] for child in there} <= drawers


def test_all_business_rules_are_pure() -> None:
    pure = CONTRACTS["Business rules are pure"]["source_modules"]
    assert pure == ["helpdesk.*.rules"]
