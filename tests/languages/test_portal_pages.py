"""Every page of the portal, in each language: nothing on it is left in English."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import change_state, write_entry
from tests.make import make_agent, make_article, make_complaint, make_customer, make_ticket
from tests.people import Browser, enter_portal
from tests.structure.literals import READ_OUT
from tests.structure.sentences import catalogue

ALICE = "alice@example.org"
OTHERS = ["de", "fr", "es"]


@pytest.fixture
def pages(client: Browser, session: Session) -> list[str]:
    """Where a customer can go, signed in, with something on each page."""
    customer = make_customer(session, email=ALICE)
    article = make_article(session, body="\n\n".join(f"## Nr. {n}\n\nX." for n in range(4)))
    make_article(session, "Return a vase", "Send it back within 30 days.")
    ticket = make_ticket(session, customer, email=ALICE)
    closed = make_ticket(session, customer, email=ALICE)
    write_entry(session, ticket, "Ja.", agent=make_agent(session))
    for state in (TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED):
        change_state(session, closed, state, actor=Actor.agent(1))
    complaint = make_complaint(session, customer, contact=ALICE, remedy_sought="30 €")
    enter_portal(client, session, customer.id)
    session.commit()
    return [
        "/help", "/help?q=send+it+back", "/help?q=zxqv", "/help?in=Orders", article.path,
        "/help/-/offers?subject=Send+it+back+within", "/requests/new", "/complaints/new",
        "/requests", f"/requests/{ticket.number}", f"/requests/{closed.number}",
        f"/complaints/{complaint.number}", "/requests/sign-in", "/nowhere", "/requests/T-0",
    ]  # fmt: skip


def said(page: str) -> set[str]:
    """What a reader sees or hears of the page."""
    soup = BeautifulSoup(page, "html.parser")
    heard = {str(tag[name]) for tag in soup.find_all(True) for name in READ_OUT if tag.get(name)}
    return heard | {" ".join(text.split()) for text in soup.find_all(string=True)}


def english(language: str) -> set[str]:
    """The sentences that read differently in that language."""
    return {
        str(one.id)
        for one in catalogue("customers", language)
        if one.id and one.string not in (one.id, "")
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_is_left_in_english(client: Browser, pages: list[str], language: str) -> None:
    left = {}
    for page in pages:
        text = client.get(page, headers={"Accept-Language": language}).text
        left[page] = said(text) & english(language)
        assert page.startswith("/help/-/") or f'<html lang="{language}">' in text
    assert left == dict.fromkeys(pages, set())


def test_the_same_pages_are_found_to_be_english(client: Browser, pages: list[str]) -> None:
    for page in pages:
        assert said(client.get(page).text) & english("de"), page


@pytest.mark.parametrize("language", OTHERS)
def test_a_refused_form_says_why_in_the_readers_language(client: Browser, language: str) -> None:
    headers = {"Accept-Language": language}
    for page in ("/requests/new", "/complaints/new"):
        answer = client.submit(page, {}, headers=headers)
        assert answer.status_code == 422
        assert said(answer.text) & english(language) == set()
