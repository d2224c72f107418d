"""A rule answers a customer with a macro: in the desk's name, and of no weight for what is owed."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRun
from helpdesk.automation.rules.answering import Unsaid
from helpdesk.automation.rules.terms import Actions, Moment
from helpdesk.automation.service.acting import act_on_untouched
from helpdesk.customers.service import erase_customer
from helpdesk.macros.models import Macro
from helpdesk.macros.rules import Where, Words
from helpdesk.macros.service import add_macro, delete_macro
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.platform.erasure import ERASED
from helpdesk.replies.service.reading import past_of_ticket
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.jobs import mail_automatic_answer
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in, write_entry
from tests.automation.ruled import act, rule
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer, make_ticket
from tests.people import Mailbox, Staff
from tests.portal import signed_in
from tests.tickets.deadlines.promised import promise

PAGE = "/console/settings/automation"
NEW = f"{PAGE}/new"
ALICE = "alice@example.org"
HELLO = "Hello {customer}, {number} is with {company}."


def macro(session: Session, by: Staff, **words: object) -> Macro:
    named = {"name": "We read it", "text": HELLO} | words
    made = add_macro(session, Words(**named), agent=by.agent, shared=True)  # type: ignore[arg-type]
    session.commit()
    return made


def answering(
    session: Session, by: Staff, moment: Moment = Moment.OPENED, **words: object
) -> Macro:
    made = macro(session, by, **words)
    rule(session, moment, Actions(answer_id=made.id, tag="answered"), name="Say hello")
    return made


def answers(session: Session, ticket: Ticket) -> list[str]:
    written = TicketEntry.ticket_id == ticket.id, TicketEntry.automatic
    return list(session.scalars(select(TicketEntry.text).where(*written).order_by(TicketEntry.id)))


def unsaid(session: Session) -> list[Unsaid | None]:
    session.expire_all()
    return list(session.scalars(select(AutomationRun.unsaid).order_by(AutomationRun.id)))


def test_the_customer_reads_it_as_the_desks_and_by_mail(
    session: Session, app: APIFlask, carla: Staff, mailbox: Mailbox
) -> None:
    answering(session, carla)
    alice = make_customer(session, email=ALICE)
    ticket = make_ticket(session, alice)
    act(session, ticket, Moment.OPENED)
    said = f"Hello Alice, {ticket.number} is with Fernhill."
    (entry,) = session.scalars(select(TicketEntry).where(TicketEntry.automatic))
    assert entry.text == said
    page = signed_in(app, session, alice).get(f"/requests/{ticket.number}").text
    assert "automatic answer" in page
    assert said in page
    mail_automatic_answer(entry.id)
    (letter,) = mailbox.messages()
    assert (letter["To"], letter["Auto-Submitted"]) == (ALICE, "auto-replied")
    assert letter["Subject"] == f"[{ticket.number}] Re: The lid broke"
    assert said in letter.get_content()


def test_agents_see_that_nobody_wrote_it_and_which_rule_did(session: Session, carla: Staff) -> None:
    answering(session, carla)
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    page = carla.client.get(f"/console/tickets/{ticket.number}").text
    assert "Automatic answer" in page
    assert "Answered automatically</span> “Say hello”" in page
    assert "answered the customer" in carla.client.get(PAGE).text
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("answered")))
    assert (event.actor, event.after) == ("rule", {"rule": "Say hello"})


def test_it_takes_no_ticket_ends_no_deadline_and_teaches_nothing(
    session: Session, carla: Staff
) -> None:
    promise(session)
    answering(session, carla)
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert len(answers(session, ticket)) == 1
    assert (ticket.agent_id, ticket.state) == (None, TicketState.NEW)
    owed = select(Deadline.ended_at).where(Deadline.ticket_id == ticket.id)
    assert list(session.scalars(owed)) == [None, None]
    assert past_of_ticket(session, ticket).answers == []
    assert arguments_of(session, "mail_ticket_reply") == []


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Guten Tag"), ("fr", "Hello"), ("", "Hello")]
)
def test_it_is_in_the_customers_language_where_the_macro_has_it(
    session: Session, carla: Staff, language: str, said: str
) -> None:
    answering(session, carla, text="Hello", translations={"de": "Guten Tag"})
    ticket = make_ticket(session)
    ticket.language = language
    act(session, ticket, Moment.OPENED)
    assert answers(session, ticket) == [said]


def test_to_an_address_that_nobody_proved_goes_no_word_that_was_typed(
    session: Session, carla: Staff, mailbox: Mailbox
) -> None:
    answering(session, carla)
    visitor = make_customer(session, name="Buy at spam.example")
    ticket = make_ticket(session, visitor, subject="Buy now", email="victim@example.org")
    act(session, ticket, Moment.OPENED)
    for each in arguments_of(session, "mail_automatic_answer"):
        mail_automatic_answer(**each)
    (letter,) = mailbox.messages()
    assert letter["Subject"] == f"[{ticket.number}] Re: We received your request"
    assert "spam.example" not in letter.get_content()
    assert "somebody typed your address" in letter.get_content()


def test_such_an_address_gets_few_letters_and_the_rest_is_read_in_the_request(
    session: Session, carla: Staff
) -> None:
    answering(session, carla)
    for _ in range(6):
        ticket = make_ticket(session, email="victim@example.org")
        act(session, ticket, Moment.OPENED)
        assert len(answers(session, ticket)) == 1
    assert len(arguments_of(session, "mail_automatic_answer")) == 3


def test_a_rule_writes_again_only_after_somebody_wrote(
    session: Session, carla: Staff, bob: Staff
) -> None:
    answering(session, carla, Moment.CHANGED)
    ticket = make_ticket(session)
    for write in (None, None, "Any news?", None):
        if write:
            write_entry(session, ticket, write, agent=None)
        act(session, ticket, Moment.CHANGED)
    again = Unsaid.NOBODY_WROTE_SINCE
    assert unsaid(session) == [None, again, None, again]
    assert "answered again: nobody has written" in carla.client.get(PAGE).text
    write_entry(session, ticket, "Only for us.", agent=bob.agent, note=True)
    act(session, ticket, Moment.CHANGED)
    assert unsaid(session)[-1] is again


def test_two_rules_that_wait_do_not_keep_each_other_writing(
    session: Session, carla: Staff, frozen: Standing
) -> None:
    made = macro(session, carla)
    for name in ("One", "Two"):
        rule(session, Moment.UNTOUCHED, Actions(answer_id=made.id), name=name, hours=1)
    ticket = make_ticket(session)
    for _ in range(6):
        frozen.advance(timedelta(hours=2))
        act_on_untouched(session)
        session.commit()
    assert len(answers(session, ticket)) == 2


def test_an_answer_calls_no_rule(session: Session, carla: Staff) -> None:
    answering(session, carla)
    rule(session, Moment.CHANGED, Actions(tag="changed"))
    rule(session, Moment.CUSTOMER_WROTE, Actions(tag="wrote"))
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    moments = [each["moment"] for each in arguments_of(session, "act_on_ticket")]
    assert moments == ["opened"]


def test_a_macro_that_is_gone_is_said_and_the_rest_is_done(session: Session, carla: Staff) -> None:
    made = answering(session, carla)
    delete_macro(session, made, actor=SYSTEM)
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert (answers(session, ticket), ticket.tags) == ([], ["answered"])
    assert unsaid(session) == [Unsaid.MACRO_DELETED]
    assert "the macro is not there any more" in carla.client.get(PAGE).text


def test_a_macros_conditions_see_what_the_rule_did_before(session: Session, carla: Staff) -> None:
    answering(session, carla, conditions=Conditions(tag="answered"))
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert len(answers(session, ticket)) == 1


def test_a_macro_for_another_language_is_not_sent(session: Session, carla: Staff) -> None:
    answering(session, carla, conditions=Conditions(language="de"))
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert (answers(session, ticket), unsaid(session)) == ([], [Unsaid.MACRO_NOT_FOR_IT])


def test_a_closed_ticket_is_not_answered(session: Session, carla: Staff) -> None:
    answering(session, carla)
    ticket = make_ticket(session)
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        leave_in(session, ticket, state, actor=SYSTEM)
    act(session, ticket, Moment.OPENED)
    assert unsaid(session) == [Unsaid.TICKET_CLOSED]


def test_trying_it_says_whom_it_would_have_answered(session: Session, carla: Staff) -> None:
    made = macro(session, carla)
    ticket = make_ticket(session, make_customer(session, name="Alice"))
    typed = {"name": "Try", "moment": "opened", "then_answer": str(made.id), "act": "try"}
    assert "would have answered Alice" in carla.client.press(NEW, NEW, typed).text
    assert answers(session, ticket) == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [({}, True), ({"text": "Yours, {agent}"}, False), ({"where": Where.CONVERSATIONS}, False)],
)
def test_only_what_a_rule_can_send_is_offered_and_kept(
    session: Session, carla: Staff, words: dict[str, object], offered: bool
) -> None:
    made = macro(session, carla, name="The one", **words)
    assert ("The one" in carla.client.get(NEW).text) is offered
    typed = {"name": "Try", "moment": "opened", "then_answer": str(made.id), "act": "save"}
    assert carla.client.press(NEW, NEW, typed).status_code == (303 if offered else 422)


def test_a_colleagues_own_macro_is_no_rules(session: Session, carla: Staff, bob: Staff) -> None:
    made = add_macro(session, Words("Mine", "Hello"), agent=bob.agent, shared=False)
    session.commit()
    typed = {"name": "Try", "moment": "opened", "then_answer": str(made.id), "act": "save"}
    answer = carla.client.press(NEW, NEW, typed)
    assert (answer.status_code, "not there any more" in answer.text) == (422, True)


def test_an_erased_customers_name_leaves_what_was_answered(session: Session, carla: Staff) -> None:
    answering(session, carla)
    alice = make_customer(session, name="Zebrafish", email=ALICE)
    ticket = make_ticket(session, alice)
    act(session, ticket, Moment.OPENED)
    assert "Zebrafish" in answers(session, ticket)[0]
    erase_customer(session, alice.id, actor=SYSTEM)
    session.expire_all()
    assert answers(session, ticket) == [ERASED]
    assert "Zebrafish" not in carla.client.get(PAGE).text
