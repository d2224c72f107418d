"""Tests can run beside a desk: they use no port and no home that a person's desk has."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk.platform.config import Settings
from tests.environment import DEFAULT_PORT, only, variables
from tests.structure.house import ROOT, sources

READS_DEFAULTS = {"tests/environment.py", "tests/platform/test_config.py"}
HERE = "tests/structure/test_environment.py"
HOSTS = {"127.0.0.1", "localhost"}
# Nobody listens on port 1, so it stands for whatever does not answer; 0 is any free port.
NOBODYS = {0, 1}
FIXED = re.compile(r"(?:127\.0\.0\.1|localhost):(\d+)|:(8000)\b")


def fixed_ports(tree: ast.AST) -> Iterator[str]:
    """Ports that are written out: in an address, or as a pair of host and number."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = FIXED.search(node.value)
            if found and int(found.group(1) or found.group(2)) not in NOBODYS:
                yield f"{node.lineno}: {found.group()}"
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            host, port = (getattr(part, "value", None) for part in node.elts)
            if host in HOSTS and isinstance(port, int) and port not in NOBODYS:
                yield f"{node.lineno}: {host}:{port}"


def own_settings(tree: ast.AST) -> Iterator[str]:
    """Settings made from a few variables, which leave the port and the home to the defaults."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "from_env":
            yield from (f"{node.lineno}: from_env" for _ in node.args[:1])


def test_no_test_names_a_port_of_its_own() -> None:
    found = {name: list(fixed_ports(tree)) for name, tree in sources("tests").items()}
    excused = READS_DEFAULTS | {HERE}
    assert {name: at for name, at in found.items() if at and name not in excused} == {}


def test_no_test_makes_settings_that_keep_the_defaults() -> None:
    found = {name: list(own_settings(tree)) for name, tree in sources("tests").items()}
    assert {name: at for name, at in found.items() if at and name not in READS_DEFAULTS} == {}


@pytest.mark.parametrize(
    "planted", ['"http://127.0.0.1:8000/x"', '"localhost:5005"', '("127.0.0.1", 9000)', '":8000"']
)
def test_a_port_that_is_written_out_is_found(planted: str) -> None:
    assert list(fixed_ports(ast.parse(planted)))


def test_ports_that_nobody_has_are_fine() -> None:
    tree = ast.parse('"http://127.0.0.1:1"; ("127.0.0.1", 0); "http://127.0.0.1"; ("x", 9000)')
    assert list(fixed_ports(tree)) == []


def test_what_the_shell_has_set_does_not_reach_a_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_COMPANY", "Somebody's own")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@elsewhere/desk")
    with only(variables(tmp_path, HEED_DEMO="0")):
        settings = Settings.from_env()
    assert (settings.home, settings.demo) == (tmp_path, False)
    assert settings.database_url is None
    assert os.environ["HEED_COMPANY"] == "Somebody's own"


def test_this_run_has_a_home_and_a_port_of_its_own() -> None:
    settings = Settings.from_env()
    assert settings.port != DEFAULT_PORT
    assert ROOT not in (settings.home, *settings.home.parents)
