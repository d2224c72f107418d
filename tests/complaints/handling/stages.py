"""Complaints brought to a certain step by the verbs that the desk uses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Role
from helpdesk.complaints.handling.answering import reply
from helpdesk.complaints.handling.assessing import Judgement, assess, investigate
from helpdesk.complaints.handling.deciding import (
    Conclusion,
    Found,
    Proposal,
    approve,
    communicate,
    propose,
)
from helpdesk.complaints.handling.ending import close
from helpdesk.complaints.handling.rules import Ending, Investigation, Nature, Reply, Verdict
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.platform.audit import Actor
from tests.make import make_agent, make_complaint

S = ComplaintState
Step = Callable[[Complaint], None]
MAJOR = Judgement(Nature.SERVICE, 4, Investigation.FULL)
PACKED = Found("The box was packed without padding.", "The packing list names none.")
FOUND = Conclusion(PACKED, violated=True, reason="We promise parcels that arrive whole.")
SORRY = Proposal(
    Verdict.UPHELD, "You are right: it was packed badly.", "A new pot", Decimal("25.50")
)


@dataclass
class Desk:
    """Who works on complaints: Bob handles them, Nora leads, Carla looks after quality."""

    session: Session
    bob: Agent
    carla: Agent
    nora: Agent = field(init=False)

    def __post_init__(self) -> None:
        self.nora = make_agent(self.session, name="Nora", role=Role.LEAD)

    def complaint(self, state: S = S.ACKNOWLEDGED, **more: Any) -> Complaint:
        """One that Bob has brought there, with Nora's approval."""
        complaint = make_complaint(self.session, **{"contact": "alice@example.org", **more})
        for step in self._way_to(state):
            step(complaint)
        self.session.commit()
        return complaint

    def _way_to(self, state: S) -> list[Step]:
        way = {
            S.ASSESSED: self.assessed,
            S.INVESTIGATING: self.investigated,
            S.RESPONSE_PROPOSED: self.proposed,
            S.DECISION_COMMUNICATED: self.told,
            S.CLOSED: self.closed,
        }
        if state is S.ESCALATED:
            return [*self._way_to(S.DECISION_COMMUNICATED), self.rejected]
        states = list(way)
        return [way[each] for each in states[: states.index(state) + 1]] if state in way else []

    def assessed(self, complaint: Complaint) -> None:
        assess(self.session, complaint, MAJOR, self.bob)

    def investigated(self, complaint: Complaint) -> None:
        investigate(self.session, complaint, self.bob, actor=Actor.agent(self.bob.id))

    def proposed(self, complaint: Complaint) -> None:
        propose(self.session, complaint, SORRY, self.bob, FOUND)

    def told(self, complaint: Complaint) -> None:
        approve(self.session, complaint, self.bob)
        communicate(self.session, complaint, self.bob)

    def accepted(self, complaint: Complaint) -> None:
        customer = Actor.customer(complaint.customer_id)
        reply(self.session, complaint, Reply.ACCEPTED, actor=customer)

    def rejected(self, complaint: Complaint) -> None:
        customer = Actor.customer(complaint.customer_id)
        reply(self.session, complaint, Reply.REJECTED, "Not enough.", actor=customer)

    def closed(self, complaint: Complaint) -> None:
        self.accepted(complaint)
        close(self.session, complaint, Ending.ACCEPTED, self.bob)
