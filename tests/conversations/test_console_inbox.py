"""What an agent sees and does in the inbox."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service.floor import hand_off, take
from helpdesk.platform.audit import BOT
from tests.make import make_agent, make_bot_answer, make_conversation, make_message
from tests.people import Customer, Staff, hidden_fields


def _waiting(session: Session, text: str = "My kettle leaks.") -> Conversation:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, text)
    hand_off(session, conversation.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    session.commit()
    return conversation


def _page(conversation: Conversation, action: str = "") -> str:
    return f"/console/conversations/{conversation.id}{action}"


def test_who_waits_is_in_the_list_with_what_they_said(session: Session, bob: Staff) -> None:
    _waiting(session)
    page = bob.client.get("/console").text
    assert "My kettle leaks." in page
    assert "waits" in page


def test_an_empty_inbox_says_what_will_appear(bob: Staff) -> None:
    assert "Nobody is waiting" in bob.client.get("/console").text


def test_each_tab_holds_its_own_conversations(session: Session, bob: Staff) -> None:
    conversation = _waiting(session)
    bob.client.submit(_page(conversation, "/take"))
    assert "My kettle leaks." in bob.client.get("/console?tab=mine").text
    for tab in ("waiting", "team", "bot", "resolved"):
        assert "My kettle leaks." not in bob.client.get(f"/console?tab={tab}").text


def test_a_long_list_goes_on_where_it_was_cut(session: Session, bob: Staff) -> None:
    for number in range(41):
        make_message(session, make_conversation(session)[0], f"Question {number:02}.")
    first = bob.client.get("/console?tab=bot").text
    assert "Question 40." in first
    assert "Question 00." not in first
    cursor = first.split("after=")[1].split('"')[0].split("&amp;")[0]
    assert "Question 00." in bob.client.get(f"/console/inbox?tab=bot&after={cursor}").text


def test_a_cursor_that_was_never_given_out_is_refused(bob: Staff) -> None:
    for cursor in ("x", "2026-01-01T00:00:00+00:00~x", "2026-01-01~1"):
        answer = bob.client.get("/console", query_string={"after": cursor})
        assert answer.status_code == 422


def test_the_page_shows_reason_confidence_and_sources(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "How long may I return it?")
    view = {"intent": "ask_knowledge", "intent_confidence": 0.93, "confidence": 0.41}
    source = {"title": "Return an item", "url": "/help/return", "article_id": 7}
    make_bot_answer(session, conversation, view=view, sources=[source])
    hand_off(session, conversation.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    session.commit()
    page = bob.client.get(_page(conversation)).text
    for words in ("No article answers the question.", "a question", "93%", "41%"):
        assert words in page
    assert "/console/articles/7" in page


def test_markup_in_a_message_stays_text(session: Session, bob: Staff) -> None:
    conversation = _waiting(session, "<script>alert(1)</script>")
    page = bob.client.get(_page(conversation)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_reply_takes_what_waits(session: Session, bob: Staff) -> None:
    conversation = _waiting(session)
    assert "Your first words take the conversation" in bob.client.get(_page(conversation)).text
    bob.client.submit(_page(conversation, "/messages"), {"text": "We are on it."})
    page = bob.client.get(_page(conversation)).text
    assert "We are on it." in page
    assert "You have it" in page
    assert "Your first words take" not in page


def test_a_reply_to_what_a_colleague_has_is_refused_and_kept(
    session: Session, bob: Staff, carla: Staff
) -> None:
    conversation = _waiting(session)
    take(session, conversation.id, carla.agent)
    answer = bob.client.submit(_page(conversation, "/messages"), {"text": "We are on it."})
    assert answer.status_code == 422
    assert "Carla has this conversation" in answer.text
    assert "We are on it.</textarea>" in answer.text


def test_a_part_of_the_page_reads_the_refusal_as_a_problem(
    session: Session, bob: Staff, carla: Staff
) -> None:
    conversation = _waiting(session)
    take(session, conversation.id, carla.agent)
    answer = bob.client.submit(
        _page(conversation, "/messages"), {"text": "Hello"}, headers={"HX-Request": "true"}
    )
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["detail"].startswith("Carla has this conversation")


def test_take_reply_hand_back_and_resolve(session: Session, bob: Staff) -> None:
    conversation = _waiting(session)
    bob.client.submit(_page(conversation, "/take"))
    bob.client.submit(_page(conversation, "/messages"), {"text": "A new lid is on its way."})
    page = bob.client.get(_page(conversation)).text
    assert "You have it" in page
    assert "A new lid is on its way." in page
    bob.client.submit(_page(conversation, "/hand-back"))
    assert "The bot has it" in bob.client.get(_page(conversation)).text
    bob.client.submit(_page(conversation, "/resolve"))
    assert str(conversation.id) in bob.client.get("/console?tab=resolved").text


def test_only_what_is_new_is_sent_to_an_open_page(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    old = make_message(session, conversation, "The old words.")
    new = make_message(session, conversation, "The new words.")
    part = bob.client.get(_page(conversation, f"/newer?after={old.id}")).text
    assert "The new words." in part
    assert "The old words." not in part
    assert f'name="after" value="{new.id}" hx-swap-oob="true"' in part


def test_looking_at_a_page_means_being_here(session: Session, bob: Staff) -> None:
    make_agent(session, name="Eve")
    assert bob.agent.last_seen_at is None
    bob.client.get("/console")
    session.expire_all()
    assert bob.agent.last_seen_at is not None


def test_who_waits_is_listed_by_their_own_words(session: Session, bob: Staff) -> None:
    _waiting(session, "My lid is broken")
    listed = bob.client.get("/console?tab=waiting").text
    assert "My lid is broken" in listed
    assert "A person takes over" not in listed
    assert 'data-waiting="1"' in listed


def test_a_conversation_is_passed_to_a_colleague_or_put_back_into_the_queue(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    page = f"/console/conversations/{alice.conversation.id}"
    bob.client.press(page, f"{page}/take")
    stale = hidden_fields(bob.client.get(page).text, f"{page}/holder")
    bob.client.press(page, f"{page}/holder", {"agent": str(carla.agent.id)})
    assert "Carla has it" in bob.client.get(page).text
    refused = bob.client.submit(f"{page}/holder", {**stale, "agent": ""})
    assert refused.status_code == 409
    assert "Carla has it" in bob.client.get(page).text
    bob.client.press(page, f"{page}/holder", {"agent": ""})
    assert "Waits for a person" in bob.client.get(page).text


@pytest.mark.parametrize("agent", ["Bob", "999999", "-1"])
def test_it_is_passed_to_nobody_who_is_not_offered(alice: Customer, bob: Staff, agent: str) -> None:
    page = f"/console/conversations/{alice.conversation.id}"
    bob.client.press(page, f"{page}/take")
    answer = bob.client.press(page, f"{page}/holder", {"agent": agent})
    assert answer.status_code == 422
    assert "You have it" in bob.client.get(page).text
