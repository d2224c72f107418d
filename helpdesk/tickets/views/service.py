"""Keeping a list under a name, taking it away, and what lists show."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Whose, check_may_change
from helpdesk.accounts.teams.queries import ids_of_teams_of
from helpdesk.platform import audit, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.views.columns import check_columns
from helpdesk.tickets.views.models import ChosenColumns, TicketView
from helpdesk.tickets.views.rules import (
    asked_for,
    check_name,
    check_number,
)

SUBJECT = "ticket view"


def keep_view(
    session: Session, name: str, asked: Mapping[str, str], *, agent: Agent, whose: Whose
) -> TicketView:
    """Where the same people have one of that name it is replaced; raise ViewRefused."""
    kept = check_name(name)
    _check_may_change(session, whose, agent)
    theirs = (
        TicketView.owner_id.is_not_distinct_from(whose.owner_id),
        TicketView.team_id.is_not_distinct_from(whose.team_id),
    )
    view = session.scalar(select(TicketView).where(*theirs, TicketView.name == kept))
    if view is None:
        number = select(func.count()).select_from(TicketView).where(*theirs)
        check_number(session.scalar(number) or 0)
        view = TicketView(owner_id=whose.owner_id, team_id=whose.team_id, name=kept)
        session.add(view)
    view.asked = dict(asked_for(asked))
    session.flush()
    _record(session, agent, "saved", view)
    return view


def delete_view(session: Session, view_id: int, *, agent: Agent) -> None:
    """The tickets in it stay where they are; raise NotFound or NotYours."""
    view = session.get(TicketView, view_id, with_for_update=True)
    if view is None:
        raise NotFound("There is no such view. Somebody may have deleted it.")
    _check_may_change(session, Whose(view.owner_id, view.team_id), agent)
    _record(session, agent, "deleted", view)
    session.delete(view)


def choose_columns(session: Session, keys: Sequence[str], *, agent: Agent) -> None:
    """What this agent's lists show from now on, views with their own aside; raise ViewRefused."""
    chosen = insert(ChosenColumns).values(agent_id=agent.id, columns=check_columns(keys))
    latest = {"columns": chosen.excluded.columns}
    session.execute(chosen.on_conflict_do_update(index_elements=["agent_id"], set_=latest))


def on_agent_left(session: Session, fact: events.AgentLeft) -> None:
    """Nobody else ever saw the views of somebody who left, nor the columns that they chose."""
    for view in session.scalars(select(TicketView).where(TicketView.owner_id == fact.agent_id)):
        session.delete(view)
    session.execute(delete(ChosenColumns).where(ChosenColumns.agent_id == fact.agent_id))


def _check_may_change(session: Session, whose: Whose, agent: Agent) -> None:
    teams = session.scalars(ids_of_teams_of(agent.id)).all()
    check_may_change(whose, agent.id, agent.role, teams=teams)


def _record(session: Session, agent: Agent, action: str, view: TicketView) -> None:
    after = {"name": view.name, **view.asked}
    actor = Actor.agent(agent.id)
    audit.record(session, actor, audit.Change(SUBJECT, view.id, action, None, after))
