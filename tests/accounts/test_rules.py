"""Roles, passwords and addresses by table."""

import pytest

from helpdesk.accounts.rules import (
    ADMINS,
    EDITORS,
    STAFF,
    Role,
    check_email,
    check_password,
    require,
)
from helpdesk.errors import NotAllowed, RuleBroken


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("allowed", [STAFF, EDITORS, ADMINS])
def test_a_role_passes_only_where_it_is_named(role: Role, allowed: frozenset[Role]) -> None:
    if role in allowed:
        require(role, allowed)
    else:
        with pytest.raises(NotAllowed, match="Ask an admin"):
            require(role, allowed)


def test_the_refusal_names_both_roles_in_plain_words() -> None:
    with pytest.raises(NotAllowed, match="needs the role quality manager, and yours is agent"):
        require(Role.AGENT, frozenset({Role.QUALITY_MANAGER}))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "at least 12 characters"),
        ("elevenchars", "at least 12 characters"),
        ("bob@desk.example", "not your address"),
        ("BOB@DESK.EXAMPLE", "not your address"),
    ],
)
def test_an_easy_password_is_refused(password: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        check_password(password, "bob@desk.example")


@pytest.mark.parametrize("password", ["twelve chars", "пароль подлиннее", "x" * 500])
def test_any_long_password_is_fine(password: str) -> None:
    check_password(password, "bob@desk.example")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bob@desk.example", "bob@desk.example"),
        ("  Bob@Desk.Example ", "bob@desk.example"),
        ("b+tag@sub.desk.example", "b+tag@sub.desk.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "bob", "bob@", "@desk.example", "bob@desk", "b b@desk.example",
     "b\nb@desk.example", "b" * 250 + "@desk.example", "b@desk.example,c@desk.example",
     "b@desk.example;c@desk.example", '"b@desk.example"<c@desk.example>', "mailto:b@desk.example",
     "b@desk..example", "b@.example", "b\x00@desk.example", "b\u202e@desk.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="is not an e-mail address"):
        check_email(typed)
