"""What became of a case is told only to whoever proved that it is theirs."""

import re
import time
from email import message_from_bytes
from email.policy import default as modern

import jwt
import pytest

from helpdesk.platform.config import secret
from tests.stack import Stack
from tests.visitor import Visitor, complains, words
from tests.waiting import until

pytestmark = pytest.mark.stack
STANDS = "a person decides by"


def code_for(stack: Stack, address: str) -> str:
    """The code in the newest letter to that address."""

    def newest() -> str | None:
        for file in sorted((stack.settings.home / "outbox").glob("*.eml"), reverse=True):
            letter = message_from_bytes(file.read_bytes(), policy=modern)
            code = re.match(r"\d{8}", str(letter["Subject"]))
            if letter["To"] == address and code:
                return code.group()
        return None

    return until(newest, what="the letter with the code")


def test_a_stranger_learns_nothing_and_the_owner_of_the_address_everything(stack: Stack) -> None:
    address = f"alice{time.time_ns()}@example.org"
    number = complains(Visitor.arrives(stack.url), address)
    later = Visitor.arrives(stack.url)
    said = words(later.asks(f"what is the status of {number}"))
    assert STANDS not in said
    assert "floor" not in said
    if "code" not in said.lower():
        said = words(later.asks("yes"))
    code = code_for(stack, address)
    wrong = words(later.asks("00000000" if code != "00000000" else "11111111"))
    assert STANDS not in wrong
    right = words(later.asks(code))
    assert number in right
    assert STANDS in right


def test_a_signed_in_customer_needs_no_code(stack: Stack) -> None:
    known = {"sub": "c-77", "email": "bea@example.org", "email_verified": True}
    claims = {**known, "exp": int(time.time()) + 600}
    identity = jwt.encode(claims, secret(stack.settings.home, "site_key"), algorithm="HS256")
    number = complains(Visitor.arrives(stack.url, identity=identity), "bea@example.org")
    again = Visitor.arrives(stack.url, identity=identity)
    assert number in words(again.asks("where does my complaint stand?"))
