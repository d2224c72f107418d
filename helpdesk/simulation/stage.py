"""What every story of the demo's past plays with: people, chance, and their pace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.articles.models import Article
from helpdesk.automation.rules.terms import Moment
from helpdesk.automation.service.acting import act
from helpdesk.platform import clock
from helpdesk.settings.current import working_time
from helpdesk.simulation.cast import Habit
from helpdesk.tickets.fields.rules import Field
from helpdesk.tickets.models import Ticket

Story = Iterator[datetime]  # yields the moment of its next step
SLOWER_IN_DELAYS = 4.0


@dataclass(frozen=True)
class Stage:
    """What every story plays with; `categories` by path, custom `fields` by name.

    `slow` is a week in which everybody has too much to do.
    """

    session: Session
    chance: Random
    agents: dict[Habit, Agent]
    articles: dict[str, Article]
    categories: dict[str, int]
    slow: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)

    def in_seconds(self, least: int, most: int) -> datetime:
        """A moment so soon, whatever the hour: customers and bots keep none."""
        return clock.now() + timedelta(seconds=self.chance.randint(least, most))

    def when_worked(self, usual: timedelta) -> datetime:
        """When an agent has done it, who works in opening hours and sooner or later than usual."""
        pace = self.chance.lognormvariate(0, 0.6) * (SLOWER_IN_DELAYS if self.slow else 1)
        return working_time().after(clock.now(), usual * pace)

    def somebody(self, *, chats: bool) -> Habit:
        """An agent, by how much of this kind each takes."""
        habits = list(self.agents)
        return self.chance.choices(habits, [h.chats if chats else h.tickets for h in habits])[0]

    def look_at(self, ticket: Ticket) -> None:
        """Let the rules look at what came in, as a worker does where nothing is played."""
        act(self.session, ticket, Moment.OPENED)
