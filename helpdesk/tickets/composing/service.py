"""Keeping drafts, sending what was written, and taking it back."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.languages.catalogues import SOURCE
from helpdesk.platform import clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.settings.mail import writing
from helpdesk.tickets.composing import queries
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.composing.rules import TooLateToTakeBack, Words, check_kept, together
from helpdesk.tickets.composing.settings import Sending
from helpdesk.tickets.fields.service import check_filled
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState, check_entry, way_to
from helpdesk.tickets.service import assign, leave_in, tell_pages, write_entry

TOUCH = timedelta(seconds=1)  # what clocks of database and worker may differ by


def keep(session: Session, ticket: Ticket, agent: Agent, words: Words) -> None:
    """Keep what stands in the composer, for whatever device they go on with; nothing forgets it."""
    text = check_kept(words.text)
    draft = queries.draft_of(session, ticket, agent.id)
    if not text.strip():
        return _forget(session, draft)
    leaving = queries.leaving_of(session, ticket, agent.id)
    if any(one.text == text.strip() for one in leaving):
        return None  # a page that kept it while it was being sent
    if draft is None:
        draft = Draft(ticket_id=ticket.id, agent_id=agent.id)
        session.add(draft)
    draft.text, draft.note, draft.then = text, words.note, words.then
    draft.written_at, draft.fault = clock.now(), None
    draft.inserted = list(words.inserted)
    return None


def send(session: Session, ticket: Ticket, agent: Agent, words: Words) -> None:
    """Write it: a note at once, a reply when it cannot be taken back any more.

    Raise TicketRefused for what may not be written, or where its state cannot follow, and
    FieldsMissing where resolving needs a field. Whoever
    replies takes a ticket that nobody has, and what they sent before leaves before it.
    """
    if words.inserted and not words.note:
        events.publish(session, events.AnswerComposed(words.text, words.inserted))
    _forget(session, queries.draft_of(session, ticket, agent.id))
    for earlier in queries.leaving_of(session, ticket, agent.id):
        _write(session, earlier)
    pause = 0 if words.note else current(Sending).pause
    if not pause or clock.is_played():
        return write(session, ticket, agent, words)
    text = check_entry(ticket.state, words.text)
    if words.then:
        way_to(ticket.state, words.then)
    if words.then is TicketState.RESOLVED:
        check_filled(session, ticket)
    if ticket.agent_id is None:
        assign(session, ticket, agent, actor=Actor.agent(agent.id))
    wait = timedelta(seconds=pause)
    now = clock.now()
    held = Draft(
        ticket_id=ticket.id, agent_id=agent.id, text=text, then=words.then,
        written_at=now, leaves_at=now + wait, inserted=list(words.inserted),
    )  # fmt: skip
    session.add(held)
    session.flush()
    tell_pages(session, ticket)
    enqueue(session, "send_reply", draft_id=held.id, delay=wait)
    return None


def write(session: Session, ticket: Ticket, agent: Agent, words: Words) -> None:
    """On the ticket, for good, and leave it in the state that goes with it."""
    entry = write_entry(session, ticket, words.text, agent=agent, note=words.note)
    if words.inserted and not words.note:
        sent = events.InsertedSent(entry.text, words.inserted, entry_id=entry.id)
        events.publish(session, sent)
    if words.then:
        leave_in(session, ticket, words.then, actor=Actor.agent(agent.id))


def take_back(session: Session, ticket: Ticket, draft_id: int, agent: Agent) -> None:
    """Their reply stands in the composer again; raise TooLateToTakeBack once it has left."""
    leaving = queries.leaving_of(session, ticket, agent.id)
    held = next((one for one in leaving if one.id == draft_id), None)
    if held is None:
        raise TooLateToTakeBack(
            "This reply has left already, so it cannot be taken back. Write another one."
        )
    _return(session, held)


def release(session: Session, draft_id: int) -> None:
    """Write a reply whose time has come, unless it was taken back."""
    held = session.get(Draft, draft_id, with_for_update={"of": Draft})
    if held and held.leaves_at and held.leaves_at <= clock.now() + TOUCH:
        _write(session, held)


def _write(session: Session, held: Draft) -> None:
    """Where a colleague has closed the ticket meanwhile its words come back, with the reason."""
    words = Words(held.text, held.note, held.then, tuple(held.inserted))
    try:
        with session.begin_nested():
            write(session, held.ticket, held.agent, words)
    except RuleBroken as fault:
        with writing(held.agent.language or SOURCE):
            _return(session, held, str(fault))
    else:
        session.delete(held)
        session.flush()


def _return(session: Session, held: Draft, fault: str | None = None) -> None:
    newer = queries.draft_of(session, held.ticket, held.agent_id)
    text = together(held.text, newer.text if newer else "")
    held.inserted = [*held.inserted, *(newer.inserted if newer else ())]
    _forget(session, newer)
    held.text, held.leaves_at, held.fault = text, None, fault
    tell_pages(session, held.ticket)
    session.flush()


def _forget(session: Session, draft: Draft | None) -> None:
    if draft:
        session.delete(draft)
        session.flush()
