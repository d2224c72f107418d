"""Whatever zxcvbn says of a password, an agent reads it in their own language."""

import ast
import inspect
from collections.abc import Iterator

import pytest
from zxcvbn import feedback

from helpdesk.accounts.rules import SoonGuessed, check_password
from helpdesk.authentication.guessable import WARNINGS
from helpdesk.languages.catalogues import speaking


def warnings() -> Iterator[str]:
    """Each sentence that the library's source gives as a warning."""
    for node in ast.walk(ast.parse(inspect.getsource(feedback))):
        values: list[ast.expr | None] = []
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "warning":
            values = [node.value]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            values = [value for key, value in pairs if key and ast.unparse(key) == "'warning'"]
        for value in values:
            if isinstance(value, ast.Call) and isinstance(value.args[0], ast.Constant):
                yield str(value.args[0].value)


def test_every_warning_of_the_library_is_in_the_catalogues() -> None:
    assert set(warnings()) == WARNINGS


def test_an_agent_reads_in_their_language_why_a_password_is_soon_guessed() -> None:
    with speaking("de"), pytest.raises(SoonGuessed, match="kaum schwerer zu erraten"):
        check_password("qwertzuiopqwertzuiop")
