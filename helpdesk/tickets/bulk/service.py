"""Looking at what an act would change on many tickets, doing it, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.service import get_agent
from helpdesk.accounts.teams.service import get_team
from helpdesk.platform.audit import RULE, Actor
from helpdesk.platform.errors import HelpdeskError
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.bulk.rules import TAKEN_BACK, Act, BulkRefused, Step, check_numbers
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.fields import Filling, fill_in
from helpdesk.tickets.fields.rules import as_typed
from helpdesk.tickets.fields.service import get_field
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import assign, change_state, leave_in, prioritise


def look_at(session: Session, numbers: Sequence[str], act: Act, value: str) -> list[Step]:
    """What the act would do to each, by trying it; nothing is kept. Raises BulkRefused."""
    tickets = _tickets(session, check_numbers(numbers))
    tried = session.begin_nested()
    steps = [
        _try(session, ticket, (act, value), partial(_DOES[act], session, ticket, value, RULE))
        for ticket in tickets
    ]
    tried.rollback()
    return steps


def do(
    session: Session, numbers: Sequence[str], act: Act, value: str, *, actor: Actor
) -> list[Step]:
    """Do it to each that it is possible for; the others are left as they are."""
    tickets = _tickets(session, check_numbers(numbers))
    return [
        _try(session, ticket, (act, value), partial(_DOES[act], session, ticket, value, actor))
        for ticket in tickets
    ]


def take_back(session: Session, act: Act, steps: Sequence[Step], *, actor: Actor) -> list[Step]:
    """Put back what was there before, where nobody changed it since; raise BulkRefused."""
    if act not in TAKEN_BACK:
        raise BulkRefused(
            "Resolving cannot be taken back: the customers have their letters. Open those that "
            "you want to go on with."
        )
    by_number = {t.number: t for t in _tickets(session, check_numbers([s.number for s in steps]))}
    undone = []
    for step in steps:
        ticket = by_number.get(step.number)
        if ticket and value_of(ticket, act, step.after) == step.after:
            put_back = partial(_TAKES_BACK[act], session, ticket, step.before, actor)
            undone.append(_try(session, ticket, (act, step.before), put_back))
    return undone


def value_of(ticket: Ticket, act: Act, value: str) -> str:
    """How the ticket stands in what the act with that value changes, as a form writes it."""
    key = value.partition(":")[0]
    return {
        Act.GIVE: str(ticket.agent_id or ""),
        Act.GIVE_TEAM: f"{ticket.team_id or ''}:{ticket.agent_id or ''}",
        Act.PRIORITISE: str(ticket.priority),
        Act.CATEGORISE: str(ticket.category_id or ""),
        Act.ADD_TAG: describing.written_as(ticket.tags),
        Act.FILL_IN: f"{key}:{as_typed(ticket.fields.get(key))}",
        Act.RESOLVE: str(ticket.state),
    }[act]


def _try(
    session: Session, ticket: Ticket, wanted: tuple[Act, str], perform: Callable[[], None]
) -> Step:
    """What came of it; a refusal leaves the ticket as it was."""
    before = value_of(ticket, *wanted)
    step = Step(ticket.number, ticket.subject, before, before)
    try:
        with session.begin_nested():
            perform()
    except HelpdeskError as fault:
        session.refresh(ticket)
        return replace(step, fault=str(fault))
    return replace(step, after=value_of(ticket, *wanted))


def _give(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    agent = get_agent(session, int(value)) if value else None
    if ticket.agent_id != (agent.id if agent else None):
        assign(session, ticket, agent, actor=actor)


def _give_team(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    """Whoever has the ticket and is not in that team has it no longer."""
    team_id = value.partition(":")[0]
    give_to_team(session, ticket, get_team(session, int(team_id)) if team_id else None, actor=actor)


def _put_back_team(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    """To the team, and to whoever of it had the ticket."""
    _give_team(session, ticket, value, actor)
    _give(session, ticket, value.partition(":")[2], actor)


def _prioritise(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    if ticket.priority != value:
        prioritise(session, ticket, Priority(value), actor=actor)


def _categorise(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    describing.categorise(session, ticket, int(value) if value else None, actor=actor)


def _add_tag(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    _set_tags(session, ticket, describing.written_as([*ticket.tags, value]), actor)


def _set_tags(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    describing.tag(session, ticket, value, actor=actor)


def _fill_in(session: Session, ticket: Ticket, value: str, actor: Actor) -> None:
    key, _, typed = value.partition(":")
    filling = Filling(get_field(session, int(key)), typed)
    fill_in(session, ticket, filling, actor=actor)


def _resolve(session: Session, ticket: Ticket, _value: str, actor: Actor) -> None:
    if ticket.state is TicketState.RESOLVED:
        return
    if ticket.state is not TicketState.CLOSED:
        leave_in(session, ticket, TicketState.OPEN, actor=actor)
    change_state(session, ticket, TicketState.RESOLVED, actor=actor)  # which tells the customer


_DOES: dict[Act, Callable[[Session, Ticket, str, Actor], None]] = {
    Act.GIVE: _give,
    Act.GIVE_TEAM: _give_team,
    Act.PRIORITISE: _prioritise,
    Act.CATEGORISE: _categorise,
    Act.ADD_TAG: _add_tag,
    Act.FILL_IN: _fill_in,
    Act.RESOLVE: _resolve,
}
_TAKES_BACK = _DOES | {Act.ADD_TAG: _set_tags, Act.GIVE_TEAM: _put_back_team}


def _tickets(session: Session, numbers: Sequence[str]) -> list[Ticket]:
    """In one order, so that two who act on the same tickets wait instead of standing still."""
    query = select(Ticket).where(Ticket.number.in_(numbers)).order_by(Ticket.id)
    return list(session.scalars(query.with_for_update(of=Ticket)))
