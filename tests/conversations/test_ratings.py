"""What customers say about an answer and about a whole conversation."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import Question
from helpdesk.articles.service.questions import Talk
from helpdesk.conversations.models import Message
from helpdesk.conversations.service import floor
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.platform.audit import Actor
from tests.fakes import FakeBot
from tests.jobs import run_turn
from tests.make import make_article, make_bot_answer, make_message, make_question
from tests.people import Customer, Staff


def feedback(session: Session) -> list[tuple[str, str, str]]:
    rows = session.scalars(select(Feedback).order_by(Feedback.id))
    return [(row.source, row.kind, row.verbatim) for row in rows]


def test_a_thumb_is_kept_on_the_answer_its_question_and_as_feedback(
    alice: Customer, session: Session
) -> None:
    make_article(session)
    _, question = make_question(session, "return an item", asked_in="conversation")
    answer = make_bot_answer(session, alice.conversation, view={"question_id": question})
    body = {"helpful": False, "comment": "Which form?"}
    assert alice.post(f"messages/{answer.id}/rating", body).status_code == 200
    assert alice.get().get_json()["messages"][-1]["helpful"] is False
    assert session.get_one(Question, question).helpful is False
    assert feedback(session) == [("answer_rating", "survey_comment", "Which form?")]


def test_the_first_thumb_counts(alice: Customer, session: Session) -> None:
    answer = make_bot_answer(session, alice.conversation)
    for helpful in (True, False, True):
        alice.post(f"messages/{answer.id}/rating", {"helpful": helpful})
    assert alice.get().get_json()["messages"][-1]["helpful"] is True
    assert feedback(session) == [("answer_rating", "compliment", "")]


def test_words_that_follow_a_thumb_are_kept_beside_the_answer_and_as_feedback(
    alice: Customer, session: Session
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    alice.post(f"messages/{answer.id}/rating", {"helpful": False})
    body = {"helpful": False, "comment": " Which form? "}
    assert alice.post(f"messages/{answer.id}/rating", body).get_json()["comment"] == "Which form?"
    assert alice.get().get_json()["messages"][-1]["comment"] == "Which form?"
    assert feedback(session) == [("answer_rating", "survey_comment", "Which form?")]


def test_other_words_are_kept_with_the_first_and_a_repetition_adds_nothing(
    alice: Customer, session: Session
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    for comment in ("Which form?", "And where?", "Which form?", None):
        told = alice.post(
            f"messages/{answer.id}/rating", {"helpful": False, "comment": comment}
        ).get_json()
    assert told["comment"] == "Which form?\n\nAnd where?"
    assert feedback(session) == [("answer_rating", "survey_comment", "Which form?\n\nAnd where?")]


def test_words_of_praise_that_follow_wait_for_somebody_to_read_them(
    alice: Customer, session: Session
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    for comment in (None, "Just what I needed", "Thank you"):
        alice.post(f"messages/{answer.id}/rating", {"helpful": True, "comment": comment})
    decisions = session.scalars(select(FeedbackTriage).order_by(FeedbackTriage.id)).all()
    assert [(row.decision, row.current) for row in decisions] == [
        ("no_action", False),
        ("pending", True),
    ]
    assert decisions[-1].reason == "The customer added words."


def test_more_words_than_can_be_kept_are_refused_and_nothing_is_cut(
    alice: Customer, session: Session
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    path = f"messages/{answer.id}/rating"
    said = ["a" * 2000, "b" * 1990]
    for comment in said:
        alice.post(path, {"helpful": False, "comment": comment})
    refused = alice.post(path, {"helpful": False, "comment": "one more"})
    assert refused.status_code == 422
    assert "4,000 characters" in refused.get_json()["detail"]
    assert feedback(session)[0][2] == "\n\n".join(said)


def test_the_agent_reads_the_words_beside_the_answer(
    alice: Customer, bob: Staff, session: Session
) -> None:
    answer = make_bot_answer(
        session, alice.conversation, view={"question_id": 1, "intent": "ask_knowledge"}
    )
    alice.post(f"messages/{answer.id}/rating", {"helpful": False, "comment": "<b>Which form?"})
    page = bob.client.get(f"/console/conversations/{alice.conversation.id}").text
    assert "it did not help" in page
    assert "&lt;b&gt;Which form?" in page
    url = f"/api/v1/conversations/{alice.conversation.id}"
    [message] = bob.client.get(url, headers=bob.headers).get_json()["messages"]
    assert message["comment"] == "<b>Which form?"


def answered(session: Session, person: Customer, *, title: str = "Return an item") -> Message:
    """An answer to a question of the customer's, with its one source."""
    article = make_article(session, title)
    make_message(session, person.conversation, "return an item")
    talk = Talk(person.conversation.id)
    _, question = make_question(session, "return an item", asked_in="conversation", talk=talk)
    source = {"title": title, "url": "/help/x", "article_id": article.id}
    view = {"question_id": question, "outcome": "answered"}
    return make_bot_answer(session, person.conversation, view=view, sources=[source])


