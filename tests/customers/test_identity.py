"""The company's own site vouches for its visitor by a signed, short-lived token."""

import base64
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import jwt
import pytest

from helpdesk.customers.rules import Identity, identity_of
from helpdesk.platform.errors import NotSignedIn

KEY = "k" * 64
NOW = datetime.now(UTC)


def signed(key: str = KEY, algorithm: str = "HS256", **claims: Any) -> str:
    body = {"sub": "shop-17", "exp": NOW + timedelta(minutes=5), **claims}
    return jwt.encode({k: v for k, v in body.items() if v is not None}, key, algorithm)


def unsigned() -> str:
    """A token with `alg: none`, as forgers try it."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode())
    body = signed().split(".")[1]
    return f"{head.decode().rstrip('=')}.{body}."


def test_a_genuine_token_names_the_customer() -> None:
    token = signed(email="alice@example.org", email_verified=True, name="Alice")
    found = identity_of(token, key=KEY, now=NOW)
    assert found == Identity("shop-17", "alice@example.org", "Alice")


@pytest.mark.parametrize("word", [None, False, "true", "false", 1, [True], {}])
def test_an_address_that_the_site_did_not_confirm_is_only_a_contact(word: object) -> None:
    token = signed(email="alice@example.org", email_verified=word)
    found = identity_of(token, key=KEY, now=NOW)
    assert (found.email, found.contact) == (None, "alice@example.org")


def test_address_and_name_may_be_missing_or_blank() -> None:
    found = identity_of(signed(email="", email_verified=True, name="  "), key=KEY, now=NOW)
    assert found == Identity("shop-17", None, None)


@pytest.mark.parametrize("email", ["nobody", "a@b.example\nBcc: c@d.example", 17, ["x"]])
def test_what_is_no_address_is_left_out(email: object) -> None:
    for word in (True, False):
        found = identity_of(signed(email=email, email_verified=word), key=KEY, now=NOW)
        assert (found.email, found.contact) == (None, None)


def test_a_very_long_name_is_cut() -> None:
    found = identity_of(signed(name="x" * 5000), key=KEY, now=NOW)
    assert found.name is not None
    assert len(found.name) == 254


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        (signed(exp=NOW - timedelta(seconds=5)), "has expired"),
        (signed(exp=NOW + timedelta(hours=2)), "valid for too long"),
        (signed(exp=10**18), "valid for too long"),
        (signed(exp=float("inf")), "not signed by this company"),
        (signed(exp=None), "not signed by this company"),
        (signed(exp="tomorrow"), "not signed by this company"),
        (signed(sub=None), "not signed by this company"),
        (signed(sub=" "), "names nobody"),
        (signed(sub=17), "not signed by this company"),
        (signed(key="f" * 64), "not signed by this company"),
        (signed(algorithm="HS512"), "not signed by this company"),
        (signed(nbf=NOW + timedelta(minutes=3)), "not signed by this company"),
        (unsigned(), "not signed by this company"),
        (signed()[:-3], "not signed by this company"),
        (signed() + "x" * 3, "not signed by this company"),
        ("", "not signed by this company"),
        ("a.b.c", "not signed by this company"),
        ("ключ", "not signed by this company"),
        ("\x00", "not signed by this company"),
    ],
    ids=count(),  # a token tells the time, and two processes must call a test by one name
)
def test_any_other_token_is_refused(token: str, sentence: str) -> None:
    with pytest.raises(NotSignedIn, match=sentence):
        identity_of(token, key=KEY, now=NOW)
