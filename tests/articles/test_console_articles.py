"""How the people who write the help centre see and change it."""

from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answered
from helpdesk.articles.evidence.answered import Asked
from helpdesk.articles.models import Article
from helpdesk.articles.rules import Strength
from helpdesk.articles.service.writing import Draft, archive_article, revise_article
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.tickets.service import mark_answer
from knowledge_base import Audience
from tests.make import make_article, make_question, make_ticket
from tests.people import Staff


def test_agents_read_and_editors_write(session: Session, bob: Staff, carla: Staff) -> None:
    article = make_article(session)
    address = f"/console/articles/{article.id}"
    assert "Revise" not in bob.client.get(address).text
    assert bob.client.get(f"{address}/edit").status_code == 403
    assert "Revise" in carla.client.get(address).text


def test_a_draft_is_written_published_and_archived(carla: Staff) -> None:
    typed = {"title": "Clean a kettle", "body": "Use vinegar.", "category": "Care > Kettles"}
    written = carla.client.submit("/console/articles/new", typed)
    assert "Draft: nobody finds it yet" in carla.client.get(written.location).text
    carla.client.press(written.location, f"{written.location}/publish")
    assert "Care › Kettles" in carla.client.get("/console/articles?state=published").text
    carla.client.press(written.location, f"{written.location}/archive")
    assert "Clean a kettle" not in carla.client.get("/console/articles?state=published").text


def test_a_revision_keeps_what_was_said_before(session: Session, carla: Staff) -> None:
    article = make_article(session, body="Within 30 days.")
    address = f"/console/articles/{article.id}"
    typed = {"title": article.title, "body": "Within 60 days."}
    carla.client.press(f"{address}/edit", f"{address}/edit", typed)
    assert "Within 60 days." in carla.client.get(address).text
    assert "Within 30 days." in carla.client.get(f"{address}/versions/1").text


def test_a_refused_article_keeps_what_was_typed(carla: Staff) -> None:
    answer = carla.client.submit("/console/articles/new", {"title": "", "body": "Half a text"})
    assert answer.status_code == 422
    assert "Give the article a title" in answer.text
    assert "Half a text" in answer.text


def test_an_editor_chooses_who_reads_an_article(session: Session, carla: Staff) -> None:
    article = make_article(session)
    address = f"/console/articles/{article.id}"
    choice = 'name="audience" value="{}" checked'
    assert choice.format("public") in carla.client.get(f"{address}/edit").text
    typed = {"title": article.title, "body": article.body, "audience": "agents"}
    carla.client.press(f"{address}/edit", f"{address}/edit", typed)
    assert choice.format("agents") in carla.client.get(f"{address}/edit").text
    assert "Published for agents only" in carla.client.get(address).text
    assert "Agents only" in carla.client.get("/console/articles").text
    assert "for agents only" not in carla.client.get(f"{address}/versions/1").text
    assert "for agents only" in carla.client.get(f"{address}/versions/2").text


def test_readers_that_a_form_does_not_offer_are_refused(session: Session, carla: Staff) -> None:
    article = make_article(session)
    typed = {"title": article.title, "body": article.body, "audience": "nobody"}
    answer = carla.client.submit(f"/console/articles/{article.id}/edit", typed)
    assert answer.status_code == 422
    assert "Say who reads the article" in answer.text
    assert article.version == 1


def test_the_preview_shows_no_script(carla: Staff) -> None:
    body = "## Hello\n\n<script>alert(1)</script>"
    part = {"HX-Request": "true"}
    page = carla.client.submit("/console/articles/preview", {"body": body}, headers=part).text
    assert "Hello</h2>" in page
    assert "alert(1)" not in page


def test_unanswered_questions_stand_in_a_list(session: Session, bob: Staff) -> None:
    assert "Every question found an answer" in bob.client.get("/console/articles/unanswered").text
    make_question(session, "Do you repair clocks?", asked_in="portal")
    session.commit()
    assert "Do you repair clocks?" in bob.client.get("/console/articles/unanswered").text


def test_an_article_shows_what_it_answered(session: Session, bob: Staff) -> None:
    article, ticket = make_article(session), make_ticket(session)
    address = f"/console/articles/{article.id}"
    assert "No answered question yet" in bob.client.get(address).text
    mark_answer(session, ticket, article.id, actor=Actor.agent(1))
    for number in range(6):
        asked = Asked(f"question:{number}", f"Can I send {number} back?", clock.now())
        answered.record(session, asked, article_id=article.id, strength=Strength.ACCEPTED)
    session.commit()
    page = bob.client.get(address).text
    assert "Answered 7 questions: 6 accepted · 1 linked" in page
    assert "Can I send 5 back?" in page
    assert "Can I send 0 back?" not in page
    assert "None counts" not in page


def keep_for_agents(session: Session, article: Article) -> None:
    draft = Draft(article.title, article.body, audience=Audience.AGENTS)
    revise_article(session, article.id, draft, actor=Actor.agent(1))


def test_evidence_does_not_count_while_an_article_is_for_agents(
    session: Session, bob: Staff
) -> None:
    article, ticket = make_article(session), make_ticket(session)
    mark_answer(session, ticket, article.id, actor=Actor.agent(1))
    assert len(answered.experience_of(session).questions) == 1
    keep_for_agents(session, article)
    assert answered.experience_of(session).questions == []
    page = bob.client.get(f"/console/articles/{article.id}").text
    assert "None counts while it is for agents only" in page
    panel = bob.client.get(f"/console/tickets/{ticket.number}/articles").text
    assert "for agents only now, so it does not count" in panel


def test_an_archived_articles_evidence_does_not_count(session: Session, bob: Staff) -> None:
    article, ticket = make_article(session), make_ticket(session)
    mark_answer(session, ticket, article.id, actor=Actor.agent(1))
    archive_article(session, article.id, actor=Actor.agent(1))
    session.commit()
    page = bob.client.get(f"/console/articles/{article.id}").text
    assert "Answered 1 question: 1 linked. None counts while it is archived" in page
    assert f"/console/tickets/record/{ticket.id}" in page


def test_an_article_in_another_script_has_an_address_that_can_be_read(
    carla: Staff, session: Session
) -> None:
    article = make_article(session, "Как вернуть товар?", "В течение 30 дней.")
    assert article.path == "/help/как-вернуть-товар"
    assert "В течение 30 дней." in carla.client.get(article.path).text
