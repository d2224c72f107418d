"""What the desk sees of complaints."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Role
from helpdesk.complaints.queries import open_complaints
from helpdesk.complaints.rules import ComplaintState
from helpdesk.customers.models import Customer
from tests.complaints.handling.stages import Desk
from tests.make import make_agent, make_complaint, make_ticket
from tests.people import Staff
from tests.proof import check_proof_is_told


def test_the_list_names_the_next_duty(session: Session, bob: Staff) -> None:
    assert "No complaints" in bob.client.get("/console/complaints").text
    complaint = make_complaint(session)
    page = bob.client.get("/console/complaints").text
    assert complaint.number in page
    assert "Take it on" in page


def test_the_page_holds_the_words_and_what_we_promised(session: Session, bob: Staff) -> None:
    complaint = make_complaint(session, remedy_sought="My money back")
    page = bob.client.get(f"/console/complaints/{complaint.number}").text
    for words in (complaint.what_happened, "My money back", complaint.acknowledgement):
        assert words
        assert words in page


def test_a_record_leads_to_its_complaint(session: Session, carla: Staff) -> None:
    complaint = make_complaint(session)
    feedback = carla.client.get("/console/feedback").text
    address = f"/console/complaints/record/{complaint.id}"
    assert address in feedback
    assert carla.client.get(address).location == f"/console/complaints/{complaint.number}"


def test_a_customers_cases_stand_together(session: Session, bob: Staff) -> None:
    complaint = make_complaint(session)
    ticket = make_ticket(session, complaint.customer)
    page = bob.client.get(f"/console/complaints/of-customer/{complaint.customer_id}").text
    assert complaint.number in page
    assert ticket.number in page


def test_who_writes_is_told_as_in_the_inbox(session: Session, bob: Staff) -> None:
    def told(customer: Customer, conversation_id: UUID | None) -> str:
        complaint = make_complaint(session, customer, conversation_id=conversation_id)
        return bob.client.get(f"/console/complaints/{complaint.number}").text

    check_proof_is_told(session, told)


def test_the_rail_counts_what_still_wants_something(session: Session, bob: Staff) -> None:
    desk = Desk(session, bob.agent, make_agent(session, name="Carla", role=Role.QUALITY_MANAGER))
    assert session.scalar(select(open_complaints())) == 0
    desk.complaint(ComplaintState.CLOSED)
    desk.complaint(ComplaintState.ESCALATED)
    assert session.scalar(select(open_complaints())) == 1
