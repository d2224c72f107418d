"""Giving a ticket to the team and the agent whom a rule names."""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Team
from helpdesk.automation.rules.terms import Actions
from helpdesk.platform.audit import RULE
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import assign


def hand_over(session: Session, ticket: Ticket, actions: Actions) -> None:
    """A team that is retired, or an agent who left, gets nothing."""
    team = session.get(Team, actions.team_id) if actions.team_id else None
    if team and not team.retired_at:
        give_to_team(session, ticket, team, actor=RULE)
    agent = session.get(Agent, actions.agent_id) if actions.agent_id else None
    if agent and not agent.deactivated_at and ticket.agent_id != agent.id:
        assign(session, ticket, agent, actor=RULE)
