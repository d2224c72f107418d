"""Proposing, approving and telling a decision."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.keeping import open_duties
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.deciding import (
    Found,
    NotInvestigated,
    approve,
    communicate,
    propose,
    send_back,
)
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState
from helpdesk.conversations.models import Message
from helpdesk.platform.errors import NotAllowed, NotFound
from tests.complaints.handling.stages import FOUND, SORRY, Desk
from tests.jobs import arguments_of
from tests.make import make_conversation, make_customer

S = ComplaintState
SKIPPED = NotInvestigated("Same parcel.", "C-1999-000001")
DEAR = replace(SORRY, cost=Decimal(51))


def test_a_response_rests_on_findings_and_cause(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    with pytest.raises(ComplaintRefused, match="requirement was violated"):
        propose(session, complaint, SORRY, desk.bob)
    for lacking, why in (
        (replace(FOUND, basis=SKIPPED), "what was found"),
        (replace(FOUND, basis=Found("x", " ")), "why it happened"),
        (replace(FOUND, basis=Found(" ", "x")), "what was found"),
        (replace(FOUND, reason=" "), "or why none was"),
    ):
        with pytest.raises(ComplaintRefused, match=why):
            propose(session, complaint, SORRY, desk.bob, lacking)
    with pytest.raises(ComplaintRefused, match="with the reason"):
        propose(session, complaint, replace(SORRY, words=" "), desk.bob, FOUND)


def test_without_an_investigation_somebody_says_why(session: Session, desk: Desk) -> None:
    complaint, unknown = desk.complaint(S.ASSESSED), desk.complaint(S.ASSESSED)
    with pytest.raises(ComplaintRefused, match="why nobody has to look into it"):
        propose(session, complaint, SORRY, desk.bob, FOUND)
    with pytest.raises(NotFound):
        propose(session, complaint, SORRY, desk.bob, replace(FOUND, basis=SKIPPED))
    similar = NotInvestigated("Same parcel.", unknown.number)
    with pytest.raises(ComplaintRefused, match="was not investigated"):
        propose(session, complaint, SORRY, desk.bob, replace(FOUND, basis=similar))
    known = desk.complaint(S.CLOSED)
    similar = NotInvestigated("Same parcel.", known.number)
    propose(session, complaint, SORRY, desk.bob, replace(FOUND, basis=similar))
    inquiry = queries.newest_inquiry(session, complaint)
    assert inquiry
    assert (inquiry.similar_id, inquiry.decided_by_id) == (known.id, desk.bob.id)
    assert complaint.state is S.RESPONSE_PROPOSED


def test_a_dear_remedy_waits_for_who_may_grant_it(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    decision = propose(session, complaint, DEAR, desk.bob, FOUND)
    assert decision.over_limit
    with pytest.raises(NotAllowed, match="Ask a lead"):
        approve(session, complaint, desk.bob)
    with pytest.raises(ComplaintRefused, match="not approved yet"):
        communicate(session, complaint, desk.bob)
    approve(session, complaint, desk.nora)
    communicate(session, complaint, desk.bob)
    assert complaint.state is S.DECISION_COMMUNICATED
    with pytest.raises(ComplaintRefused, match="No response waits"):
        approve(session, complaint, desk.nora)


def test_what_is_sent_back_is_proposed_in_other_words(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.RESPONSE_PROPOSED)
    with pytest.raises(ComplaintRefused, match="what has to be different"):
        send_back(session, complaint, "", desk.nora)
    send_back(session, complaint, "Say what we change.", desk.nora)
    with pytest.raises(ComplaintRefused, match="not approved yet"):
        communicate(session, complaint, desk.bob)
    propose(session, complaint, replace(SORRY, words="We pad parcels now."), desk.bob)
    approve(session, complaint, desk.bob)
    communicate(session, complaint, desk.bob)
    first, second = queries.decisions_of(session, complaint)
    assert first.sent_back_because == "Say what we change."
    assert first.told_at is None
    assert (second.level, second.told_at is not None) == (1, True)


def test_the_decision_is_told_with_reason_and_ways_on(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_COMPLAINTS_OUTSIDE", "Arbitration board, arbitration.example")
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    decision = queries.newest_decision(session, complaint)
    letter = arguments_of(session, "mail_complaint")[-1]
    assert decision
    assert letter["message_id"] == decision.message_id
    assert decision.offered_outside
    for words in ("you are right", SORRY.words, "A new pot", "/complaints/answer/",
                  "arbitration.example", "decides anew"):  # fmt: skip
        assert words in letter["words"]
    assert open_duties(session, complaint) == []


def test_who_complained_in_a_chat_reads_it_there(session: Session, desk: Desk) -> None:
    customer = make_customer(session)
    conversation, _ = make_conversation(session, customer)
    more = {"customer": customer, "conversation_id": conversation.id, "contact": None}
    complaint = desk.complaint(S.DECISION_COMMUNICATED, **more)
    decision = queries.newest_decision(session, complaint)
    assert decision
    said = session.get_one(Message, int(str(decision.message_id).removeprefix("message:")))
    assert (said.conversation_id, said.agent_id) == (conversation.id, desk.bob.id)
    assert SORRY.words in said.text


def test_who_cannot_be_reached_is_told_otherwise(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.RESPONSE_PROPOSED, contact=None)
    approve(session, complaint, desk.bob)
    with pytest.raises(ComplaintRefused, match="how they heard it"):
        communicate(session, complaint, desk.bob)
    session.rollback()
    complaint = desk.complaint(S.RESPONSE_PROPOSED, contact=None)
    approve(session, complaint, desk.bob)
    communicate(session, complaint, desk.bob, "Told in the shop on Monday.")
    decision = queries.newest_decision(session, complaint)
    assert decision
    assert (decision.message_id, decision.told_otherwise) == (None, "Told in the shop on Monday.")
