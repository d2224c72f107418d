"""A lead sees what was learned and hides what should be said to nobody again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import AuditEvent
from helpdesk.replies import queries
from helpdesk.replies.jobs import learn_replies
from helpdesk.replies.models import LearnedQuestion, LearnedReply
from tests.people import Staff
from tests.replies.answered import BOX, solved

PAGE = "/console/replies"


def test_a_hidden_reply_is_forgotten_and_never_learned_again(
    session: Session, bob: Staff, carla: Staff
) -> None:
    solved(session, bob, f"Hello Alice, {BOX} Ask Mr. Brown.")
    learn_replies()
    (reply,) = session.scalars(select(LearnedReply))
    shown = carla.client.get(PAGE).text
    assert f"Hello {{customer}}, {BOX} Ask [name]." in shown
    assert "Sent once" in shown
    assert carla.client.press(PAGE, f"{PAGE}/{reply.id}/hide").status_code == 303
    solved(session, bob, f"Hello Zoe, {BOX} Ask Mr. Smith.", name="Zoe")
    learn_replies()
    session.expire_all()
    assert [kept.text for kept in session.scalars(select(LearnedReply))] == [""]
    taught = session.scalars(select(LearnedQuestion))
    assert [(question.text, question.reply_id) for question in taught] == [("", None)] * 2
    assert "No replies yet" in carla.client.get(PAGE).text
    trail = select(AuditEvent.action).where(AuditEvent.subject_type == "reply")
    assert session.scalars(trail).all() == ["hidden"]


def test_hiding_it_twice_says_that_it_is_gone(session: Session, bob: Staff, carla: Staff) -> None:
    solved(session, bob, BOX)
    learn_replies()
    (reply,) = session.scalars(select(LearnedReply))
    answers = [carla.client.submit(f"{PAGE}/{reply.id}/hide").status_code for _ in range(2)]
    assert answers == [303, 404]


def test_a_long_list_goes_on(
    session: Session, bob: Staff, carla: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    for words in (BOX, "Print it again from your account."):
        solved(session, bob, words)
    learn_replies()
    oldest_first = session.scalars(select(LearnedReply.id).order_by(LearnedReply.id)).all()
    assert f'href="{PAGE}?after={oldest_first[1]}"' in carla.client.get(PAGE).text
    assert "after=" not in carla.client.get(f"{PAGE}?after={oldest_first[1]}").text


def test_agents_are_sent_to_somebody_who_leads(bob: Staff) -> None:
    assert bob.client.get(PAGE).status_code == 403
