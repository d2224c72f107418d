"""Each part is killed in the middle of conversations and started again."""

import time
from functools import partial
from uuid import uuid4

import httpx
import psycopg
import pytest

from tests.stack import Stack
from tests.visitor import Visitor
from tests.waiting import until

pytestmark = pytest.mark.stack
QUESTIONS = (
    "how long do returns take",
    "what does shipping to france cost",
    "is there a gift card",
)
TRUTH = """
select m.author, m.client_id, m.in_reply_to, m.id, c.floor, c.handoff_reason
  from message m join conversation c on c.id = m.conversation_id
 where c.id = %s order by m.id
"""


def keep_saying(visitor: Visitor, text: str) -> None:
    """As the widget does: the same client id until the desk accepts the message."""
    client_id = uuid4().hex

    def accepted() -> bool:
        try:
            visitor.says(text, client_id=client_id)
        except httpx.HTTPError:
            return False
        return True

    until(accepted, seconds=60, what="the message to be accepted")


def rows(stack: Stack, visitor: Visitor) -> list[tuple[object, ...]]:
    with psycopg.connect(stack.database_url) as connection:
        return connection.execute(TRUTH, (visitor.conversation_id,)).fetchall()


def is_settled(stack: Stack, visitor: Visitor) -> bool:
    """Every customer message was answered, or a person was asked for with a reason."""
    found = rows(stack, visitor)
    asked = {row[3] for row in found if row[0] == "customer"}
    answered = {row[2] for row in found if row[0] == "bot"}
    handed_over = bool(found) and found[0][4] == "waiting" and found[0][5] is not None
    return len(asked) == len(QUESTIONS) and (asked <= answered or handed_over)


def assert_once_and_in_order(stack: Stack, visitor: Visitor) -> None:
    said = [m["text"] for m in visitor.reads()["messages"] if m["author"] == "customer"]
    assert said == list(QUESTIONS)
    replies = [row[2] for row in rows(stack, visitor) if row[0] == "bot"]
    assert replies == sorted(replies, key=lambda reply: int(str(reply)))


@pytest.mark.parametrize("part", ["rasa", "actions", "worker", "web", "database"])
def test_every_message_is_kept_once_and_answered_or_handed_over(stack: Stack, part: str) -> None:
    visitors = [Visitor.arrives(stack.url) for _ in range(3)]
    for visitor in visitors:
        keep_saying(visitor, QUESTIONS[0])
    time.sleep(0.05)
    if part == "database":
        stack.kill_database()
        stack.start_database()
    else:
        stack.kill(part)
    if part != "web":
        for visitor in visitors:
            keep_saying(visitor, QUESTIONS[1])
    stack.revive()
    for visitor in visitors:
        if part == "web":
            keep_saying(visitor, QUESTIONS[1])
        keep_saying(visitor, QUESTIONS[2])
        settled = partial(is_settled, stack, visitor)
        until(settled, seconds=60, what="an answer or a person")
        assert_once_and_in_order(stack, visitor)
