"""The worker lets search learn from evidence, once for each change, and search uses it at once."""

import io
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.articles import jobs
from helpdesk.articles.evidence.answered import Asked, record, withdraw
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.articles.rules import Strength
from helpdesk.articles.service.writing import Draft, archive_article, publish_article, write_article
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.wiring import connect_facts
from tests.make import make_article, make_customer, make_question

ODD = "shoe pinches my toe"
WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def publish(session: Session, title: str) -> int:
    draft = write_article(session, Draft(title, f"All about {title}."), actor=Actor.agent(1))
    return publish_article(session, draft.id, actor=Actor.agent(1)).id


def link(session: Session, article_id: int, number: int) -> None:
    asked = Asked(f"ticket:{number}", f"{ODD} {number}", WHEN)
    record(session, asked, article_id=article_id, strength=Strength.LINKED)


def first(session: Session) -> int:
    found, _ = make_question(session, ODD, asked_in="portal")
    return found.nearest[0].article_id


def test_what_agents_linked_comes_first_after_learning(session: Session) -> None:
    make_article(session)
    wanted = publish(session, "Wide sizes")
    for number in range(10):
        link(session, wanted, number)
    assert learn_if_new(session) == 10
    assert first(session) == wanted


def test_nothing_new_is_nothing_to_learn(session: Session) -> None:
    article = make_article(session)
    assert learn_if_new(session) == 0
    assert learn_if_new(session) is None
    link(session, article.id, 1)
    assert learn_if_new(session) == 1
    withdraw(session, "ticket:1")
    assert learn_if_new(session) == 0


def test_an_archived_article_is_learned_no_more(session: Session) -> None:
    article = make_article(session)
    link(session, article.id, 1)
    learn_if_new(session)
    archive_article(session, article.id, actor=Actor.agent(1))
    assert learn_if_new(session) == 0


def test_an_erased_customers_words_are_in_nothing_learned(session: Session) -> None:
    article, customer = make_article(session), make_customer(session)
    asked = Asked("ticket:1", f"{ODD} marzipan", WHEN, customer.id)
    record(session, asked, article_id=article.id, strength=Strength.LINKED)
    learn_if_new(session)
    connect_facts()
    kept = "select count(*) from kb_vector"
    before = session.scalar(text(kept))
    erase_customer(session, customer.id, actor=Actor.agent(1))
    assert learn_if_new(session) == 0
    assert session.scalar(text(kept)) == before - 1
    assert b"marzipan" not in terms_of(session)


def terms_of(session: Session) -> bytes:
    """The vocabulary of what was learned, as it is stored."""
    content = session.scalar(text("select content from kb_ranking"))
    with np.load(io.BytesIO(content)) as archive:
        return bytes(archive["about"].tobytes())


def test_the_minutely_job_learns(session: Session) -> None:
    wanted = make_article(session)
    link(session, wanted.id, 1)
    jobs.learn_from_experience(timestamp=0)
    assert learn_if_new(session) is None
    assert first(session) == wanted.id
