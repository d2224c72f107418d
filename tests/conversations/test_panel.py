"""The articles beside a conversation: suggested, searched for, marked and taken back."""

import html
import re

from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from tests.environment import BASE_URL
from tests.make import make_article, make_message
from tests.people import Browser, Customer, Staff

PART = {"HX-Request": "true"}


def path_of(person: Customer) -> str:
    return f"/console/conversations/{person.conversation.id}/articles"


def test_articles_are_suggested_for_what_the_customer_asks(
    alice: Customer, bob: Staff, session: Session
) -> None:
    make_article(session)
    empty = bob.client.get(path_of(alice), headers=PART).text
    assert "once the customer asks something" in empty
    make_message(session, alice.conversation, "Can I return an item within 30 days?")
    page = bob.client.get(path_of(alice), headers=PART).text
    assert "For the customer&#39;s question" in page or "For the customer's question" in page
    assert "Return an item" in page


def test_marking_and_removing(alice: Customer, bob: Staff, session: Session) -> None:
    article = make_article(session)
    make_message(session, alice.conversation)
    marked = bob.client.submit(
        path_of(alice), {"article_id": article.id}, headers=PART, follow_redirects=True
    )
    assert "Marked as the answer" in marked.text
    assert [list(q.articles) for q in experience_of(session).questions] == [[str(article.id)]]
    bob.client.submit(f"{path_of(alice)}/{article.id}/remove", headers=PART)
    assert experience_of(session).questions == []


def test_where_nothing_was_asked_a_link_is_offered_but_nothing_marked(
    alice: Customer, bob: Staff, session: Session
) -> None:
    article = make_article(session)
    query = {"q": "return an item"}
    page = bob.client.get(path_of(alice), query_string=query, headers=PART).text
    assert "Insert link" in page
    assert "Answers this" not in page
    refused = bob.client.submit(path_of(alice), {"article_id": article.id}, headers=PART)
    assert refused.status_code == 422
    assert "has not asked anything" in refused.get_json()["detail"]


def test_inserting_a_link_sends_nothing_and_sending_it_is_evidence(
    alice: Customer, bob: Staff, session: Session
) -> None:
    article = make_article(session)
    make_message(session, alice.conversation, "Can I return an item within 30 days?")
    page = bob.client.get(path_of(alice), headers=PART).text
    [button] = re.findall("<button[^>]*data-insert[^>]*>", page)
    assert 'type="button"' in button
    assert "A link counts as the answer once your reply is sent" in page
    assert experience_of(session).questions == []
    words = html.unescape(re.findall('data-insert="([^"]*)"', button)[0])
    room = f"/console/conversations/{alice.conversation.id}"
    bob.client.submit(f"{room}/take")
    bob.client.submit(f"{room}/messages", {"kind": "note", "text": words})
    assert experience_of(session).questions == []
    bob.client.submit(f"{room}/messages", {"kind": "reply", "text": words})
    assert [list(q.articles) for q in experience_of(session).questions] == [[str(article.id)]]
    assert "Marked as the answer" in bob.client.get(path_of(alice), headers=PART).text


def test_it_works_without_scripts(alice: Customer, bob: Staff, session: Session) -> None:
    article = make_article(session)
    make_message(session, alice.conversation)
    room = f"/console/conversations/{alice.conversation.id}"
    assert f'href="{path_of(alice)}"' in bob.client.get(room).text
    assert "<html" in bob.client.get(path_of(alice)).text
    answer = bob.client.submit(path_of(alice), {"article_id": article.id})
    assert (answer.status_code, answer.location) == (303, f"{room}#answers")


def test_only_the_desk_sees_it(client: Browser, alice: Customer, session: Session) -> None:
    article = make_article(session)
    make_message(session, alice.conversation)
    for browser in (client, alice.client):
        assert browser.get(path_of(alice)).status_code in {302, 303, 401}
        refused = browser.submit(path_of(alice), {"article_id": article.id})
        assert refused.status_code in {302, 303, 401}
    assert experience_of(session).questions == []


def test_programs_mark_and_remove_by_token(alice: Customer, bob: Staff, session: Session) -> None:
    article = make_article(session)
    make_message(session, alice.conversation)
    room = f"/api/v1/conversations/{alice.conversation.id}"
    body = {"article_id": article.id}
    marked = bob.client.post(f"{room}/articles", json=body, headers=bob.headers)
    assert marked.status_code == 201
    [shown] = marked.get_json()["articles"]
    url = f"{BASE_URL}{article.path}"
    assert shown == {
        "article_id": article.id, "title": article.title, "url": url, "strength": "linked"
    }  # fmt: skip
    assert bob.client.get(room, headers=bob.headers).get_json()["articles"] == [shown]
    left = bob.client.delete(f"{room}/articles/{article.id}", headers=bob.headers)
    assert left.get_json() == {"articles": []}
    again = bob.client.delete(f"{room}/articles/{article.id}", headers=bob.headers)
    assert again.status_code == 404
