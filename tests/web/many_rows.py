"""Thousands of customers with a chat, a ticket, a complaint and feedback each, within seconds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, Floor
from helpdesk.customers.models import Customer
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import Priority, TicketState, TicketType

# Most is done long ago, as on any desk; of these there is as much of each.
STILL_TO_DO = (
    TicketState.NEW, TicketState.OPEN, TicketState.PENDING_CUSTOMER, TicketState.ON_HOLD,
)  # fmt: skip


def uuid_of(what: str, number: int) -> UUID:
    """The key of that customer or chat."""
    return uuid5(NAMESPACE_OID, f"{what} {number}")


def fill(session: Session, rows: int) -> None:
    """So many of each, the first of them the newest."""
    now, numbers = clock.now(), range(1, rows + 1)
    session.execute(insert(Customer), [_customer(n, now) for n in numbers])
    session.execute(insert(Ticket), [_ticket(n, now) for n in numbers])
    session.execute(insert(Conversation), [_chat(n, now) for n in numbers])
    session.execute(insert(Message), [_said(n, now) for n in numbers for _ in range(3)])
    session.execute(insert(Complaint), [_complaint(n, now) for n in numbers])
    session.execute(insert(Feedback), [_feedback(n, now) for n in numbers])
    tickets = session.scalars(select(Ticket.id)).all()
    session.execute(
        insert(TicketEntry),
        [{"ticket_id": n, "text": f"Word{n % 500} broke", "created_at": now} for n in tickets],
    )
    session.execute(
        insert(AuditEvent),
        [
            {"at": now, "actor": SYSTEM, "action": "opened", "subject_type": "ticket",
             "subject_id": str(n)} for n in tickets
        ],
    )  # fmt: skip
    session.execute(
        insert(FeedbackTriage),
        [_decision(n, now) for n in session.scalars(select(Feedback.id))],
    )


def _before(now: datetime, number: int) -> datetime:
    return now - timedelta(minutes=30 * number)  # over some eighty days


def _customer(number: int, now: datetime) -> dict[str, Any]:
    email = f"c{number}@many.example"
    return {"id": uuid_of("customer", number), "email": email, "name": f"Customer {number}",
            "verified_at": now, "created_at": now}  # fmt: skip


def _ticket(number: int, now: datetime) -> dict[str, Any]:
    left = number % 20 == 0
    return {
        "number": f"T-2025-{number:06d}", "subject": f"Subject {number}",
        "state": STILL_TO_DO[number // 20 % 4] if left else TicketState.CLOSED,
        "priority": Priority.NORMAL, "type": TicketType.QUESTION, "channel": "portal",
        "tags": ["rare"] if number % 400 == 0 else [],
        "customer_id": uuid_of("customer", number), "email": f"c{number}@many.example",
        "created_at": _before(now, number), "updated_at": _before(now, number),
        "due_at": _before(now, number) if left else None,
    }  # fmt: skip


def _chat(number: int, now: datetime) -> dict[str, Any]:
    waits = number % 100 == 0
    return {
        "id": uuid_of("chat", number), "customer_id": uuid_of("customer", number), "page": {},
        "floor": Floor.WAITING if waits else (Floor.RESOLVED, Floor.BOT)[number % 2],
        "waiting_since": now if waits else None,
        "created_at": _before(now, number), "last_message_at": _before(now, number),
    }  # fmt: skip


def _said(number: int, now: datetime) -> dict[str, Any]:
    return {
        "conversation_id": uuid_of("chat", number), "author": Author.CUSTOMER,
        "text": f"Hello {number}", "buttons": [], "sources": [], "created_at": now,
    }  # fmt: skip


def _complaint(number: int, now: datetime) -> dict[str, Any]:
    return {
        "number": f"C-2025-{number:06d}", "idempotency_key": str(number), "channel": "portal",
        "customer_id": uuid_of("customer", number), "what_happened": f"Late {number}",
        "state": ComplaintState.RECEIVED, "received_at": _before(now, number),
        "recorded_at": now, "assess_by": now, "decide_by": now,
    }  # fmt: skip


def _feedback(number: int, now: datetime) -> dict[str, Any]:
    return {
        "number": f"F-2025-{number:06d}", "kind": FeedbackKind.ENQUIRY_INSIGHT,
        "source": Source.TICKET, "source_id": str(number), "verbatim": "",
        "customer_id": uuid_of("customer", number), "received_at": _before(now, number),
        "recorded_at": now, "recorded_by": SYSTEM,
    }  # fmt: skip


def _decision(feedback_id: int, now: datetime) -> dict[str, Any]:
    decision = Triage.NO_ACTION if feedback_id % 100 else Triage.PENDING
    return {"feedback_id": feedback_id, "decision": decision, "decided_by": SYSTEM,
            "decided_at": now}  # fmt: skip
