"""What an answer began with counts once it is sent, and only if it is still in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.macros.models import Macro, MacroUse
from helpdesk.macros.rules import Words
from helpdesk.macros.service import add_macro
from helpdesk.platform.audit import SYSTEM
from helpdesk.replies.jobs import learn_replies
from helpdesk.replies.models import LearnedReply, ReplyUse
from helpdesk.settings.current import forget
from helpdesk.tickets.composing.jobs import send_reply
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.models import Ticket
from tests.conftest import Standing
from tests.make import make_message, make_ticket
from tests.people import Customer, Staff
from tests.replies.answered import BOX, solved

OTHER = "It arrived yesterday, look at your neighbour's."


@pytest.fixture
def macro(session: Session, bob: Staff) -> Macro:
    words = Words("Boxes", f"Hello {{customer}},\n\n{BOX}")
    found = add_macro(session, words, agent=bob.agent, shared=False)
    session.commit()
    return found


@pytest.fixture
def learned(session: Session, bob: Staff) -> LearnedReply:
    solved(session, bob, f"{BOX} Ask Mr. Brown about it.")
    learn_replies()
    return session.scalars(select(LearnedReply)).one()


def uses(session: Session) -> list[tuple[str, bool]]:
    """What was used, and whether it was changed."""
    session.expire_all()
    macros = [("macro", use.changed) for use in session.scalars(select(MacroUse))]
    return macros + [("reply", use.changed) for use in session.scalars(select(ReplyUse))]


def send(bob: Staff, ticket: Ticket, text: str, **more: object) -> int:
    """Send an answer as the page of the ticket does."""
    form = {"kind": "reply", "text": text, **more}
    return bob.client.submit(f"/console/tickets/{ticket.number}/entries", form).status_code


@pytest.mark.parametrize(
    ("sent", "marks"),
    [
        (f"Hello Alice,\n\n{BOX}", [("macro", False)]),
        (f"Hello Alice,\n\n{BOX} Bye, Bob", [("macro", True)]),
        (OTHER, []),
    ],
)
def test_a_macro_is_used_once_it_is_sent_and_changed_if_it_was(
    session: Session, bob: Staff, macro: Macro, sent: str, marks: list[tuple[str, bool]]
) -> None:
    inserted = [f"macro:{macro.id}"] * 2
    assert send(bob, make_ticket(session), sent, inserted=inserted) == 303
    assert uses(session) == marks
    page = bob.client.get("/console/settings/macros").text
    assert ("Sent once" in page, "Never sent yet" in page) == (bool(marks), not marks)


def test_what_is_kept_as_a_draft_remembers_it_and_marks_nothing(
    session: Session, bob: Staff, macro: Macro
) -> None:
    ticket, inserted = make_ticket(session), f"macro:{macro.id}"
    page = f"/console/tickets/{ticket.number}"
    bob.client.submit(f"{page}/draft", {"kind": "reply", "text": BOX, "inserted": inserted})
    assert f'name="inserted" value="{inserted}"' in bob.client.get(page).text
    assert uses(session) == []


def test_it_counts_when_it_leaves_and_not_when_it_is_taken_back(
    session: Session, bob: Staff, macro: Macro, frozen: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_UNDO_SECONDS", "10")
    forget()
    ticket, inserted = make_ticket(session), f"macro:{macro.id}"
    page = f"/console/tickets/{ticket.number}"
    send(bob, ticket, BOX, inserted=inserted)
    (held,) = session.scalars(select(Draft))
    bob.client.submit(f"{page}/leaving/{held.id}/back")
    assert f'value="{inserted}"' in bob.client.get(page).text
    send(bob, ticket, f"{BOX} Bye.", inserted=inserted)
    assert uses(session) == []
    frozen.advance(timedelta(seconds=10))
    (held,) = session.scalars(select(Draft))
    send_reply(held.id)
    assert uses(session) == [("macro", True)]


def test_a_note_uses_nothing(session: Session, bob: Staff, macro: Macro) -> None:
    send(bob, make_ticket(session), BOX, inserted=f"macro:{macro.id}", kind="note")
    assert uses(session) == []


@pytest.mark.parametrize("inserted", ["macro:999999", "macro:", "reply:x", "\x00", "m" * 99])
def test_what_was_never_offered_marks_nothing(session: Session, bob: Staff, inserted: str) -> None:
    assert send(bob, make_ticket(session), BOX, inserted=inserted) == 303
    assert uses(session) == []


def test_a_blank_has_to_be_filled_in_before_it_is_sent(
    session: Session, bob: Staff, learned: LearnedReply
) -> None:
    ticket, inserted = make_ticket(session), f"reply:{learned.id}"
    page = f"/console/tickets/{ticket.number}"
    words = f"{BOX} Ask [name] about it."
    form = {"kind": "reply", "text": words, "inserted": inserted}
    refused = bob.client.submit(f"{page}/entries", form)
    assert refused.status_code == 422
    assert "Fill in [name], or take it out" in refused.text
    assert (words in refused.text, f'value="{inserted}"' in refused.text) == (True, True)
    assert send(bob, ticket, words.replace("[name]", "Zoe"), inserted=inserted) == 303
    assert uses(session) == [("reply", False)]


def test_what_an_agent_typed_in_brackets_is_theirs(session: Session, bob: Staff) -> None:
    assert send(bob, make_ticket(session), "Write [name] on the box.") == 303


def test_in_a_chat_it_counts_at_once_and_is_shown_with_the_suggestion(
    session: Session, bob: Staff, alice: Customer, learned: LearnedReply
) -> None:
    make_message(session, alice.conversation, "Sending back a pot")
    place, inserted = f"/console/conversations/{alice.conversation.id}", f"reply:{learned.id}"
    form = {"kind": "reply", "text": f"{BOX} Ask [name] about it.", "inserted": inserted}
    refused = bob.client.submit(f"{place}/messages", form)
    assert "Fill in [name]" in refused.text
    assert f'value="{inserted}"' in refused.text
    form["text"] = f"{BOX} Ask Zoe."
    assert bob.client.submit(f"{place}/messages", form).status_code == 303
    assert uses(session) == [("reply", True)]
    offered = bob.client.get(f"/console/replies/for-ticket/{again(session)}").text
    assert "taken from here once" in offered


def again(session: Session) -> str:
    return make_ticket(session, subject="Sending back a pot").number


def test_a_reply_that_is_forgotten_takes_its_marks_along(
    session: Session, bob: Staff, learned: LearnedReply
) -> None:
    ticket = make_ticket(session)
    send(bob, ticket, f"{BOX} Ask Zoe about it.", inserted=f"reply:{learned.id}")
    (answered,) = session.scalars(select(Ticket).where(Ticket.id != ticket.id))
    erase_customer(session, answered.customer_id, actor=SYSTEM)
    session.commit()
    assert uses(session) == []
