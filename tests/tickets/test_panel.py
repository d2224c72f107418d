"""The articles beside a ticket: suggested, searched for, marked and taken back."""

from sqlalchemy.orm import Session

from helpdesk.articles.service.writing import archive_article
from helpdesk.platform.audit import Actor
from helpdesk.tickets import service
from helpdesk.tickets.rules import TicketState
from tests.environment import BASE_URL
from tests.make import make_article, make_ticket
from tests.people import Browser, Customer, Staff

PART = {"HX-Request": "true"}


def test_articles_are_suggested_for_what_the_customer_wrote(bob: Staff, session: Session) -> None:
    article = make_article(session)
    make_article(session, "Clean the pot", "Use warm water.")
    ticket = make_ticket(session, subject="How do I return an item within 30 days?")
    page = bob.client.get(f"/console/tickets/{ticket.number}/articles", headers=PART).text
    assert "<html" not in page
    assert page.index("Return an item") < page.index("Clean the pot")
    assert f"{BASE_URL}{article.path}" in page
    assert "<mark>" in page


def test_an_agent_searches_with_other_words(bob: Staff, session: Session) -> None:
    make_article(session, "Clean the pot", "Use warm water.")
    ticket = make_ticket(session)
    path = f"/console/tickets/{ticket.number}/articles"
    found = bob.client.get(path, query_string={"q": "warm water"}, headers=PART).text
    assert "For your search" in found
    assert "Clean the pot" in found


def test_where_nothing_fits_it_says_so(bob: Staff, session: Session) -> None:
    path = f"/console/tickets/{make_ticket(session).number}/articles"
    assert "No article fits the question" in bob.client.get(path, headers=PART).text
    nothing = bob.client.get(path, query_string={"q": "zxqv\x00"}, headers=PART).text
    assert "No article fits “zxqv”" in nothing


def test_marking_shows_the_article_as_the_answer_and_removing_takes_it_away(
    bob: Staff, session: Session
) -> None:
    article, ticket = make_article(session), make_ticket(session)
    path = f"/console/tickets/{ticket.number}/articles"
    marked = bob.client.submit(
        path, {"article_id": article.id}, headers=PART, follow_redirects=True
    )
    assert "Marked as the answer" in marked.text
    removed = bob.client.submit(f"{path}/{article.id}/remove", headers=PART, follow_redirects=True)
    assert "Marked as the answer" not in removed.text


def test_it_works_without_scripts(bob: Staff, session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    path = f"/console/tickets/{ticket.number}/articles"
    assert f'href="{path}"' in bob.client.get(f"/console/tickets/{ticket.number}").text
    page = bob.client.get(path, query_string={"q": "return"}).text
    assert "<html" in page
    assert 'value="return"' in page
    answer = bob.client.submit(path, {"article_id": article.id})
    assert answer.status_code == 303
    assert answer.location == f"/console/tickets/{ticket.number}#answers"
    assert bob.client.submit(f"{path}/{article.id}/remove").status_code == 303


def test_an_archived_answer_says_that_it_does_not_count(bob: Staff, session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    service.mark_answer(session, ticket, article.id, actor=Actor.agent(1))
    archive_article(session, article.id, actor=Actor.agent(1))
    page = bob.client.get(f"/console/tickets/{ticket.number}/articles", headers=PART).text
    assert "archived, so it does not count" in page


def test_where_no_reply_can_be_written_no_link_is_offered(bob: Staff, session: Session) -> None:
    make_article(session)
    ticket = make_ticket(session, subject="return an item")
    path = f"/console/tickets/{ticket.number}/articles"
    assert "Insert link" in bob.client.get(path, headers=PART).text
    for state in (TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED):
        service.change_state(session, ticket, state, actor=Actor.agent(1))
    page = bob.client.get(path, headers=PART).text
    assert "Insert link" not in page
    assert "Answers this" in page


def test_what_is_no_article_is_refused(bob: Staff, session: Session) -> None:
    draft, ticket = make_article(session, published=False), make_ticket(session)
    path = f"/console/tickets/{ticket.number}/articles"
    for wanted in ("", "one", "9" * 40, draft.id):
        assert bob.client.submit(path, {"article_id": wanted}, headers=PART).status_code == 422
    assert bob.client.submit(path, {"article_id": 999_999}, headers=PART).status_code == 404
    assert bob.client.submit(f"{path}/{10**30}/remove", headers=PART).status_code in {404, 422}
    page = bob.client.submit(path, {"article_id": draft.id})
    assert (page.status_code, "Publish it first" in page.text) == (422, True)
    assert bob.client.submit("/console/tickets/T-1/articles", headers=PART).status_code == 404


def test_only_the_desk_sees_it(client: Browser, alice: Customer, session: Session) -> None:
    article, ticket = make_article(session), make_ticket(session)
    path = f"/console/tickets/{ticket.number}/articles"
    for browser in (client, alice.client):
        assert browser.get(path).status_code in {302, 303, 401}
        refused = browser.submit(path, {"article_id": article.id})
        assert refused.status_code in {302, 303, 401}
    assert service.get_ticket(session, ticket.number).updated_at == ticket.updated_at
