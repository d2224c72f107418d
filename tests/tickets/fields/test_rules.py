"""What a field takes, what a comparison says of it, and where it is needed."""

import pytest

from helpdesk.tickets.fields.rules import (
    Comparison,
    Described,
    Field,
    FieldKind,
    FieldRefused,
    FieldsMissing,
    Operator,
    Terms,
    Value,
    When,
    as_typed,
    check_missing,
    holds,
    is_shown,
    lacking,
    value_in,
)
from helpdesk.tickets.rules import TicketType

INCIDENT = Described(TicketType.INCIDENT, {1, 2}, {"7": "Fern", "8": 12, "9": True})


def terms(kind: str) -> Terms:
    return Terms(name="Plant", kind=FieldKind(kind), choices=("Fern", "Fig tree"))


def field(**more: object) -> Field:
    known: dict[str, object] = {"id": 3, "version": 1, "retired": False, "name": "Plant"}
    return Field(**known | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  A-12   b ", "A-12 b"), ("text", " \x00", None), ("text", "", None),
        ("long_text", "one\n two ", "one\n two"),
        ("whole_number", "-12", -12), ("whole_number", "007", 7),
        ("decimal_number", "19.50", 19.5), ("decimal_number", "3", 3.0),
        ("date", "2026-03-31", "2026-03-31"),
        ("yes_or_no", "yes", True), ("yes_or_no", "no", False),
        ("one_of_a_list", "fig tree", "Fig tree"),
        ("link", "https://shop.example/a?b=c", "https://shop.example/a?b=c"),
    ],
)  # fmt: skip
def test_what_was_typed_is_kept_by_its_kind(kind: str, typed: str, value: Value | None) -> None:
    assert value_in(terms(kind), typed) == value
    assert value_in(terms(kind), as_typed(value)) == value


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("text", "x" * 201, "Shorten “Plant” to 200 characters"),
        ("whole_number", "12.5", "a whole number, such as 12"),
        ("whole_number", "9" * 16, "a whole number"), ("whole_number", "٣", "a whole number"),
        ("decimal_number", "19,50", "a number such as 1250.50"),
        ("decimal_number", "nan", "a number"), ("decimal_number", "1e5", "a number"),
        ("date", "31.03.2026", "a day, such as 2026-03-31"), ("date", "2026-02-30", "a day"),
        ("yes_or_no", "perhaps", "yes or no"), ("one_of_a_list", "Oak", "Choose one of those"),
        ("link", "javascript:alert(1)", "beginning with https://"),
        ("link", "https://", "beginning with"), ("link", "https://[", "beginning with"),
        ("link", "https://a.example b", "beginning with"),
        ("link", "https://a.example/" + "x" * 500, "Shorten"),
    ],
)  # fmt: skip
def test_what_the_kind_does_not_take_is_refused(kind: str, typed: str, says: str) -> None:
    with pytest.raises(FieldRefused, match="Plant") as refusal:
        value_in(terms(kind), typed)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "operator", "typed", "expected"),
    [
        ("Fern", "equals", "Fern", True), ("Fern", "equals", "fern", False),
        ("12", "equals", "12", True), (12, "equals", "12.0", True), (12, "equals", "x", False),
        (True, "equals", "yes", True), (True, "equals", "1", False), (False, "equals", "no", True),
        (12, "is_below", "12.5", True), (12, "is_below", "12", False), (12, "is_above", "3", True),
        (12, "is_above", "many", False), (True, "is_above", "0", False),
        ("2026-03-31", "is_below", "2026-04-01", True),
        ("2026-03-31", "is_above", "2026-04-01", False), ("2026-03-31", "is_above", "12", False),
        ("Fern", "is_filled_in", "", True), (None, "is_filled_in", "", False),
        (None, "is_empty", "", True), (0, "is_empty", "", False), (None, "equals", "", False),
        (None, "is_below", "5", False),
    ],
)  # fmt: skip
def test_a_comparison_holds(value: Value | None, operator: str, typed: str, expected: bool) -> None:
    values = {} if value is None else {"3": value}
    assert holds(Comparison(3, Operator(operator), typed), values) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), True),
        (When(types=frozenset({TicketType.INCIDENT, TicketType.REQUEST})), True),
        (When(types=frozenset({TicketType.REQUEST})), False),
        (When(categories=frozenset({2, 5})), True), (When(categories=frozenset({5})), False),
        (When(field_id=7), True), (When(field_id=7, value="Fern"), True),
        (When(field_id=7, value="Oak"), False), (When(field_id=99), False),
        (When(types=frozenset({TicketType.INCIDENT}), field_id=99), False),
    ],
)  # fmt: skip
def test_a_field_is_shown_and_needed_where_all_of_it_holds(when: When, expected: bool) -> None:
    assert is_shown(field(shown_when=when), INCIDENT) is expected
    assert (lacking([field(required=True, required_when=when)], INCIDENT) != []) is expected


def test_what_is_filled_in_or_not_shown_is_not_needed() -> None:
    hidden = When(types=frozenset({TicketType.REQUEST}))
    assert lacking([field(id=7, required=True)], INCIDENT) == []
    assert lacking([field(required=True, shown_when=hidden)], INCIDENT) == []
    assert lacking([field(required=True, retired=True)], INCIDENT) == []
    assert lacking([field()], INCIDENT) == []


def test_a_retired_field_is_shown_where_something_stands_in_it() -> None:
    assert is_shown(field(id=7, retired=True), INCIDENT)
    assert not is_shown(field(retired=True), INCIDENT)


def test_every_missing_field_is_named() -> None:
    with pytest.raises(FieldsMissing, match="“Plant”, “Order”"):
        check_missing([field(), field(name="Order")])
    check_missing([])