def rate(person: Customer, answer: Message, *, helpful: bool) -> None:
    reply = person.post(f"messages/{answer.id}/rating", {"helpful": helpful})
    assert reply.status_code == 200


def heard_after(person: Customer, answer: Message) -> list[str]:
    """What the bot is told after that answer."""
    bot = FakeBot()
    person.conversation.answered_up_to = answer.id
    run_turn(person.conversation, bot)
    return bot.heard


def test_to_a_first_thumb_down_the_bot_answers_once(alice: Customer, session: Session) -> None:
    answer = answered(session, alice)
    for helpful in (False, False, True, False):
        rate(alice, answer, helpful=helpful)
    question = (answer.bot_view or {})["question_id"]
    assert heard_after(alice, answer) == [f'/deny{{"step": "{question}"}}']
    assert alice.reads()[2] == "This did not help."


def test_the_thumb_is_said_in_the_language_of_the_conversation(
    alice: Customer, session: Session
) -> None:
    alice.conversation.language = "de"
    rate(alice, answered(session, alice), helpful=False)
    assert alice.reads()[-1] == "Das hat nicht geholfen."


def test_a_thumb_up_is_no_turn(alice: Customer, session: Session) -> None:
    answer = answered(session, alice)
    rate(alice, answer, helpful=True)
    rate(alice, answer, helpful=False)
    assert heard_after(alice, answer) == []


def test_a_thumb_on_what_is_long_past_is_no_turn(alice: Customer, session: Session) -> None:
    answer = answered(session, alice)
    make_message(session, alice.conversation, "Thanks, that is all")
    rate(alice, answer, helpful=False)
    assert "This did not help." not in alice.reads()
    assert answer.helpful is False


def test_a_thumb_while_a_form_is_open_is_no_turn(alice: Customer, session: Session) -> None:
    answer = answered(session, alice)
    make_bot_answer(session, alice.conversation, "How can we reach you?", view=None)
    rate(alice, answer, helpful=False)
    assert alice.reads()[-1] == "How can we reach you?"


def test_each_of_two_answers_may_have_its_thumb_down(alice: Customer, session: Session) -> None:
    first, second = answered(session, alice), answered(session, alice, title="Return a pot")
    second_question = (second.bot_view or {})["question_id"]
    rate(alice, second, helpful=False)
    rate(alice, first, helpful=False)
    assert heard_after(alice, second)[:1] == [f'/deny{{"step": "{second_question}"}}']


def test_whoever_talks_to_a_person_hears_nothing_of_the_bot_for_a_thumb(
    alice: Customer, bob: Staff, session: Session
) -> None:
    answer = answered(session, alice)
    floor.take(session, alice.conversation.id, bob.agent)
    rate(alice, answer, helpful=False)
    floor.hand_back(session, alice.conversation.id, bob.agent)
    assert heard_after(alice, answer) == []
    assert "This did not help." not in alice.reads()


def test_the_bots_next_answer_is_dropped_where_a_person_came_first(
    alice: Customer, bob: Staff, session: Session
) -> None:
    answer = answered(session, alice)
    rate(alice, answer, helpful=False)
    alice.conversation.answered_up_to = answer.id
    taking = FakeBot(
        "Or this.", meanwhile=lambda _: floor.take(session, alice.conversation.id, bob.agent)
    )
    run_turn(alice.conversation, taking)
    assert alice.reads()[-2:] == ["This did not help.", "Bob joined."]


