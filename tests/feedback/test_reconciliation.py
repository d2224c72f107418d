"""The proof that nothing falls between the helpdesk and the quality system."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.articles.service.writing import rate_article
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.ratings import rate_answer, rate_conversation
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.queries import reconciliation
from helpdesk.feedback.rules import Source
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import permit
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import change_state
from helpdesk.wiring import connect_facts
from tests.make import (
    make_agent,
    make_article,
    make_bot_answer,
    make_complaint,
    make_conversation,
    make_feedback,
    make_message,
    make_ticket,
)


@pytest.fixture(autouse=True)
def _facts() -> None:
    connect_facts()


def resolved(session: Session) -> Conversation:
    conversation, _ = make_conversation(session)
    floor.resolve(session, conversation.id, actor=Actor.agent(1))
    return conversation


def a_busy_day(session: Session) -> None:
    """Everything that ends, rates or complains, some of it twice."""
    for score in (5, 1):
        conversation = resolved(session)
        rate_conversation(session, conversation.id, score=score, comment="x")
        make_message(session, conversation, "One more thing")
        floor.resolve(session, conversation.id, actor=Actor.agent(1))
    answer = make_bot_answer(session, conversation)
    rate_answer(session, conversation, answer.id, helpful=False, comment=None)
    rate_article(session, make_article(session).id, helpful=True, comment=None)
    ticket = make_ticket(session)
    for state in (TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED):
        change_state(session, ticket, state, actor=Actor.agent(1))
    make_complaint(session)
    make_feedback(session)
    session.flush()


def sums(session: Session) -> dict[str, tuple[int, int, int, int]]:
    session.flush()
    return {
        row["source"]: (row["expected"], row["recorded"], row["unexplained"], row["missing"])
        for row in reconciliation(session, FEEDBACK_SOURCES)
    }


def differing(session: Session) -> dict[str, int]:
    """Sources whose words are not those of the record, and how many."""
    session.flush()
    rows = reconciliation(session, FEEDBACK_SOURCES)
    return {row["source"]: row["words_differ"] for row in rows if row["words_differ"]}


def test_an_empty_desk_has_nothing_to_prove(session: Session) -> None:
    assert reconciliation(session, FEEDBACK_SOURCES) == []


def test_after_a_busy_day_the_sums_agree(session: Session) -> None:
    a_busy_day(session)
    assert sums(session) == {
        "answer_rating": (1, 1, 0, 0),
        "article_rating": (1, 1, 0, 0),
        "complaint": (1, 1, 0, 0),
        "conversation": (4, 4, 0, 0),
        "message": (0, 1, 0, 0),
        "satisfaction": (2, 2, 0, 0),
        "ticket": (1, 1, 0, 0),
    }
    assert differing(session) == {}


def test_words_that_a_record_lost_are_found(session: Session) -> None:
    a_busy_day(session)
    conversation, _ = make_conversation(session)
    answer = make_bot_answer(session, conversation)
    rate_answer(session, conversation, answer.id, helpful=False, comment="Which form?")
    rate_article(session, make_article(session).id, helpful=False, comment="Too long")
    assert differing(session) == {}
    permit(session)
    session.execute(text("update feedback set verbatim = '[erased]' where verbatim <> ''"))
    assert differing(session) == {
        "answer_rating": 1, "article_rating": 1, "complaint": 1, "satisfaction": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("answer_rating", "update message set comment = 'Which form?' where author = 'bot'"),
        ("article_rating", "update article_rating set comment = 'Too long'"),
        ("satisfaction", "update conversation_rating set comment = comment || ' And rude.'"),
    ],
)
def test_words_that_never_reached_the_record_are_found(
    session: Session, source: str, statement: str
) -> None:
    a_busy_day(session)
    session.execute(text(statement))
    found = differing(session)
    assert set(found) == {source}
    assert found[source] >= 1


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("ticket", "update ticket set state = 'closed'"),
        ("answer_rating", "update message set helpful = true where author = 'bot'"),
        (
            "article_rating",
            "insert into article_rating (article_id, helpful, created_at) "
            "select id, true, now() from article",
        ),
        (
            "conversation",
            "insert into audit_event (at, actor, action, subject_type, subject_id, after) "
            "select now(), 'x', 'resolved', 'conversation', id, '{\"session\": 9}' "
            "from conversation",
        ),
        (
            "satisfaction",
            "insert into conversation_rating "
            "(conversation_id, session_number, score, created_at) "
            "select id, 9, 2, now() from conversation",
        ),
    ],
)
def test_a_planted_gap_is_found(session: Session, source: str, statement: str) -> None:
    conversation, _ = make_conversation(session)
    make_bot_answer(session, conversation)
    make_article(session)
    make_ticket(session)
    assert sums(session) == {}
    session.execute(text(statement))
    assert sums(session) == {source: (1, 0, 0, 1)}


def test_a_record_without_its_cause_is_found(session: Session) -> None:
    make_feedback(session, source=Source.TICKET, source_id="999")
    assert sums(session) == {"ticket": (0, 1, 1, 0)}


def test_a_record_without_a_decision_does_not_count_as_recorded(session: Session) -> None:
    make_complaint(session)
    session.execute(text("update feedback_triage set current = false"))
    assert sums(session) == {"complaint": (1, 0, 0, 0)}


def test_an_agent_who_reopens_and_resolves_again_leaves_no_gap(session: Session) -> None:
    conversation = resolved(session)
    floor.take(session, conversation.id, make_agent(session))
    floor.resolve(session, conversation.id, actor=Actor.agent(1))
    assert all(row[2:] == (0, 0) for row in sums(session).values())
