"""Views for the page that lists tickets, and how many tickets are in each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Whose
from helpdesk.accounts.teams.queries import ids_of_teams_of
from helpdesk.languages.detection import CANDIDATES
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import Filter, Holder, Order, conditions_of
from helpdesk.tickets.rules import TicketState, TicketType
from helpdesk.tickets.views.models import ChosenColumns, TicketView
from helpdesk.tickets.views.rules import MY_TEAMS
from helpdesk.web.cursors import counted
from helpdesk.web.forms import LONGEST_ID, chosen, id_of


def filter_of(asked: Mapping[str, str]) -> Filter:
    """What an address or a view asks for; a choice that there is not (any more) is none."""
    category, team = (_number(asked.get(name, "")) for name in ("category", "team"))
    return Filter(
        state=chosen(asked.get("state"), TicketState),
        holder=chosen(asked.get("holder"), Holder) or Holder.ANYBODY,
        order=chosen(asked.get("order"), Order) or Order.CHANGED,
        type=chosen(asked.get("type"), TicketType),
        category_id=category,
        tag=asked.get("tag", "").strip().casefold(),
        language=language if (language := asked.get("language", "")) in CANDIDATES else "",
        snoozed=asked.get("snoozed") == "1",
        field=comparison_in(*(asked.get(name, "") for name in ("field", "how", "value"))),
        team_id=team,
        my_teams=asked.get("team") == MY_TEAMS,
    )


def whose_of(typed: str, agent_id: int) -> Whose:
    """Who a form says is to see a view: whoever keeps it, everybody, or a team by its number."""
    if typed == "me":
        return Whose(owner_id=agent_id)
    return Whose() if typed == "everybody" else Whose(team_id=id_of(typed))


def views_for(session: Session, agent_id: int) -> list[TicketView]:
    """Everybody's, those of this agent's teams, and their own, by name."""
    everybodys = TicketView.owner_id.is_(None) & TicketView.team_id.is_(None)
    of_teams = TicketView.team_id.in_(ids_of_teams_of(agent_id))
    mine = or_(everybodys, of_teams, TicketView.owner_id == agent_id)
    order = TicketView.name, TicketView.id
    return list(session.scalars(select(TicketView).where(mine).order_by(*order)))


def chosen_columns(session: Session, agent_id: int) -> str:
    """What this agent's lists show, as an address says it; empty for the usual ones."""
    chosen = select(ChosenColumns.columns).where(ChosenColumns.agent_id == agent_id)
    return session.scalar(chosen) or ""


def counts(session: Session, views: Sequence[TicketView], agent_id: int) -> dict[int, int]:
    """How many tickets are in each, a hundred at most, in one question."""
    if not views:
        return {}
    numbers = [counted(Ticket, *conditions_of(filter_of(view.asked), agent_id)) for view in views]
    found = session.execute(select(*numbers)).one()
    return {view.id: number for view, number in zip(views, found, strict=True)}


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_ID else None