def test_a_thumb_counts_for_the_article_that_was_said(alice: Customer, session: Session) -> None:
    first = answered(session, alice)
    other = make_article(session, "Exchange an item")
    view = {"question_id": (first.bot_view or {})["question_id"], "outcome": "answered"}
    source = {"title": other.title, "url": None, "article_id": other.id}
    second = make_bot_answer(session, alice.conversation, view=view, sources=[source])
    rate(alice, first, helpful=False)
    rate(alice, second, helpful=True)
    assert [dict(each.articles) for each in experience_of(session).questions] == [
        {str(other.id): "helpful"}
    ]
    rate(alice, first, helpful=True)
    assert len(experience_of(session).questions) == 1
    rate(alice, second, helpful=False)
    assert experience_of(session).questions == []


@pytest.mark.parametrize("outcome", ["suggested", "unknown"])
def test_nobody_is_asked_whether_a_choice_or_no_answer_helped(
    alice: Customer, session: Session, outcome: str
) -> None:
    view = {"question_id": 1, "outcome": outcome}
    choice = make_bot_answer(session, alice.conversation, view=view)
    assert alice.get().get_json()["messages"][-1]["rateable"] is False
    assert alice.post(f"messages/{choice.id}/rating", {"helpful": True}).status_code == 422


def test_only_answers_from_the_help_centre_can_be_rated(alice: Customer, session: Session) -> None:
    mine = make_message(session, alice.conversation)
    answer = alice.post(f"messages/{mine.id}/rating", {"helpful": True})
    assert answer.status_code == 422
    assert "Only answers from the help centre" in answer.get_json()["detail"]


def test_nobody_rates_an_answer_of_another_conversation(
    alice: Customer, dora: Customer, session: Session
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    for number in (answer.id, 999_999_999, 10**30):
        refused = dora.post(f"messages/{number}/rating", {"helpful": True})
        assert refused.status_code in {404, 422}
    assert alice.get().get_json()["messages"][-1]["helpful"] is None


def test_a_resolved_conversation_is_rated_once(alice: Customer, session: Session) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    assert alice.post("satisfaction", {"score": 2, "comment": "Slow"}).status_code == 200
    assert alice.post("satisfaction", {"score": 5}).status_code == 200
    assert alice.conversation.satisfaction == 2
    assert feedback(session)[1:] == [("satisfaction", "survey_comment", "Slow")]


def test_words_that_follow_a_score_are_kept_and_shown_to_the_agent(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    alice.post("satisfaction", {"score": 2})
    for comment in ("Slow", "And rude", "Slow"):
        told = alice.post("satisfaction", {"score": 5, "comment": comment}).get_json()
    assert told == {"score": 2, "comment": "Slow\n\nAnd rude"}
    assert feedback(session)[1:] == [("satisfaction", "survey_comment", "Slow\n\nAnd rude")]
    make_message(session, alice.conversation, "One more thing")
    page = bob.client.get(f"/console/conversations/{alice.conversation.id}").text
    assert "2 of 5" in page
    assert "And rude" in page


def test_a_conversation_that_goes_on_cannot_be_rated(alice: Customer) -> None:
    answer = alice.post("satisfaction", {"score": 5})
    assert answer.status_code == 422
    assert "once it is resolved" in answer.get_json()["detail"]


def test_each_end_can_be_rated_anew(alice: Customer, session: Session) -> None:
    for score in (1, 5):
        floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
        alice.post("satisfaction", {"score": score})
        make_message(session, alice.conversation, "One more thing")
    scores = session.scalars(select(Feedback.score).where(Feedback.score.is_not(None)))
    assert sorted(score or 0 for score in scores) == [1, 5]


@pytest.mark.parametrize("score", [0, 6, 2.5, "many", None])
def test_a_score_that_is_none_is_refused(alice: Customer, session: Session, score: object) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    assert alice.post("satisfaction", {"score": score}).status_code == 422
