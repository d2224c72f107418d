"""The process that runs background jobs; any number of them may run."""

import asyncio
import logging
import os
import signal
import sys

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from sqlalchemy.orm import sessionmaker

from helpdesk import logs
from helpdesk.administration.sections import settings_at_start
from helpdesk.platform import db
from helpdesk.platform.config import UMASK, from_environment
from helpdesk.platform.jobqueue import HEARTBEAT, POLLING_INTERVAL, STALLED_AFTER, queue
from helpdesk.wiring import connect_facts, register_jobs

logger = logging.getLogger(__name__)
CONCURRENCY = 8
RESCUE_EVERY = 2.0
AGAIN_AFTER = 0.5


async def rescue_stalled() -> None:
    """Give the jobs of workers that died back to the queue, so that none waits for ever."""
    while True:
        await asyncio.sleep(RESCUE_EVERY)
        try:
            seconds = STALLED_AFTER.total_seconds()
            for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
                logger.warning("Job %s was left by a worker that died; it runs again.", job.id)
                await queue.job_manager.retry_job(job)
        except Exception:
            logger.exception("Looking for stalled jobs failed; trying again.")


async def run(database_url: str) -> None:
    """Work until told to stop."""
    connector = PsycopgConnector(conninfo=database_url, min_size=2, max_size=CONCURRENCY + 4)
    with queue.replace_connector(connector) as app:
        async with app.open_async():
            rescuer = asyncio.create_task(rescue_stalled())
            try:
                await work_on(app, told_to_stop())
            finally:
                rescuer.cancel()


def told_to_stop() -> asyncio.Event:
    """What is set when somebody wants this process to end."""
    ending = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ending.set)
    return ending


async def work_on(app: App, ending: asyncio.Event) -> None:
    """Run jobs until `ending`; a worker that the database left begins again when it is back."""
    while not ending.is_set():
        worker = asyncio.create_task(_work(app))
        stop = asyncio.create_task(ending.wait())
        await asyncio.wait({worker, stop}, return_when=asyncio.FIRST_COMPLETED)
        if ending.is_set():
            worker.cancel()
        stop.cancel()
        try:
            await worker
        except asyncio.CancelledError:
            return
        except ConnectorException:
            logger.warning("The database does not answer; trying again.")
            await asyncio.sleep(AGAIN_AFTER)


async def _work(app: App) -> None:
    await app.run_worker_async(
        concurrency=CONCURRENCY,
        fetch_job_polling_interval=POLLING_INTERVAL,
        update_heartbeat_interval=HEARTBEAT.total_seconds(),
        stalled_worker_timeout=STALLED_AFTER.total_seconds(),
        delete_jobs="successful",
        shutdown_graceful_timeout=20,
        install_signal_handlers=False,
    )


def main() -> int:
    """Entry of the worker process."""
    os.umask(UMASK)
    logs.to_stderr()
    settings_at_start()
    url = from_environment("DATABASE_URL")
    db.use(sessionmaker(db.connect(url), expire_on_commit=False))
    connect_facts()
    register_jobs()
    asyncio.run(run(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
