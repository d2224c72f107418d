"""Beside a ticket or chat stands what was answered to a question like it, ready to be sent."""

import re
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.replies.jobs import learn_from_conversation, learn_from_ticket, learn_replies
from helpdesk.replies.models import LearnedQuestion
from helpdesk.replies.rules.likeness import LIKE_ENOUGH, best_of
from helpdesk.replies.settings import SuggestedReplies
from helpdesk.settings.rules import SettingsRefused
from helpdesk.settings.service import Edit, change_section
from tests.make import make_customer, make_message, make_ticket
from tests.people import Customer, Staff
from tests.replies.answered import BOX, ended, solved

DIFFERENT = "Print it again from your account, it lies there for a month."


def offered(reader: Staff, address: str) -> list[dict[str, str]]:
    """What the buttons put in, and the blank that they lead to."""
    page = BeautifulSoup(reader.client.get(address).text, "html.parser")
    return [
        {name: str(each[name]) for name in ("data-insert", "data-blank") if each.has_attr(name)}
        for each in page.select("button[data-insert]")
    ]


def beside(session: Session, *, name: str | None = "Zoe", **more: str) -> str:
    """Where the replies to a new ticket of the same question stand."""
    words = {"subject": "Sending back a pot", **more}
    ticket = make_ticket(session, make_customer(session, name=name), **words)
    return f"/console/replies/for-ticket/{ticket.number}"


def test_a_ticket_gets_the_reply_that_greets_its_own_customer(
    session: Session, bob: Staff, carla: Staff
) -> None:
    solved(session, bob, f"Hi Alice,\n{BOX} It leaves from 12 Baker Street.\n\nBest, Bob")
    learn_replies()
    (found,) = offered(carla, beside(session))
    assert found["data-insert"] == f"Hi Zoe,\n{BOX} It leaves from [address].\n\nBest,\nCarla"
    assert found["data-blank"] == "[address]"
    (nameless,) = offered(carla, beside(session, name=None))
    assert nameless["data-insert"].startswith("Hi,\n")


def test_a_chat_gets_it_too_and_is_shown_how_often_and_when_it_was_sent(
    session: Session, bob: Staff, alice: Customer
) -> None:
    for _ in range(2):
        ended(session, bob, BOX)
    learn_replies()
    make_message(session, alice.conversation, "Where is the label?")
    address = f"/console/replies/for-conversation/{alice.conversation.id}"
    page = bob.client.get(address).text
    assert "Sent 2 times" in page
    assert "To: Where is the label?" in page
    assert len(offered(bob, address)) == 1
    assert re.search(r'data-shortcut="i"\s+aria-label="Insert the first suggested reply"', page)


def test_to_another_question_there_is_nothing(session: Session, bob: Staff) -> None:
    solved(session, bob, BOX)
    learn_replies()
    elsewhere = beside(session, subject="Winter frost", text="Does my olive tree survive?")
    assert "Suggested replies" not in bob.client.get(elsewhere).text


def test_nearly_the_same_reply_is_shown_once(session: Session, bob: Staff) -> None:
    for words in (BOX, f"{BOX} Today.", DIFFERENT):
        solved(session, bob, words)
    learn_replies()
    found = [each["data-insert"] for each in offered(bob, beside(session))]
    assert len(found) == 2
    assert DIFFERENT in found


def test_of_two_alike_the_one_in_the_customers_language_comes_first(
    session: Session, bob: Staff
) -> None:
    german, english = solved(session, bob, DIFFERENT), solved(session, bob, BOX)
    learn_replies()
    for ticket, language in ((german, "de"), (english, "en")):
        theirs = update(LearnedQuestion).where(LearnedQuestion.ticket_id == ticket.id)
        session.execute(theirs.values(language=language))
    session.commit()
    address = beside(session)
    assert [each["data-insert"] for each in offered(bob, address)] == [BOX, DIFFERENT]
    assert "German" in bob.client.get(address).text


@pytest.mark.parametrize(("most", "shown"), [("0", 0), ("1", 1), ("5", 2)])
def test_an_admin_says_how_many(session: Session, bob: Staff, most: str, shown: int) -> None:
    for words in (BOX, DIFFERENT):
        solved(session, bob, words)
    learn_replies()
    change_section(session, SuggestedReplies, {"most": most}, Edit(Actor.agent(1), seen=0))
    session.commit()
    assert len(offered(bob, beside(session))) == shown


@pytest.mark.parametrize("typed", ["6", "-1", "some", ""])
def test_no_other_number_is_taken(session: Session, typed: str) -> None:
    with pytest.raises(SettingsRefused, match="from 0 to 5"):
        change_section(session, SuggestedReplies, {"most": typed}, Edit(Actor.agent(1), seen=0))


def test_where_none_are_suggested_none_are_learned(session: Session, bob: Staff) -> None:
    change_section(session, SuggestedReplies, {"most": "0"}, Edit(Actor.agent(1), seen=0))
    ticket, chat = solved(session, bob, BOX), ended(session, bob, BOX)
    learn_replies()
    learn_from_ticket(ticket.id)
    learn_from_conversation(str(chat.id))
    assert session.scalar(select(func.count(LearnedQuestion.id))) == 0


def test_the_pages_of_ticket_and_chat_ask_for_them(
    session: Session, bob: Staff, alice: Customer
) -> None:
    ticket = make_ticket(session)
    chat = alice.conversation.id
    for page, address in (
        (f"/console/tickets/{ticket.number}", f"for-ticket/{ticket.number}"),
        (f"/console/conversations/{chat}", f"for-conversation/{chat}"),
    ):
        assert f'hx-get="/console/replies/{address}"' in bob.client.get(page).text


@dataclass(frozen=True)
class Made:
    words: str
    likeness: float
    language: str = "en"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([Made("a b", LIKE_ENOUGH - 0.01)], []),
        ([Made("a b", LIKE_ENOUGH)], ["a b"]),
        ([Made("a b", 0.7), Made("c d", 0.9), Made("c d", 0.8)], ["c d", "a b"]),
        ([Made("a b", 0.70, "de"), Made("c d", 0.66)], ["c d", "a b"]),
        ([Made("a b", 0.72, "de"), Made("c d", 0.66)], ["a b", "c d"]),
        ([Made("a", 0.9), Made("b", 0.8), Made("c", 0.7)], ["a", "b"]),
    ],
)
def test_the_likest_come_first_and_never_what_is_not_like_enough(
    found: list[Made], shown: list[str]
) -> None:
    assert [one.words for one in best_of(found, "en", most=2)] == shown
