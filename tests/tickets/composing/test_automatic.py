"""What a rule wrote is nobody's word: neither the customer's nor an agent's."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.accounts.service import set_away
from helpdesk.automation.models import AutomationRun
from helpdesk.automation.rules.answering import Unsaid
from helpdesk.automation.rules.terms import Actions, Moment
from helpdesk.macros.rules import Words as MacroWords
from helpdesk.macros.service import add_macro
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.assigning.queries import waiting_for_absent
from helpdesk.tickets.composing import service as composing
from helpdesk.tickets.composing.automatic import answer_automatically
from helpdesk.tickets.composing.rules import Words
from helpdesk.tickets.conditions.looking import categories_above, seen_of
from helpdesk.tickets.joining.rules import JoiningRefused
from helpdesk.tickets.joining.service import split
from helpdesk.tickets.rules import TicketRefused, TicketState
from helpdesk.tickets.satisfaction.queries import last_to_answer
from helpdesk.tickets.service import assign, leave_in, write_entry
from helpdesk.tickets.triage.words import read
from tests.automation.ruled import act, rule
from tests.make import make_ticket
from tests.people import Staff

GERMAN = "Ihre Anfrage ist bei uns angekommen, und jemand liest sie noch heute Nachmittag."


def test_the_last_word_stays_the_customers_or_the_agents(session: Session, bob: Staff) -> None:
    waits, answered = make_ticket(session), make_ticket(session)
    for ticket in (waits, answered):
        assign(session, ticket, bob.agent, actor=SYSTEM)
    write_entry(session, answered, "On it.", agent=bob.agent)
    for ticket in (waits, answered):
        answer_automatically(session, ticket, "We read it.", by="Hello")
    set_away(session, bob.agent, away=True)
    assert waiting_for_absent(session) == [waits]
    assert last_to_answer(session, waits) is None
    assert last_to_answer(session, answered) == bob.agent


def test_conditions_and_language_look_past_it(session: Session) -> None:
    ticket = make_ticket(session, text="The lid of my new watering can broke on the second day.")
    answer_automatically(session, ticket, GERMAN, by="Hello")
    read(session, ticket)
    seen = seen_of(session, ticket, categories_above(session))
    assert (ticket.language, seen.replies) == ("en", 0)
    assert "watering can" in seen.words
    assert "Anfrage" not in seen.words


def test_no_ticket_is_made_of_it(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    entry = answer_automatically(session, ticket, "Yours, the desk", by="Hello")
    with pytest.raises(JoiningRefused, match="Only what the customer wrote"):
        split(session, ticket, entry.id, "Another one", actor=SYSTEM)
    session.commit()
    page = bob.client.get(f"/console/tickets/{ticket.number}").text
    assert f'<option value="{entry.id}"' not in page


def test_programs_are_told_that_it_is_automatic(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    answer_automatically(session, ticket, "We read it.", by="Hello")
    session.commit()
    answer = bob.client.get(f"/api/v1/tickets/{ticket.number}", headers=bob.headers)
    entries = answer.get_json()["entries"]
    assert [(each["agent"], each["automatic"]) for each in entries] == [(None, False), (None, True)]


def test_that_it_is_automatic_is_written_once(session: Session) -> None:
    entry = answer_automatically(session, make_ticket(session), "We read it.", by="Hello")
    change = text("update ticket_entry set automatic = false where id = :id")
    with pytest.raises(DBAPIError, match="automatic is written once"):
        session.execute(change, {"id": entry.id})


def test_a_closed_ticket_takes_none(session: Session) -> None:
    ticket = make_ticket(session)
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        leave_in(session, ticket, state, actor=SYSTEM)
    with pytest.raises(TicketRefused, match="closed"):
        answer_automatically(session, ticket, "We read it.", by="Hello")


def test_a_colleagues_answer_on_its_way_comes_first(
    session: Session, bob: Staff, carla: Staff
) -> None:
    made = add_macro(session, MacroWords("Hello", "We read it."), agent=carla.agent, shared=True)
    rule(session, Moment.OPENED, Actions(answer_id=made.id))
    ticket = make_ticket(session)
    composing.send(session, ticket, bob.agent, Words("I look into it."))
    act(session, ticket, Moment.OPENED)
    assert session.scalars(select(AutomationRun.unsaid)).all() == [Unsaid.ANSWER_LEAVES]
