"""A past played as the demo's is, with more requests: the rows of which a busy desk is made."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.simulation import cast, complaints, requests
from helpdesk.simulation.chats import chat
from helpdesk.simulation.playing import Timeline
from helpdesk.simulation.rhythm import arrivals, is_delayed
from helpdesk.simulation.stage import Stage, Story
from helpdesk.tickets.describing.queries import tree

SEED = 2026
DAYS = 90
COMES_BACK = 0.78  # how many contacts are from somebody who wrote before
BY_CHAT = 0.45
COMPLAINS = 0.01
ASKS_BACK = 0.9  # so that a ticket has about four entries


@dataclass
class Past:
    """What is played, and the customers that are known by now."""

    stage: Stage
    customers: list[Customer]

    def begin(self) -> Story:
        """The next contact: a chat, a request, or now and then a complaint."""
        chance, customer = self.stage.chance, self._somebody()
        if chance.random() < COMPLAINS:
            return complaints.complaint(self.stage, customer)
        topics = cast.topics()
        (topic,) = chance.choices(list(topics.values()), [each.often for each in topics.values()])
        by_chat = chance.random() < BY_CHAT or not customer.email
        return (chat if by_chat else requests.request)(self.stage, topic, customer)

    def _somebody(self) -> Customer:
        if self.customers and self.stage.chance.random() < COMES_BACK:
            return self.stage.chance.choice(self.customers)
        number = len(self.customers)
        self.customers.append(cast.new_customer(self.stage.session, self.stage.chance, number))
        return self.customers[-1]


def play(session: Session, *, contacts: int) -> None:
    """About so many contacts in the ninety days before now; the demo's people answer them."""
    past, timeline, end = Past(_stage(session), []), Timeline(), clock.now()
    start = end - timedelta(days=DAYS)
    for moment in arrivals(start, end, number=contacts, chance=past.stage.chance):
        timeline.play(until=moment)
        past.stage = replace(past.stage, slow=is_delayed(moment, start))
        with clock.standing_at(moment):
            timeline.go_on(past.begin())
    timeline.play(until=end)


def _stage(session: Session) -> Stage:
    chance = Random(SEED)  # noqa: S311 - nothing here is a secret
    people = cast.agents(session)
    asking = {replace(habit, asks_back=ASKS_BACK): agent for habit, agent in people.items()}
    known = {str(branch): branch.id for branch in tree(session) if branch.offered}
    return Stage(session, chance, asking, cast.articles(session), known)
