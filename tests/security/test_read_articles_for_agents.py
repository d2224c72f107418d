"""They read what is for agents: on every page of the help centre, by the API, from the bot."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import AnsweredQuestion, Article, ArticleRating
from helpdesk.articles.service.imports import import_folder
from tests.make import make_message, make_ticket
from tests.people import Browser, Customer, Staff, bearer

QUESTION = "how much goodwill may we give for a late parcel"
SECRET = "forty percent"
OPEN = "# A late parcel\n\nWrite to us, and read [what we give](goodwill.md).\n"
PORTAL = ["/help", "/help?in=Orders", f"/help?q={QUESTION}", f"/help/-/offers?subject={QUESTION}"]
SEARCH = f"/api/v1/articles/search?q={QUESTION}&limit=20"
PART = {"HX-Request": "true"}


def write(folder: Path, audience: str) -> None:
    """The article of which this is about, for these readers."""
    body = f"# Goodwill for a late parcel\n\nWe may give {SECRET} of goodwill.\n"
    (folder / "orders" / "goodwill.md").write_text(f"---\naudience: {audience}\n---\n{body}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article for agents beside one for everybody that links to it."""
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "late.md").write_text(OPEN)
    write(tmp_path, "agents")
    return tmp_path


@pytest.fixture
def internal(session: Session, folder: Path) -> Article:
    """The one for agents."""
    import_folder(session, folder)
    session.commit()
    return session.scalars(select(Article).where(Article.title.startswith("Goodwill"))).one()


@pytest.fixture(params=["stranger", "customer", "agent"])
def reader(request: pytest.FixtureRequest, client: Browser, alice: Customer, bob: Staff) -> Browser:
    """Whoever stands before the help centre; an agent sees there what customers see."""
    browsers = {"stranger": client, "customer": alice.client, "agent": bob.client}
    return browsers[request.param]


def everything(reader: Browser, article: Article) -> str:
    """What a reader gets wherever articles are listed, found, linked to or read."""
    pages = [*PORTAL, "/help/orders-late", SEARCH, article.path, f"/api/v1/articles/{article.id}"]
    seen = "\n".join(reader.get(page).text for page in pages)
    # The choice of a language leads back to the address that the reader themselves asked for.
    return seen.replace(f'name="next" value="{article.path}"', "")


def answer_for(customer: Customer) -> str:
    """What the bot is given to answer the customer with."""
    answer = customer.client.post(
        "/api/internal/answers",
        headers=bearer(customer.client.application.config["BOT_TOKEN"]),
        json={"conversation_id": str(customer.conversation.id), "question": QUESTION},
    )
    assert answer.status_code == 200
    return answer.text


def traces(seen: str, article: Article) -> list[str]:
    """What gives the article away: its title, its words, its address."""
    return [trace for trace in ("Goodwill", SECRET, article.slug) if trace in seen]


def test_no_list_search_or_page_shows_it(reader: Browser, internal: Article) -> None:
    seen = everything(reader, internal)
    assert "A late parcel" in seen
    assert "what we give" in seen
    assert traces(seen, internal) == []


def without_keys(page: str) -> str:
    """The page apart from what is new in every form."""
    return re.sub(r'(value|content)="[^"]*"', "", page)


def test_its_address_is_not_found_like_any_that_is_none(reader: Browser, internal: Article) -> None:
    for there, nowhere in [
        (internal.path, "/help/no-such-article"),
        (f"/api/v1/articles/{internal.id}", "/api/v1/articles/999999"),
    ]:
        found, missing = reader.get(there), reader.get(nowhere)
        assert found.status_code == 404
        assert without_keys(found.text) == without_keys(missing.text)


def test_it_cannot_be_rated(reader: Browser, internal: Article, session: Session) -> None:
    by_form = reader.submit(f"{internal.path}/rating", {"helpful": "yes"})
    by_api = reader.post(f"/api/v1/articles/{internal.id}/rating", json={"helpful": True})
    assert (by_form.status_code, by_api.status_code) == (404, 404)
    assert session.scalars(select(ArticleRating)).all() == []


