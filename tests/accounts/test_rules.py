"""Roles, passwords and addresses by table."""

import re
import secrets

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
from helpdesk.languages.catalogues import speaking
from helpdesk.platform.errors import NotAllowed, RuleBroken


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("allowed", [STAFF, EDITORS, ADMINS])
def test_a_role_passes_only_where_it_is_named(role: Role, allowed: frozenset[Role]) -> None:
    if role in allowed:
        require(role, allowed)
    else:
        with pytest.raises(NotAllowed, match="Ask an admin"):
            require(role, allowed)


def test_the_refusal_names_both_roles_in_plain_words() -> None:
    with pytest.raises(NotAllowed, match="needs the role Admin or Lead, and yours is Agent"):
        require(Role.AGENT, frozenset({Role.LEAD, Role.ADMIN}))


def test_the_refusal_names_the_roles_in_the_readers_language() -> None:
    with (
        speaking("de"),
        pytest.raises(NotAllowed, match=r"Admin oder Qualitätsmanagement.*Agent"),
    ):
        require(Role.AGENT, frozenset({Role.QUALITY_MANAGER, Role.ADMIN}))


COMMON = "Take a few words that have nothing to do with each other"
NAMES = "made of names and addresses that others know"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "at least 12 characters"),
        ("elevenchars", "at least 12 characters"),
        ("password1234", f"This is a very common password. {COMMON}"),
        ("Passw0rd2026!", COMMON),
        ("iloveyou1234", COMMON),
        ("Sommer2026!!!", COMMON),
        ("Willkommen-2026", COMMON),
        ("MotDePasse2026!", COMMON),
        ("Bienvenido2026!", COMMON),
        ("Donnerstag123!", COMMON),
        ("qwertyuiop12", COMMON),
        ("aaaaaaaaaaaaaaaa", 'Repeats like "aaa" are easy to guess'),
        ("x" * 500, COMMON),
        ("bob@desk.example", NAMES),
        ("BOB@DESK.EXAMPLE", NAMES),
        ("Fernhill2026!!", NAMES),
        ("Brandt-2026-Fernhill", NAMES),
        ("llihnreftdnarb", COMMON),
        ("bobbobbobbob", NAMES),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(password: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(sentence)):
        check_password(password, "bob@desk.example", "Bob Brandt", "Fernhill")


@pytest.mark.parametrize(
    "password",
    ["twelve chars", "пароль подлиннее", "correct horse battery", "bob likes warm wooden spoons",
     "v8#Kq2!mZr5@" * 40],
)  # fmt: skip
def test_a_password_that_takes_long_to_guess_is_fine(password: str) -> None:
    check_password(password, "bob@desk.example", "Bob Brandt", "Fernhill")


def test_what_we_make_ourselves_is_never_refused() -> None:
    for _ in range(200):
        check_password(secrets.token_urlsafe(12), "bob@desk.example", "Bob Brandt")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bob@desk.example", "bob@desk.example"),
        ("  Bob@Desk.Example ", "bob@desk.example"),
        ("b+tag@sub.desk.example", "b+tag@sub.desk.example"),
        ("admin@heed.local", "admin@heed.local"),
        ("bob@intranet.test", "bob@intranet.test"),
        ("Zoë@Bücher.example", "zoë@bücher.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "bob", "bob@", "@desk.example", "bob@desk", "b b@desk.example",
     "b\nb@desk.example", "b" * 250 + "@desk.example", "b@desk.example,c@desk.example",
     "b@desk.example;c@desk.example", '"b@desk.example"<c@desk.example>', "mailto:b@desk.example",
     "b@desk..example", "b@.example", "b..b@desk.example", ".b@desk.example", "b@my_desk.example",
     "b@[127.0.0.1]", "b\x00@desk.example", "b\u202e@desk.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="is not an e-mail address"):
        check_email(typed)
