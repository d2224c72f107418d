"""What several tests need lies in a file of its own, and tests hold on to nothing private."""

import ast
from collections.abc import Iterator

import pytest

from tests.structure.house import PACKAGES, sources


def imported_from_tests(tree: ast.AST) -> Iterator[str]:
    """Test modules that a module imports from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.rpartition(".")[2].startswith("test_"))


def of_the_product(tree: ast.AST) -> set[str]:
    """The names under which a module knows what it imports from the product."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PACKAGES
        for alias in node.names
    }


def private_names(tree: ast.AST) -> Iterator[str]:
    """Private names of the product that a module reads, imports or replaces."""
    known = of_the_product(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in known:
                found = name
            case ast.Call(args=[ast.Name(id=owner), ast.Constant(value=str(name)), *_]) if (
                owner in known
            ):
                found = name
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in PACKAGES:
                found = next((a.name for a in node.names if a.name.startswith("_")), "")
            case _:
                continue
        if found.startswith("_") and not found.endswith("__"):
            yield f"{node.lineno}: {found}"


def test_no_module_imports_from_a_test_module() -> None:
    found = {name: list(imported_from_tests(tree)) for name, tree in sources("tests").items()}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_tests_touch_no_private_name_of_the_product() -> None:
    found = {name: list(private_names(tree)) for name, tree in sources("tests").items()}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "planted",
    ["from tests.web.test_pages import a", "from tests.web import test_pages", "import test_web"],
)
def test_an_import_from_a_test_module_is_found(planted: str) -> None:
    assert list(imported_from_tests(ast.parse(planted)))


@pytest.mark.parametrize(
    "planted",
    [
        "from helpdesk.platform import db\ndb._engine",
        'from helpdesk.platform import db\npatch.setattr(db, "_engine", None)',
        "from helpdesk.platform.db import _engine",
    ],
)
def test_a_private_name_is_found(planted: str) -> None:
    assert list(private_names(ast.parse(planted)))
