"""Acting on a page that is older than the record: nobody's doing is undone unread."""

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.articles.service.writing import Draft, revise_article
from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import Actor
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import assign, change_state, prioritise
from tests.make import make_article, make_customer, make_feedback, make_message, make_ticket
from tests.people import Customer, Staff, hidden_fields
from tests.portal import signed_in


def place(alice: Customer) -> str:
    return f"/console/conversations/{alice.conversation.id}"


@pytest.mark.parametrize("action", ["take", "hand-back", "resolve"])
def test_a_conversation_that_a_colleague_took_meanwhile(
    alice: Customer, bob: Staff, carla: Staff, session: Session, action: str
) -> None:
    make_message(session, alice.conversation)
    seen = {"version": str(alice.conversation.version)}
    floor.take(session, alice.conversation.id, carla.agent)
    session.commit()
    answer = bob.client.submit(f"{place(alice)}/{action}", seen)
    assert answer.status_code == 409
    assert "Carla took this conversation meanwhile, so nothing was done" in answer.text
    assert "Carla has it" in answer.text
    session.refresh(alice.conversation)
    assert alice.conversation.agent_id == carla.agent.id


def test_a_conversation_that_a_colleague_resolved_meanwhile(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    make_message(session, alice.conversation)
    seen = {"version": str(alice.conversation.version)}
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(carla.agent.id))
    session.commit()
    answer = bob.client.submit(f"{place(alice)}/resolve", seen)
    assert answer.status_code == 409
    assert "Carla resolved this conversation meanwhile" in answer.text
    assert alice.conversation.floor is Floor.RESOLVED


def test_whose_page_is_new_takes_over(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, carla.agent)
    session.commit()
    page = bob.client.get(place(alice)).text
    assert f'name="version" value="{alice.conversation.version}"' in page
    seen = {"version": str(alice.conversation.version)}
    assert bob.client.submit(f"{place(alice)}/take", seen).status_code == 303
    assert "You have it" in bob.client.get(place(alice)).text


def test_words_for_a_ticket_that_was_closed_meanwhile_can_be_copied(
    app: APIFlask, bob: Staff, session: Session
) -> None:
    customer = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, customer)
    for state in (TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED):
        change_state(session, ticket, state, actor=Actor.agent(1))
    session.commit()
    for browser, path in (
        (bob.client, f"/console/tickets/{ticket.number}/entries"),
        (signed_in(app, session, customer), f"/requests/{ticket.number}"),
    ):
        answer = browser.submit(path, {"text": "It was number 7."})
        assert answer.status_code == 422
        assert ">It was number 7.</blockquote>" in answer.text


@pytest.mark.parametrize(
    ("action", "changed"),
    [("state", "the state"), ("assignee", "who has the ticket"), ("priority", "the priority")],
)
def test_a_ticket_that_a_colleague_changed_meanwhile(
    bob: Staff, carla: Staff, session: Session, action: str, changed: str
) -> None:
    ticket = make_ticket(session)
    actor = Actor.agent(carla.agent.id)
    assign(session, ticket, carla.agent, actor=actor)
    prioritise(session, ticket, Priority.URGENT, actor=actor)
    change_state(session, ticket, TicketState.PENDING_CUSTOMER, actor=actor)
    session.commit()
    chosen = {"state": "open", "agent": "", "priority": "low", "seen": "what was"}
    answer = bob.client.submit(f"/console/tickets/{ticket.number}/{action}", chosen)
    assert answer.status_code == 409
    said, below = answer.text.split("What was written")
    assert f"Carla changed {changed} meanwhile, so nothing was done" in said
    assert 'role="alert"' not in below  # the reply is not what was refused
    session.refresh(ticket)
    found = (ticket.state, ticket.agent_id, ticket.priority)
    assert found == (TicketState.PENDING_CUSTOMER, carla.agent.id, Priority.URGENT)


@pytest.mark.parametrize("action", ["state", "assignee", "priority"])
def test_the_page_of_a_ticket_says_what_it_shows(bob: Staff, session: Session, action: str) -> None:
    ticket = make_ticket(session)
    path = f"/console/tickets/{ticket.number}"
    fields = hidden_fields(bob.client.get(path).text, f"{path}/{action}")
    chosen = {"state": "open", "agent": str(bob.agent.id), "priority": "high"}
    assert bob.client.submit(f"{path}/{action}", {**chosen, **fields}).status_code == 303
    assert bob.client.submit(f"{path}/{action}", {**chosen, "seen": "what was"}).status_code == 409


def test_feedback_that_a_colleague_decided_meanwhile(
    ada: Staff, carla: Staff, session: Session
) -> None:
    feedback = make_feedback(session)
    path = f"/console/feedback/{feedback.number}"
    fields = hidden_fields(ada.client.get(path).text, f"{path}/triage")
    decided = {"decision": "improvement", "reason": "Asked for often", **fields}
    assert carla.client.submit(f"{path}/triage", decided).status_code == 303
    answer = ada.client.submit(f"{path}/triage", {**decided, "reason": "Mine"})
    assert answer.status_code == 409
    assert "Carla decided “Improvement” meanwhile" in answer.text
    assert ">Mine</textarea>" in answer.text


@pytest.mark.parametrize("action", ["publish", "archive"])
def test_an_article_that_a_colleague_revised_meanwhile(
    ada: Staff, carla: Staff, session: Session, action: str
) -> None:
    article = make_article(session, "Returns", "Within 30 days.")
    seen = {"version": str(article.version), "state": str(article.state)}
    draft = Draft("Returns", "Within 40 days.", ())
    revise_article(session, article.id, draft, actor=Actor.agent(carla.agent.id))
    session.commit()
    answer = ada.client.submit(f"/console/articles/{article.id}/{action}", seen)
    assert answer.status_code == 409
    assert "Carla changed this article meanwhile, so nothing was done" in answer.text
    page = ada.client.get(f"/console/articles/{article.id}").text
    fields = hidden_fields(page, f"/console/articles/{article.id}/archive")
    assert ada.client.submit(f"/console/articles/{article.id}/archive", fields).status_code == 303


@pytest.mark.parametrize("seen", [{}, {"version": "1"}])
def test_a_revision_of_an_older_version_names_who_saved_the_newer_one(
    ada: Staff, carla: Staff, session: Session, seen: dict[str, str]
) -> None:
    article = make_article(session, "Returns", "Within 30 days.")
    draft = Draft("Returns", "Within 40 days.", ())
    revise_article(session, article.id, draft, actor=Actor.agent(carla.agent.id))
    session.commit()
    typed = {"title": "Returns", "body": "Within 50 days.", **seen}
    answer = ada.client.submit(f"/console/articles/{article.id}/edit", typed)
    assert answer.status_code == 409
    assert "Carla saved version 2 while you had another one before you" in answer.text
    assert "Within 50 days." in answer.text


def test_a_reply_without_the_floor_names_who_has_it(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, carla.agent)
    session.commit()
    answer = bob.client.submit(f"{place(alice)}/messages", {"text": "Hello"})
    assert "Carla has this conversation. Take it over before you reply." in answer.text
