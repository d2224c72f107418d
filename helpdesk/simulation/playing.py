"""The past from the first day to this moment, step by step in the order of time."""

import heapq
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.simulation import cast, complaints, requests
from helpdesk.simulation.chats import chat
from helpdesk.simulation.rhythm import arrivals, is_delayed
from helpdesk.simulation.stage import Stage, Story
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.models import Ticket

SEED = 1998
A_DAY = 17  # contacts
COMES_BACK = 0.72  # how many contacts are from somebody who wrote before
COMPLAINS, COMPLAINS_IN_DELAYS = 0.012, 0.06
ABOUT_PARCELS = 0.6  # in a week of delays


def play_past(session: Session, *, days: int) -> str:
    """Play it on a desk that nobody has written to yet; letters and other jobs are left out."""
    if not days or _was_written_to(session):
        return "The past: unchanged."
    chance, end = Random(SEED), clock.now()  # noqa: S311 - nothing here is a secret
    start = end - timedelta(days=days)
    known = {str(branch): branch.id for branch in tree(session) if branch.offered}
    fields = {field.name: field for field in all_fields(session) if not field.retired}
    people, articles = cast.agents(session), cast.articles(session)
    stage = Stage(session, chance, people, articles, known, fields=fields)
    if not stage.agents or len(stage.articles) < len(cast.topics()):
        return "The past: left out, since people or articles of the demo are missing."
    moments = arrivals(start, end, number=days * A_DAY, chance=chance)
    timeline, customers = Timeline(), list[Customer]()
    for moment in moments:
        timeline.play(until=moment)
        slow = is_delayed(moment, start)
        with clock.standing_at(moment):
            timeline.go_on(_begin(replace(stage, slow=slow), customers))
    timeline.play(until=end)
    return f"The past: {len(moments)} contacts of {len(customers)} customers in {days} days."


class Timeline:
    """Stories that have begun, by the moment of their next step."""

    def __init__(self) -> None:
        self._ahead: list[tuple[datetime, int, Story]] = []
        self._order = count()  # of two steps at one moment the one that was put in first is played

    def go_on(self, story: Story) -> None:
        """Play the story up to its next moment."""
        following = next(story, None)
        if following:
            heapq.heappush(self._ahead, (following, next(self._order), story))

    def play(self, *, until: datetime) -> None:
        """Play every step that lies before that moment, in order."""
        while self._ahead and self._ahead[0][0] < until:
            moment, _, story = heapq.heappop(self._ahead)
            with clock.standing_at(moment):
                self.go_on(story)


def _was_written_to(session: Session) -> bool:
    return any(session.scalar(select(table.id).limit(1)) for table in (Conversation, Ticket))


def _begin(stage: Stage, customers: list[Customer]) -> Story:
    chance = stage.chance
    if not customers or chance.random() > COMES_BACK:
        customers.append(cast.new_customer(stage.session, chance, len(customers)))
        customer = customers[-1]
    else:
        customer = chance.choice(customers)
    if chance.random() < (COMPLAINS_IN_DELAYS if stage.slow else COMPLAINS):
        return complaints.complaint(stage, customer)
    topics = cast.topics()
    (name,) = chance.choices(list(topics), [topic.often for topic in topics.values()])
    topic = topics["parcel" if stage.slow and chance.random() < ABOUT_PARCELS else name]
    by_chat = chance.random() < topic.by_chat or not customer.email
    return (chat if by_chat else requests.request)(stage, topic, customer)
