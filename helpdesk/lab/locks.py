"""What must not run twice at once, by whichever process it was started."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import func, select

from helpdesk.launch.faults import LaunchFault
from helpdesk.platform import db


@contextmanager
def alone_in_database(name: str, refusal: str) -> Iterator[None]:
    """Hold the name until the block ends or the process dies; LaunchFault when it is held."""
    with db.new_session() as session:
        engine = session.get_bind().engine
    # A connection of its own: a pooled one would come back from a commit with the lock on it.
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        key = func.hashtext(name)
        if not connection.scalar(select(func.pg_try_advisory_lock(key))):
            raise LaunchFault(refusal)
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(key)))


@contextmanager
def alone_in_folder(folder: Path, refusal: str) -> Iterator[None]:
    """The same for a folder, where there is no database."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(folder / "lock").acquire(blocking=False)
    except Timeout as error:
        raise LaunchFault(refusal) from error
    with held:
        yield
