"""Which columns a list of tickets shows, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.tickets.fields.rules import Field, Value, as_typed
from helpdesk.tickets.views.rules import ViewRefused


class Column(StrEnum):
    """What every ticket has; a custom field is a column by its key."""

    NUMBER = "number"
    SUBJECT = "subject"
    CUSTOMER = "customer"
    STATE = "state"
    PRIORITY = "priority"
    TYPE = "type"
    CATEGORY = "category"
    TAGS = "tags"
    AGENT = "agent"
    TEAM = "team"
    LANGUAGE = "language"
    DEADLINE = "deadline"
    CREATED = "created"
    WRITTEN = "last_written"
    CHANGED = "changed"


USUAL = (
    Column.NUMBER, Column.SUBJECT, Column.CUSTOMER, Column.CATEGORY, Column.STATE,
    Column.PRIORITY, Column.AGENT, Column.DEADLINE, Column.CHANGED,
)  # fmt: skip
MOST = 20
LEADING = (Column.SUBJECT, Column.NUMBER)  # one of these leads to the ticket


@dataclass(frozen=True)
class Columns:
    """What a list shows, in order, and what could be shown besides, each by its key.

    `fields` are the custom fields by theirs. `retired` are names of fields that were asked for and
    are filled in no more; `lost` says that one was asked for which there is not.
    """

    shown: Sequence[str]
    others: Sequence[str]
    fields: Mapping[str, Field]
    retired: Sequence[str] = ()
    lost: bool = False

    @property
    def leading(self) -> str:
        """The column whose words lead to the ticket."""
        return next(key for key in LEADING if key in self.shown)

    def filled_in(self, key: str, values: Mapping[str, Value]) -> str:
        """What a ticket with these values has in that field, as a form holds it."""
        return as_typed(values.get(key))


def columns_in(typed: str, fields: Sequence[Field]) -> Columns:
    """What an address, a view or an agent asks for, without what cannot be shown any more."""
    usable = {field.key: field for field in fields if not field.retired}
    offered = [*Column, *usable]
    asked = _keys(typed) or USUAL
    shown = [key for key in asked if key in offered]
    if not set(LEADING) & set(shown):
        shown.insert(0, Column.SUBJECT)
    return Columns(
        shown=shown,
        others=[key for key in offered if key not in shown],
        fields=usable,
        retired=[field.name for field in fields if field.retired and field.key in asked],
        lost=not {*offered, *(field.key for field in fields)}.issuperset(asked),
    )


def check_columns(keys: Sequence[str]) -> str:
    """The columns as they are kept; raise ViewRefused."""
    if not all(key in set(Column) or key.isdecimal() for key in keys):
        raise ViewRefused("Choose columns that this page offers.")
    if len(keys) > MOST:
        raise ViewRefused("Choose %(most)s columns at most.", most=MOST)
    if not set(LEADING) & set(keys):
        raise ViewRefused("Keep the subject or the number: one of them leads to the ticket.")
    return ",".join(dict.fromkeys(keys))


def _keys(typed: str) -> list[str]:
    return list(dict.fromkeys(key for key in typed.split(",") if key))
