"""Hashing a password leaves the requests beside it alone."""

import subprocess
import sys

import pytest

from helpdesk.authentication import passwords
from tests.make import PASSWORD
from tests.structure.house import ROOT

# As the web process does it: everything that waits takes turns in one thread.
BESIDE_OTHERS = """
from gevent import monkey
monkey.patch_all()
import gevent
from helpdesk.authentication import passwords

hashing, most, turns = 0, 0, 0

class Hasher:
    def verify(self, *arguments):
        global hashing, most
        hashing += 1
        most = max(most, hashing)
        monkey.get_original("time", "sleep")(0.05)
        hashing -= 1
        return real.verify(*arguments)

def others():
    global turns
    while True:
        turns += 1
        gevent.sleep(0.001)

kept = passwords.hash_password("correct horse battery")
real, passwords.hasher = passwords.hasher, Hasher()
words = 3 * ["correct horse battery", "x"]
people = [gevent.spawn(passwords.is_password, word, kept) for word in words]
beside = gevent.spawn(others)
gevent.joinall(people, raise_error=True)
print([person.value for person in people] == 3 * [True, False], most, turns > 60)
"""


def test_others_go_on_while_one_password_after_another_is_hashed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BESIDE_OTHERS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["True", "1", "True"], "")


@pytest.mark.parametrize(
    ("password", "kept", "right"),
    [
        (PASSWORD, PASSWORD, True),
        ("Wrong horse battery", PASSWORD, False),
        ("", PASSWORD, False),
        (PASSWORD, None, False),
    ],
)
def test_only_the_password_itself_is_right(password: str, kept: str | None, right: bool) -> None:
    kept_hash = passwords.hash_password(kept) if kept else None
    assert passwords.is_password(password, kept_hash) is right


def test_a_hash_that_is_none_fits_no_password() -> None:
    assert passwords.is_password(PASSWORD, "not a hash") is False
