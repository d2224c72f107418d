"""The first triage by table, and what a person may decide."""

from itertools import product

import pytest

from helpdesk.feedback.rules import (
    FeedbackKind,
    Source,
    Triage,
    TriageRefused,
    check_triage,
    first_triage,
    kind_of_score,
)

WORDLESS_AND_FINE = {"compliment", "enquiry_insight"}


@pytest.mark.parametrize(
    ("kind", "source", "comment"),
    list(product(FeedbackKind, Source, [None, "", "  ", "Well done"])),
)
def test_the_first_triage_follows_the_table(
    kind: FeedbackKind, source: Source, comment: str | None
) -> None:
    found = first_triage(kind, source, comment=comment)
    if source == "complaint":
        assert found is Triage.COMPLAINT_OPENED
    elif kind in WORDLESS_AND_FINE and comment != "Well done":
        assert found is Triage.NO_ACTION
    else:
        assert found is Triage.PENDING


@pytest.mark.parametrize(
    ("score", "kind"),
    [(1, "survey_comment"), (2, "survey_comment"), (3, "survey_comment"),
     (4, "compliment"), (5, "compliment")],
)  # fmt: skip
def test_a_score_is_praise_from_four_up(score: int, kind: str) -> None:
    assert kind_of_score(score) == kind


@pytest.mark.parametrize(("kind", "decision"), list(product(FeedbackKind, Triage)))
def test_a_decision_fits_its_record(kind: FeedbackKind, decision: Triage) -> None:
    complaint = kind is FeedbackKind.COMPLAINT
    wrong = Triage.NO_ACTION if complaint else Triage.COMPLAINT_OPENED
    if decision is wrong:
        with pytest.raises(TriageRefused):
            check_triage(kind, decision, "Because.")
    else:
        check_triage(kind, decision, "Because.")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_decision_says_why(reason: str) -> None:
    with pytest.raises(TriageRefused, match="why you decide so"):
        check_triage(FeedbackKind.SUGGESTION, Triage.IMPROVEMENT, reason)
