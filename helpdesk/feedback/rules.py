"""Kinds of feedback, where it comes from, and how triage begins."""

from enum import StrEnum

from helpdesk.platform.errors import Overtaken, RuleBroken

SERIES = "F"


class FeedbackKind(StrEnum):
    """What the customer expressed (ISO 10002 and 10004 words)."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    ENQUIRY_INSIGHT = "enquiry_insight"
    SURVEY_COMMENT = "survey_comment"


class Source(StrEnum):
    """The record that the feedback came from; with its id it is unique."""

    CONVERSATION = "conversation"
    TICKET = "ticket"
    ANSWER_RATING = "answer_rating"
    ARTICLE_RATING = "article_rating"
    SATISFACTION = "satisfaction"
    TICKET_RATING = "ticket_rating"
    COMPLAINT = "complaint"
    MESSAGE = "message"


class Triage(StrEnum):
    """The decision on a record: pending until a rule or a person decides."""

    PENDING = "pending"
    NO_ACTION = "no_action"
    COMPLAINT_OPENED = "complaint_opened"
    IMPROVEMENT = "improvement"


def kind_of_score(score: int) -> FeedbackKind:
    """4 and 5 praise us, 3 tells us something, 1 and 2 are dissatisfaction to be looked at."""
    return FeedbackKind.COMPLIMENT if score >= 4 else FeedbackKind.SURVEY_COMMENT


def first_triage(kind: FeedbackKind, source: Source, *, comment: str | None) -> Triage:
    """What can be decided at once without judging: the rest waits for a person.

    A rating without words and a plain closed enquiry need no action by themselves; a complaint
    already has its own process; whatever has words to read is pending.
    """
    if source is Source.COMPLAINT:
        return Triage.COMPLAINT_OPENED
    wordless = not (comment or "").strip()
    if kind in {FeedbackKind.COMPLIMENT, FeedbackKind.ENQUIRY_INSIGHT} and wordless:
        return Triage.NO_ACTION
    return Triage.PENDING


def decisions_for(kind: FeedbackKind) -> list[Triage]:
    """What a person may decide on a record of this kind."""
    if kind is FeedbackKind.COMPLAINT:
        return [Triage.COMPLAINT_OPENED, Triage.IMPROVEMENT, Triage.PENDING]
    return [Triage.NO_ACTION, Triage.IMPROVEMENT, Triage.PENDING]


class TriageRefused(RuleBroken):
    """The decision cannot be taken in that way."""


def overruling(decision: Triage, *, by: str) -> Overtaken:
    """The refusal of a decision whose maker had not read the one that counts now."""
    return Overtaken(
        "%(by)s decided “%(said)s” meanwhile. Read why, then decide again if you differ.",
        by=by,
        said=decision,
    )


def check_triage(kind: FeedbackKind, decision: Triage, reason: str) -> None:
    """Raise TriageRefused unless the decision says why and fits the record."""
    if not reason.strip():
        raise TriageRefused("Say in a few words why you decide so: others will read it.")
    if kind is FeedbackKind.COMPLAINT and decision is Triage.NO_ACTION:
        raise TriageRefused("A complaint cannot be set aside: it ends with its own decision.")
    if kind is not FeedbackKind.COMPLAINT and decision is Triage.COMPLAINT_OPENED:
        raise TriageRefused("This record is not a complaint. Open one from its conversation first.")
