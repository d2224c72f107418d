"""Background work of automation: looking at tickets, and telling agents what a rule did."""

from helpdesk.accounts.models import Agent
from helpdesk.automation.rules.terms import Moment
from helpdesk.automation.service import acting
from helpdesk.languages.catalogues import SOURCE, gettext
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import post, writing
from helpdesk.tickets.models import Ticket


def act_on_ticket(ticket_id: int, moment: str) -> None:
    """Let the rules of that moment look at a ticket."""
    with transaction() as session:
        acting.act(session, session.get_one(Ticket, ticket_id), Moment(moment))


def act_on_untouched(timestamp: int = 0) -> None:
    """Let those look that wait for hours without a change."""
    with transaction() as session:
        acting.act_on_untouched(session)


def mail_rule_acted(ticket_id: int, agent_id: int, rule: str) -> None:
    """To the agent whom a rule names, unless they left: which rule, and on which ticket.

    Without the customer's words: a mailbox is kept less well than the desk.
    """
    with transaction() as session:
        ticket, agent = session.get_one(Ticket, ticket_id), session.get_one(Agent, agent_id)
        if agent.deactivated_at:
            return
        with writing(agent.language or SOURCE):
            subject = gettext("%(number)s: %(rule)s", number=ticket.number, rule=rule)
            told = gettext("The rule “%(rule)s” acted on this ticket and tells you so.", rule=rule)
        link = f"{Settings.from_env().base_url}/console/tickets/{ticket.number}"
        letter = Letter(agent.email, subject, f"{told}\n\n{link}")
    post(letter)
