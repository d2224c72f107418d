"""When what was said to the bot is a complaint."""

import pytest

from helpdesk.complaints.rules import LONGEST_TEXT
from helpdesk.complaints.unstated.rules import Found, Heard, Outcome, complaint_in, outcome_of
from helpdesk.conversations.rules import HandoffReason

QUESTION = Heard("how do I reset it", "ask_knowledge", 0.9)
ANGRY = Heard("third time this month", "file_complaint", 0.6)
AGAIN = Heard("I'm done paying", "file_complaint", 0.5)
UNSURE = Heard("the lamp is dark", "file_complaint", 0.49)
BUTTON = Heard("Yes, file a complaint", "file_complaint", 1.0, pressed=True)
NO = Heard("no", "deny", 0.9)
STOP = Heard("stop", "stop", 0.9)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], None),
        ([QUESTION], None),
        ([QUESTION, UNSURE], None),
        ([BUTTON], None),
        ([QUESTION, ANGRY], Found("third time this month", declined=False)),
        ([ANGRY, QUESTION, AGAIN], Found("third time this month\n\nI'm done paying", False)),
        ([ANGRY, NO], Found("third time this month", declined=True)),
        ([ANGRY, QUESTION, NO], Found("third time this month", declined=False)),
        ([ANGRY, BUTTON, QUESTION, STOP], Found("third time this month", declined=True)),
        ([ANGRY, NO, AGAIN], Found("third time this month\n\nI'm done paying", False)),
    ],
)
def test_a_complaint_is_what_was_heard_surely_and_not_declined_after(
    said: list[Heard], found: Found | None
) -> None:
    assert complaint_in(said, surely=0.5) == found


def test_more_words_than_a_complaint_holds_are_cut() -> None:
    said = [Heard("x" * 4000, "file_complaint", 0.9)] * 7
    found = complaint_in(said, surely=0.5)
    assert found
    assert len(found.words) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("declined", "filed", "handed_over", "outcome"),
    [
        (False, False, None, Outcome.RECEIVED),
        (False, False, HandoffReason.MISSING_KNOWLEDGE, Outcome.RECEIVED),
        (False, False, HandoffReason.CUSTOMER_REQUEST, Outcome.PERSON),
        (True, False, HandoffReason.COMPLAINT, Outcome.PERSON),
        (False, True, HandoffReason.COMPLAINT, Outcome.FILED),
        (True, True, None, Outcome.FILED),
        (True, False, None, Outcome.DECLINED),
    ],
)
def test_a_complaint_that_somebody_has_already_is_not_received_again(
    declined: bool, filed: bool, handed_over: HandoffReason | None, outcome: Outcome
) -> None:
    found = Found("It broke.", declined)
    assert outcome_of(found, filed=filed, handed_over=handed_over) == outcome
