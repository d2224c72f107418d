"""Whoever sent a reply takes it back before it leaves, and not after."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.platform.events import AgentLeft
from helpdesk.tickets.composing.jobs import send_reply
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.composing.rules import Words
from helpdesk.tickets.composing.service import keep, send, take_back
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.reactions import release_tickets
from tests.conftest import Standing
from tests.make import make_agent, make_ticket
from tests.people import Staff

WORDS = "We send a new lid."


def page(ticket: Ticket) -> str:
    return f"/console/tickets/{ticket.number}"


def reply(staff: Staff, ticket: Ticket, **more: str) -> int:
    typed = {"text": WORDS, "kind": "reply", **more}
    return staff.client.press(page(ticket), f"{page(ticket)}/entries", typed).status_code


def only_draft(session: Session) -> Draft:
    session.expire_all()
    return session.scalars(select(Draft)).one()


def answers(session: Session) -> list[str]:
    return list(session.scalars(select(TicketEntry.text).where(TicketEntry.agent_id.is_not(None))))


def test_the_words_stand_in_the_composer_again_and_can_be_sent_again(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    ticket = make_ticket(session)
    reply(bob, ticket, then="resolved")
    back = f"{page(ticket)}/leaving/{only_draft(session).id}/back"
    assert bob.client.press(page(ticket), back).status_code == 303
    shown = bob.client.get(page(ticket)).text
    assert f"{WORDS}</textarea>" in shown
    assert 'value="resolved" selected' in shown
    frozen.advance(timedelta(seconds=10))
    send_reply(only_draft(session).id)
    assert answers(session) == []
    reply(bob, ticket, draft=str(only_draft(session).id))
    assert only_draft(session).leaves_at is not None, "the same words are sent anew"


def test_it_is_too_late_once_the_reply_has_left(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    ticket = make_ticket(session)
    reply(bob, ticket)
    draft = only_draft(session)
    back = f"{page(ticket)}/leaving/{draft.id}/back"
    frozen.advance(timedelta(seconds=10))
    send_reply(draft.id)
    refusal = bob.client.submit(back, {})
    assert refusal.status_code in {409, 422}
    assert "This reply has left already, so it cannot be taken back." in refusal.text
    assert answers(session) == [WORDS]


def test_nobody_takes_back_what_a_colleague_sent(
    session: Session, bob: Staff, carla: Staff
) -> None:
    ticket = make_ticket(session)
    reply(bob, ticket)
    back = f"{page(ticket)}/leaving/{only_draft(session).id}/back"
    assert "Take back" not in carla.client.get(page(ticket)).text
    assert carla.client.submit(back, {}).status_code in {409, 422}
    assert only_draft(session).leaves_at is not None


def test_words_begun_meanwhile_stand_below(session: Session) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    send(session, ticket, agent, Words(WORDS))
    keep(session, ticket, agent, Words("And a plant."))
    sent = session.scalars(select(Draft).where(Draft.leaves_at.is_not(None))).one()
    take_back(session, ticket, sent.id, agent)
    assert only_draft(session).text == f"{WORDS}\n\nAnd a plant."


def test_who_leaves_takes_their_drafts_along_and_not_what_they_sent(session: Session) -> None:
    ticket, agent = make_ticket(session), make_agent(session)
    send(session, ticket, agent, Words(WORDS))
    keep(session, ticket, agent, Words("And a plant."))
    release_tickets(session, AgentLeft(agent.id, Actor.agent(agent.id)))
    assert only_draft(session).text == WORDS
