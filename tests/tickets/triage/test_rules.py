"""When a ticket's page asks whether a prediction is right, by table."""

from dataclasses import replace

import pytest

from helpdesk.tickets.triage.rules import Standing, Suggestion, Target, suggestion

GUESSED = Standing(Target.PRIORITY, "normal", "normal", "urgent", 0.8, by_rule=False)
ASKED = Suggestion(Target.PRIORITY, "urgent", 0.8, was_set=False)


@pytest.mark.parametrize(
    ("standing", "done_by_people", "asked"),
    [
        (GUESSED, (), ASKED),
        (GUESSED, ("category set",), ASKED),
        (GUESSED, ("prioritised",), None),
        (replace(GUESSED, value="low"), (), None),
        (replace(GUESSED, predicted="normal"), (), None),
        (replace(GUESSED, predicted=None, certainty=None), (), None),
        (replace(GUESSED, value="urgent", by_rule=True), (), replace(ASKED, was_set=True)),
        # A rule of automation gave another one, which nobody has to confirm.
        (replace(GUESSED, value="high", by_rule=True), (), None),
    ],
)
def test_what_a_person_is_asked(
    standing: Standing, done_by_people: tuple[str, ...], asked: Suggestion | None
) -> None:
    assert suggestion(standing, done_by_people) == asked
