"""Background work for articles: the nightly training, when there is enough new to learn."""

import asyncio
import logging
import sys
from pathlib import Path

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.articles.evidence.promotion import last_taught
from helpdesk.articles.rules import worth_training
from helpdesk.platform import db
from helpdesk.platform.config import Settings

logger = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "helpdesk.cli", "kb", "train", "--for-worker")
CHECKOUT = Path(__file__).resolve().parents[2]


async def train_model(timestamp: int) -> None:  # the queue's name for when it was due
    """Train in a process of its own, which keeps torch out of this one and ends with it."""
    if not await asyncio.to_thread(enough_is_new):
        return
    log = Settings.from_env().home / "logs" / "model-training.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        # Nothing is ever written to the pipe: it closes when this process ends, however it ends.
        child = await asyncio.create_subprocess_exec(
            *COMMAND, cwd=CHECKOUT, stdin=asyncio.subprocess.PIPE, stdout=output, stderr=output
        )
        try:
            code = await child.wait()
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if code:
        logger.error("The sentence model was not trained. Read %s for the reason.", log)


def learn_from_experience(timestamp: int) -> None:
    """Let search rank by what was answered since the last time."""
    with db.transaction() as session:
        questions = learn_if_new(session)
    if questions is not None:
        logger.info("Search learned from %d answered questions.", questions)


def enough_is_new() -> bool:
    """Did people answer enough questions since the last training?"""
    with db.transaction() as session:
        return worth_training(len(experience_of(session).questions), last_taught(session))
