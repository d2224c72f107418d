"""What there is to choose from where tickets are described."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from helpdesk.accounts.teams.queries import Holders, holders
from helpdesk.languages.detection import CANDIDATES
from helpdesk.tickets.conditions.rules import Due
from helpdesk.tickets.deadlines.rules import CHANNELS
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.describing.rules import Branch
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import Field
from helpdesk.tickets.rules import DONE, Priority, TicketState, TicketType


@dataclass(frozen=True)
class Offered:
    """What the forms of conditions let choose from."""

    categories: list[Branch]
    holders: Holders
    fields: list[Field]
    states: tuple[TicketState, ...] = tuple(s for s in TicketState if s not in DONE)
    priorities: tuple[Priority, ...] = tuple(Priority)
    types: tuple[TicketType, ...] = tuple(TicketType)
    channels: tuple[str, ...] = CHANNELS
    languages: tuple[str, ...] = CANDIDATES
    dues: tuple[Due, ...] = tuple(Due)


def offered(session: Session) -> Offered:
    """What there is to choose from now."""
    categories = [branch for branch in tree(session) if branch.offered]
    return Offered(categories, holders(session), all_fields(session))
