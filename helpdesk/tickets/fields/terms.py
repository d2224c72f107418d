"""How a custom field may be defined."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.fields.rules import Field, FieldKind, Terms, When, value_in

LONGEST_NAME, LONGEST_HELP, LONGEST_CHOICE = 60, 200, 80
MOST_CHOICES, MOST_FIELDS = 200, 60


class DefinitionRefused(RuleBroken):
    """A field cannot be defined in that way."""


def check_terms(terms: Terms, others: Collection[Field]) -> Terms:
    """The field as it is kept beside the `others`; raise DefinitionRefused or FieldRefused."""
    kept = replace(
        terms,
        name=_name(terms.name, others),
        help=_help(terms.help),
        choices=choices_in(terms.choices) if terms.kind is FieldKind.CHOICE else (),
        shown_when=_checked(terms.shown_when, others),
        required_when=_checked(terms.required_when, others) if terms.required else When(),
    )
    if kept.kind is FieldKind.CHOICE and not kept.choices:
        raise DefinitionRefused("Write what can be chosen, one choice on each line.")
    return kept


def check_number(existing: int) -> None:
    """Raise DefinitionRefused where there are more than anybody fills in."""
    if existing >= MOST_FIELDS:
        raise DefinitionRefused(
            "There are %(most)s fields. Restore or rename one that is retired.", most=MOST_FIELDS
        )


def choices_in(lines: Iterable[str]) -> tuple[str, ...]:
    """What can be chosen, each once and in its order; raise DefinitionRefused.

    >>> choices_in(["Fern", " ", "fern", "Fig  tree"])
    ('Fern', 'Fig tree')
    """
    found: dict[str, str] = {}
    for line in lines:
        words = " ".join(line.replace("\x00", "").split())
        if words:
            found.setdefault(words.casefold(), words)
    if len(found) > MOST_CHOICES:
        raise DefinitionRefused("Offer %(most)s choices or fewer.", most=MOST_CHOICES)
    if any(len(words) > LONGEST_CHOICE for words in found.values()):
        raise DefinitionRefused(
            "Shorten each choice to %(most)s characters or less.", most=LONGEST_CHOICE
        )
    return tuple(found.values())


def _name(typed: str, others: Collection[Field]) -> str:
    name = " ".join(typed.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise DefinitionRefused(
            "Give the field a name of %(most)s characters at most.", most=LONGEST_NAME
        )
    if name.casefold() in {other.name.casefold() for other in others}:
        raise DefinitionRefused(
            "There is a field “%(name)s”, perhaps a retired one that you can restore.", name=name
        )
    return name


def _help(typed: str) -> str:
    words = " ".join(typed.replace("\x00", "").split())
    if len(words) > LONGEST_HELP:
        raise DefinitionRefused(
            "Shorten the help to %(most)s characters or less.", most=LONGEST_HELP
        )
    return words


def _checked(when: When, others: Collection[Field]) -> When:
    """The condition with the value that the other field can have."""
    if when.field_id is None:
        return replace(when, value="")
    other = next((field for field in others if field.id == when.field_id), None)
    if other is None:
        raise DefinitionRefused("Choose another field for the condition, one that there is.")
    if when.value.strip():
        value_in(other, when.value)
    return replace(when, value=when.value.strip())