def test_the_bot_answers_nobody_with_it(alice: Customer, dora: Customer, internal: Article) -> None:
    for customer in (alice, dora):
        assert traces(answer_for(customer), internal) == []


def test_agents_find_it_marked_and_without_a_link_to_insert(
    alice: Customer, bob: Staff, internal: Article, session: Session
) -> None:
    make_message(session, alice.conversation, QUESTION)
    ticket = make_ticket(session, subject=QUESTION)
    for place in (f"conversations/{alice.conversation.id}", f"tickets/{ticket.number}"):
        panel = bob.client.get(f"/console/{place}/articles", headers=PART).text
        assert SECRET in panel
        assert panel.count("For agents only") == 1
        assert internal.slug not in panel
        assert panel.count("data-insert") == panel.count(">Answers this<") == 1


def test_it_is_never_marked_as_what_answered_a_customer(
    alice: Customer, bob: Staff, internal: Article, session: Session
) -> None:
    make_message(session, alice.conversation, QUESTION)
    room = f"/conversations/{alice.conversation.id}/articles"
    form, body = {"article_id": internal.id}, {"article_id": internal.id}
    by_form = bob.client.submit(f"/console{room}", form, headers=PART)
    by_api = bob.client.post(f"/api/v1{room}", json=body, headers=bob.headers)
    assert (by_form.status_code, by_api.status_code) == (422, 422)
    assert "for agents only" in by_form.get_json()["detail"]
    assert session.scalars(select(AnsweredQuestion)).all() == []


def test_a_reply_that_links_to_it_is_not_sent(
    alice: Customer, bob: Staff, internal: Article, session: Session
) -> None:
    make_message(session, alice.conversation, QUESTION)
    room = f"/console/conversations/{alice.conversation.id}"
    ticket = f"/console/tickets/{make_ticket(session).number}"
    bob.client.submit(f"{room}/take")
    reply = {"kind": "reply", "text": f"Have a look at {internal.path}."}
    for address in (f"{room}/messages", f"{ticket}/entries"):
        refused = bob.client.submit(address, reply)
        assert refused.status_code == 422
        assert "which only agents can read" in refused.text
        assert reply["text"] in refused.text
        assert bob.client.submit(address, {**reply, "kind": "note"}).status_code < 400
    assert reply["text"] not in alice.reads()


def test_agents_read_it_in_the_console_and_by_their_api(bob: Staff, internal: Article) -> None:
    page = bob.client.get(f"/console/articles/{internal.id}").text
    assert SECRET in page
    assert "for agents only" in page
    assert f'href="{internal.path}"' not in page
    listed = bob.client.get("/api/v1/articles", headers=bob.headers).get_json()["items"]
    assert {item["title"]: item["audience"] for item in listed} == {
        "Goodwill for a late parcel": "agents",
        "A late parcel": "public",
    }


def by_file(session: Session, folder: Path, carla: Staff, article: Article, to: str) -> None:
    write(folder, to)
    import_folder(session, folder)
    session.commit()


def by_form(session: Session, folder: Path, carla: Staff, article: Article, to: str) -> None:
    typed = {"title": article.title, "body": article.body, "category": "Orders", "audience": to}
    page = f"/console/articles/{article.id}/edit"
    done = carla.client.press(page, page, typed)
    assert done.status_code == 303


def by_api(session: Session, folder: Path, carla: Staff, article: Article, to: str) -> None:
    body = {"title": article.title, "body": article.body, "category": ["Orders"], "audience": to}
    address = f"/api/v1/articles/{article.id}"
    done = carla.client.put(address, json=body, headers=carla.headers).get_json()
    assert done["audience"] == to


@pytest.mark.parametrize("change", [by_file, by_form, by_api])
def test_a_change_of_readers_holds_at_once_everywhere(
    session: Session, folder: Path, internal: Article, *, alice: Customer, carla: Staff, change: Any
) -> None:
    for audience, seen in [("public", True), ("agents", False)]:
        change(session, folder, carla, internal, audience)
        assert bool(traces(everything(alice.client, internal), internal)) is seen
        assert bool(traces(answer_for(alice), internal)) is seen
