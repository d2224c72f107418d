"""What a person typed into a form, kept as it was while something in it is wrong."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from helpdesk.platform.errors import RuleBroken

KEY, FORGERY_GUARD = "form_key", "csrf_token"  # the second one as Flask-WTF names it
LONGEST_ID = 18
MOST_INSERTED = 20
_INSERTED = re.compile(r"[a-z]{1,20}:[0-9]{1,18}")
Choice = TypeVar("Choice", bound=StrEnum)


def id_of(typed: str | None) -> int:
    """The record that a form's hidden field or list names; RuleBroken for anything else."""
    if typed is None or not typed.isdecimal() or len(typed) > LONGEST_ID:
        raise RuleBroken("Choose one of those that this page offers.")
    return int(typed)


def chosen(typed: str | None, choices: type[Choice]) -> Choice | None:
    """The choice that this word names; None for any other."""
    return choices(typed) if typed in set(choices) else None


def inserted_in(form: "MultiDict[str, str]") -> tuple[str, ...]:
    """What an answer began with of all that was offered, such as `macro:3`, each once."""
    named = (typed for typed in form.getlist("inserted") if _INSERTED.fullmatch(typed))
    return tuple(dict.fromkeys(named))[:MOST_INSERTED]


class Typed:
    """The fields of one form, and beside each what to change about it."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        # A NUL cannot be stored, and nobody types one on purpose.
        self._values = {name: v.replace("\x00", "") for name, v in (values or {}).items()}
        self.faults: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self._values.get(name, "")

    def check(self, name: str, rule: Callable[[str], object]) -> None:
        """Note the rule's refusal beside the field; the first one of a field stays."""
        try:
            rule(self[name])
        except RuleBroken as refusal:
            self.faults.setdefault(name, str(refusal))
