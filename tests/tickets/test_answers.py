"""Articles that answer a ticket: marked, linked in a reply, accepted when the ticket is done."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import Article
from helpdesk.platform.audit import Actor, AuditEvent
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.tickets import service
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from tests.environment import BASE_URL
from tests.make import make_article, make_customer, make_ticket
from tests.people import Staff

BOB = Actor.agent(1)


def known(session: Session) -> dict[str, dict[str, str]]:
    return {question.id: dict(question.articles) for question in experience_of(session).questions}


def strength(session: Session, article: Article) -> str | None:
    found = [
        question.articles.get(str(article.id)) for question in experience_of(session).questions
    ]
    return found[0] if found else None


def move(session: Session, ticket: Ticket, *states: TicketState) -> None:
    for state in states:
        service.change_state(session, ticket, state, actor=BOB)


def test_a_marked_article_answers_what_the_customer_wrote_first(
    session: Session, bob: Staff
) -> None:
    article, customer = make_article(session), make_customer(session)
    ticket = make_ticket(session, customer, text="It broke on day two.")
    service.write_entry(session, ticket, "Which lid?", agent=bob.agent)
    service.mark_answer(session, ticket, article.id, actor=BOB)
    [question] = experience_of(session).questions
    assert question.id == f"ticket:{ticket.id}"
    assert question.text == "The lid broke\nIt broke on day two."
    assert question.articles == {str(article.id): "linked"}


def test_a_long_request_is_cut(session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session, text="long " * 1000)
    service.mark_answer(session, ticket, article.id, actor=BOB)
    assert len(experience_of(session).texts[0]) == 2000


def test_marking_is_on_the_record_once_and_so_is_taking_it_back(session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    for _ in range(2):
        service.mark_answer(session, ticket, article.id, actor=BOB)
    service.unmark_answer(session, ticket, article.id, actor=BOB)
    assert known(session) == {}
    query = select(AuditEvent).where(AuditEvent.subject_type == "ticket")
    trail = [(e.action, e.reason) for e in session.scalars(query.order_by(AuditEvent.id))][1:]
    title = "Return an item"
    assert trail == [("answer marked", title), ("answer withdrawn", title)]


def test_only_what_customers_can_read_answers_them(session: Session) -> None:
    draft, ticket = make_article(session, published=False), make_ticket(session)
    with pytest.raises(RuleBroken, match="Publish it first"):
        service.mark_answer(session, ticket, draft.id, actor=BOB)
    with pytest.raises(NotFound):
        service.mark_answer(session, ticket, 999_999, actor=BOB)
    with pytest.raises(NotFound, match="not marked"):
        service.unmark_answer(session, ticket, draft.id, actor=BOB)


def test_a_link_in_a_reply_counts_and_one_in_a_note_or_from_the_customer_does_not(
    session: Session, bob: Staff
) -> None:
    article, ticket = make_article(session), make_ticket(session)
    words = f"Look here: {BASE_URL}{article.path}."
    service.write_entry(session, ticket, words, agent=bob.agent, note=True)
    service.write_entry(session, ticket, words, agent=None)
    assert known(session) == {}
    service.write_entry(session, ticket, words, agent=bob.agent)
    assert known(session) == {f"ticket:{ticket.id}": {str(article.id): "linked"}}


def test_a_ticket_that_is_done_accepts_its_articles_until_it_is_open_again(
    session: Session,
) -> None:
    article, ticket = make_article(session), make_ticket(session)
    service.mark_answer(session, ticket, article.id, actor=BOB)
    move(session, ticket, TicketState.OPEN, TicketState.RESOLVED)
    assert strength(session, article) == "accepted"
    service.write_entry(session, ticket, "It still leaks.", agent=None)
    assert strength(session, article) == "linked"
    move(session, ticket, TicketState.RESOLVED, TicketState.CLOSED)
    assert strength(session, article) == "accepted"


def test_an_article_may_be_marked_after_the_ticket_was_closed(session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    move(session, ticket, TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED)
    service.mark_answer(session, ticket, article.id, actor=BOB)
    assert strength(session, article) == "accepted"


def test_closing_one_ticket_says_nothing_about_another(session: Session) -> None:
    article = make_article(session)
    tickets = [make_ticket(session), make_ticket(session)]
    for ticket in tickets:
        service.mark_answer(session, ticket, article.id, actor=BOB)
    move(session, tickets[0], TicketState.OPEN, TicketState.RESOLVED)
    assert [list(articles.values()) for articles in known(session).values()] == [
        ["accepted"],
        ["linked"],
    ]
