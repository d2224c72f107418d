"""Somebody of the desk files what a customer told them."""

from sqlalchemy.orm import Session

from helpdesk.complaints.filing.queries import Origin
from helpdesk.complaints.filing.rules import check_name, check_received
from helpdesk.complaints.handling.telling import can_be_told, say_in_chat
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState, asked_here
from helpdesk.complaints.service import Grievance, acknowledge, record_complaint
from helpdesk.customers.models import Customer
from helpdesk.customers.rules import email_in
from helpdesk.customers.service import create_visitor
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.settings.mail import writing
from helpdesk.tickets.reading import requester


def file_complaint(
    session: Session, customer: Customer, grievance: Grievance, *, actor: Actor
) -> Complaint:
    """Record it, and tell the customer so in the chat and by mail, as far as there is either.

    With neither it stays received, until somebody says why nobody can be told.
    """
    if customer.erased_at:
        raise ComplaintRefused("This customer was erased: nothing about them is kept any more.")
    if grievance.received_at:
        check_received(grievance.received_at, clock.now())
    complaint = record_complaint(session, customer.id, grievance, actor=actor)
    if complaint.state is ComplaintState.RECEIVED and can_be_told(complaint):
        acknowledge(session, complaint)
        with writing(complaint.customer.speaks):
            words = asked_here(complaint.acknowledgement or "")
        say_in_chat(session, complaint, words, agent_id=None)
    return complaint


def complainant(session: Session, origin: Origin, contact: str, name: str) -> Customer:
    """Whose complaint it is: the chat's or the ticket's customer, or whoever has that address."""
    email = email_in(contact)
    known = origin.customer or (requester(session, email) if email else None)
    return known or create_visitor(session, name=check_name(name))
