"""The feedback register: which records it holds, what it says of each, and its table."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.feedback import service
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.platform.audit import Actor, latest
from tests.conftest import Standing
from tests.make import make_complaint, make_feedback
from tests.people import Staff, enter_console
from tests.registers.read import downloaded

REGISTER = "/console/feedback/register"
TABLE = f"{REGISTER}/table"


def test_a_record_tells_what_was_decided_by_whom_and_why(
    session: Session, frozen: Standing, carla: Staff
) -> None:
    feedback = make_feedback(session, "=Bigger pots, please.", score=4)
    by = Actor.agent(carla.agent.id)
    service.triage(session, feedback, Triage.IMPROVEMENT, actor=by, reason="Others asked, too.")
    session.commit()
    above, (row,) = downloaded(carla.client, TABLE)
    assert row == {
        "number": feedback.number, "received_at": "2026-03-02T10:00:00+00:00",
        "recorded_at": "2026-03-02T10:00:00+00:00", "recorded_by": "bot", "kind": "suggestion",
        "source": "message", "words": "'=Bigger pots, please.", "score": "4",
        "decision": "improvement", "decided_by": by, "decided_at": "2026-03-02T10:00:00+00:00",
        "reason": "Others asked, too.",
    }  # fmt: skip
    assert (above["register"], above["records"]) == ("feedback_register", "1")
    assert latest(session, "register", "feedback_register", action="exported")
    page = carla.client.get(REGISTER).text
    for told in (feedback.number, "=Bigger pots, please.", "Others asked, too.", "Carla"):
        assert told in page


def test_it_holds_the_records_of_the_period_as_chosen(
    session: Session, frozen: Standing, carla: Staff
) -> None:
    old = make_feedback(session, "The old pots were better.")
    frozen.advance(timedelta(days=100))
    praise = make_feedback(session, "Lovely.", kind=FeedbackKind.COMPLIMENT, source=Source.TICKET)
    make_complaint(session)
    session.commit()
    enter_console(carla.client, session, carla.agent)

    def words(asked: str) -> list[str]:
        return [row["words"] for row in downloaded(carla.client, f"{TABLE}?{asked}")[1]]

    assert words("") == ["Third parcel that arrives broken.", praise.verbatim]
    for asked in ("kind=compliment", "source=ticket", "decision=pending"):
        assert words(asked) == [praise.verbatim]
    assert words("to=2026-03-02") == [old.verbatim]
    assert words("kind=compliment&source=complaint") == []
    assert "No feedback in this period" in carla.client.get(f"{REGISTER}?source=satisfaction").text


def test_a_day_that_is_none_is_said(carla: Staff, bob: Staff) -> None:
    for address in (REGISTER, TABLE):
        answer = carla.client.get(f"{address}?from=2026-03-02&to=2026-03-01")
        assert answer.status_code == 422
        assert "ends before it begins" in answer.text
        assert bob.client.get(address).status_code == 403
