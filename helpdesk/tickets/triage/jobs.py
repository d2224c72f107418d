"""Background work of triage: reading what comes in, predicting, learning."""

from helpdesk.platform.db import transaction
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import tell_pages
from helpdesk.tickets.triage import words
from helpdesk.tickets.triage.learning import learn_if_due
from helpdesk.tickets.triage.predicting import predict


def triage_ticket(ticket_id: int) -> None:
    """In which language a ticket that came in is written, where it belongs, how urgent it is.

    Whoever has opened it meanwhile sees it.
    """
    with transaction() as session:
        ticket = session.get_one(Ticket, ticket_id)
        words.read(session, ticket)
        predict(session, ticket)
        tell_pages(session, ticket)


def read_ticket(ticket_id: int) -> None:
    """What the customer's newest words tell."""
    with transaction() as session:
        ticket = session.get_one(Ticket, ticket_id)
        if words.read(session, ticket):
            tell_pages(session, ticket)


def learn_triage(timestamp: int = 0) -> None:
    """Learn from what people decided, once a day, and read what nobody has read yet."""
    with transaction() as session:
        learn_if_due(session)
    while True:
        with transaction() as session:
            if not words.read_unread(session):
                return
