"""Several people who do something at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def at_once(work: Callable[[int], object], people: int = 6) -> list[object]:
    """Everybody starts at the same moment, each on a connection of their own."""
    gate = threading.Barrier(people)

    def start(number: int) -> object:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(start, range(people)))
