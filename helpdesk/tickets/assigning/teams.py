"""Whose ticket it is: one team's, or anybody's."""

from sqlalchemy.orm import Session

from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.queries import is_member, team_named
from helpdesk.accounts.teams.rules import check_offered
from helpdesk.platform import audit, events
from helpdesk.platform.audit import Actor
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import open_tickets_of
from helpdesk.tickets.service import assign, hold, look_again, record


def give_to_team(
    session: Session, ticket: Ticket, team: Team | None, *, actor: Actor, seen: str | None = None
) -> None:
    """Who of the desk is to have it, None for anybody; raise TeamRefused for a retired team.

    Whoever has it and is not in that team has it no longer. `seen` as for who has the ticket.
    """
    hold(session, ticket)
    look_again(session, ticket, str(ticket.team_id or ""), seen, "team set")
    if ticket.team_id == (team.id if team else None):
        return
    if team:
        check_offered(team.name, retired=team.retired_at is not None)
    before, after = (each.name if each else "" for each in (ticket.team, team))
    ticket.team, ticket.team_id = team, team.id if team else None
    change = audit.Change("ticket", ticket.id, "team set", {"team": before}, {"team": after})
    record(session, ticket, actor, change)
    if team and ticket.agent_id and not is_member(session, team.id, ticket.agent_id):
        assign(session, ticket, None, actor=actor)
    events.publish(session, events.TicketChanged(ticket.id, "team", before, after))


def give_to_team_named(session: Session, ticket: Ticket, name: str | None, *, actor: Actor) -> None:
    """The same, by the team's name; raise NotFound, too."""
    team = team_named(session, name) if name else None
    give_to_team(session, ticket, team, actor=actor)


def on_team_left(session: Session, fact: events.TeamLeft) -> None:
    """Nobody has the team's open tickets of somebody who left it."""
    for ticket in open_tickets_of(session, fact.agent_id):
        if ticket.team_id == fact.team_id:
            assign(session, ticket, None, actor=fact.actor)
