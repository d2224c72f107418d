"""The jobs that wait in the database, as a test reads and runs them."""

from typing import Any

from procrastinate import PsycopgConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Bot
from helpdesk.conversations.jobs import answer_with_bot
from helpdesk.conversations.models import Conversation
from helpdesk.platform.db import transaction
from helpdesk.platform.jobqueue import POLLING_INTERVAL, queue
from tests import coroutines

_TAKEN = text(
    "delete from procrastinate_jobs where id = (select min(id) from procrastinate_jobs "
    "where lock = :lock and status = 'todo') returning id"
)
_WAITING = text("select args from procrastinate_jobs where task_name = :name order by id")


def arguments_of(session: Session, job: str) -> list[dict[str, Any]]:
    """What each waiting job of that name was deferred with, oldest first."""
    return list(session.scalars(_WAITING, {"name": job}))


def run_turn(conversation: Conversation, bot: Bot) -> None:
    """Run the conversation's turns as the worker does, one job after the other."""
    lock = {"lock": conversation.topic}
    answer_with_bot(str(conversation.id), bot=bot)
    while _begin_next(lock):
        answer_with_bot(str(conversation.id), bot=bot)


def _begin_next(lock: dict[str, str]) -> bool:
    with transaction() as session:
        return session.scalar(_TAKEN, lock) is not None


def work(url: str, *, concurrency: int = 2) -> None:
    """Until nothing is left to do."""
    coroutines.run(_work(url, concurrency))


async def _work(url: str, concurrency: int) -> None:
    """What `helpdesk.worker` does, until nothing is left to do."""
    connector = PsycopgConnector(conninfo=url, min_size=1, max_size=4)
    with queue.replace_connector(connector) as app:
        async with app.open_async():
            await app.run_worker_async(
                wait=False,
                concurrency=concurrency,
                install_signal_handlers=False,
                fetch_job_polling_interval=POLLING_INTERVAL,
                delete_jobs="successful",
            )
