"""What a setting may be; each refusal says what to type instead."""

import re
from email.utils import formataddr, parseaddr
from typing import Annotated

from pydantic import AfterValidator

from helpdesk.platform.errors import Overtaken, RuleBroken

LONGEST_LINE = 100
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class SettingsRefused(RuleBroken):
    """Some fields cannot be what was typed; `faults` has a sentence for each of them."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class SettingsChanged(Overtaken):
    """Somebody else changed the section since the page was opened."""


def check_seen(seen: int, latest: int) -> None:
    """Raise SettingsChanged unless the page showed the version that is the latest."""
    if seen != latest:
        raise SettingsChanged("These settings were changed meanwhile, so yours were not saved.")


def _line(value: str) -> str:
    """One line of words."""
    words = " ".join(value.replace("\x00", "").split())
    if not words:
        raise ValueError("Write something: this cannot be empty.")
    if len(words) > LONGEST_LINE:
        raise ValueError(f"Use {LONGEST_LINE} characters at most; these are {len(words)}.")
    return words


def _colour(value: str) -> str:
    """A colour as web pages write it."""
    colour = value.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ValueError("Write a colour as # and six digits or letters from a to f, like #0f766e.")
    return colour


def _address(value: str) -> str:
    """A mail address, with or without the name of whose it is."""
    written = " ".join(value.replace("\x00", "").split())
    name, address = parseaddr(written)
    local, _, domain = address.partition("@")
    if not local or not domain or " " in address or formataddr((name, address)) != written:
        raise ValueError(
            "Write an address such as support@shop.example, or Shop <support@shop.example>."
        )
    return written


Address = Annotated[str, AfterValidator(_address)]
Line = Annotated[str, AfterValidator(_line)]
Colour = Annotated[str, AfterValidator(_colour)]
