"""Passwords as Argon2 hashes, computed beside the requests that one process serves by turns."""

import secrets
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import monkey
from gevent.threadpool import ThreadPool

R = TypeVar("R")
hasher = PasswordHasher()
# A hash takes 64 MiB and every core it can get: two at once would starve all other requests.
AT_ONCE = 1


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _beside(lambda: hasher.hash(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Is this the password? Where there is none the answer takes as long, and is no."""
    return _beside(lambda: _verified(password, password_hash))


def _verified(password: str, password_hash: str | None) -> bool:
    try:
        hasher.verify(password_hash or _hash_for_strangers(hasher), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _hash_for_strangers(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe(16))


def _beside(work: Callable[[], R]) -> R:
    """Where requests take turns in one thread, do this in another: Argon2 needs no interpreter."""
    if not monkey.is_module_patched("threading"):
        return work()
    found: R = _threads().apply(work)
    return found


@cache
def _threads() -> Any:
    return ThreadPool(AT_ONCE)
