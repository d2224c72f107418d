"""Asking how a request went, and keeping the answer."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.erasure import ERASED
from helpdesk.settings.current import current
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.satisfaction.models import Survey
from helpdesk.tickets.satisfaction.queries import last_asked, last_to_answer
from helpdesk.tickets.satisfaction.rules import ASKED_FOR, RatingReason, check_open, may_ask
from helpdesk.tickets.satisfaction.settings import Satisfaction


@dataclass(frozen=True)
class Rating:
    """What a customer said: 1 (bad) to 5 (good), what made the difference, and why."""

    score: int
    reason: RatingReason | None = None
    comment: str | None = None


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """Ask once the ticket is resolved, if a person answered it and it is this customer's turn."""
    if fact.field != "state" or fact.after != TicketState.RESOLVED:
        return
    ticket = session.get_one(Ticket, fact.ticket_id)
    if ticket.merged_into_id:
        return
    one_at_a_time(session, f"survey of {ticket.customer_id}")
    asked, now = last_asked(session, ticket.customer_id), clock.now()
    pause = timedelta(days=current(Satisfaction).pause)
    agent = last_to_answer(session, ticket)
    if agent is None or not may_ask(now, asked.asked_at if asked else None, pause):
        return
    survey = Survey(
        ticket_id=ticket.id,
        customer_id=ticket.customer_id,
        agent_id=agent.id,
        asked_at=now,
        expires_at=now + ASKED_FOR,
    )
    session.add(survey)
    session.flush()


def hand_out_link(survey: Survey) -> str:
    """The secret for a letter's link; one that was handed out before leads nowhere from now on."""
    token = new_token()
    survey.token_hash = hash_token(token)
    return token


def rate(session: Session, survey: Survey, rating: Rating) -> None:
    """Keep the answer; raise RatingRefused when there is one, or it comes too late."""
    session.refresh(survey, with_for_update={"of": Survey})
    check_open(clock.now(), survey.expires_at, survey.rated_at)
    survey.score, survey.reason, survey.comment = rating.score, rating.reason, rating.comment
    survey.rated_at = clock.now()
    actor, after = Actor.customer(survey.customer_id), {"score": rating.score}
    audit.record(session, actor, audit.Change("ticket", survey.ticket_id, "rated", None, after))
    session.flush()
    events.publish(session, events.TicketRated(survey.id))


def move_surveys(session: Session, fact: events.CustomerMerged) -> None:
    """The visitor was asked; they are the customer they turned out to be."""
    theirs = update(Survey).where(Survey.customer_id == fact.visitor_id)
    session.execute(theirs.values(customer_id=fact.customer_id))


def forget_surveys(session: Session, fact: events.CustomerErased) -> None:
    """The score and its date stay; no words, and no link that still opens anything."""
    theirs = Survey.customer_id.in_(fact.customer_ids)
    for survey in session.scalars(select(Survey).where(theirs)):
        survey.token_hash = None
        survey.comment = ERASED if survey.comment else None
        survey.expires_at = min(survey.expires_at, clock.now())
