"""Feedback for lists: newest first, filtered, in pages."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.feedback.queries import feedback_page
from helpdesk.feedback.rules import FeedbackKind, Triage
from helpdesk.feedback.service import triage
from helpdesk.platform.audit import Actor
from tests.make import make_feedback

PRAISE = FeedbackKind.COMPLIMENT


@pytest.fixture
def three(session: Session) -> list[int]:
    """An idea, praise in words and praise without any."""
    return [
        make_feedback(session, "An idea").id,
        make_feedback(session, "Lovely", kind=PRAISE).id,
        make_feedback(session, "", kind=PRAISE).id,
    ]


def test_the_newest_stands_first_with_the_decision_that_counts(
    session: Session, three: list[int]
) -> None:
    first = feedback_page(session)[-1]
    triage(session, first.feedback, Triage.IMPROVEMENT, actor=Actor.agent(1), reason="Good")
    found = feedback_page(session)
    assert [entry.feedback.id for entry in found] == three[::-1]
    assert [entry.triage.decision for entry in found] == ["no_action", "pending", "improvement"]


def test_a_page_goes_on_where_the_last_one_ended(session: Session, three: list[int]) -> None:
    first = feedback_page(session, limit=2)
    rest = feedback_page(session, before=first[-1].feedback.id, limit=2)
    assert [entry.feedback.id for entry in first + rest] == three[::-1]


def test_kind_and_decision_narrow_the_list(session: Session, three: list[int]) -> None:
    assert len(feedback_page(session, kind=PRAISE)) == 2
    both = feedback_page(session, kind=PRAISE, decision=Triage.PENDING)
    assert [entry.feedback.verbatim for entry in both] == ["Lovely"]
