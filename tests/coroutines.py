"""Coroutines run to their end, also where a browser is open."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Returned = TypeVar("Returned")


def run(coroutine: Coroutine[Any, Any, Returned]) -> Returned:
    """In a thread of its own: a browser that is open elsewhere keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
