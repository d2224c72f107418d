"""How requests of the demo's past go."""

from datetime import timedelta

from helpdesk.accounts.models import Agent
from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.simulation.cast import Habit, Topic
from helpdesk.simulation.stage import Stage, Story
from helpdesk.tickets import service as tickets
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.fields import Filling, fill_in
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.rules import RatingReason
from helpdesk.tickets.satisfaction.service import Rating, rate

# How often agents give a priority, beside the one that is usual for what is asked.
PRIORITIES = {Priority.LOW: 4, Priority.NORMAL: 14, Priority.HIGH: 9, Priority.URGENT: 3}
AS_USUAL = 80
WRITES_AGAIN = 0.08
NOT_DESCRIBED = 10  # one in so many
CLOSED_AFTER = timedelta(days=7)
MORE = ("One more thing: can I change it later?", "And what happens then?", "Since Tuesday.")


# How customers find it, what made the difference, and what they add.
SAID = (
    (5, RatingReason.SPEED, None), (4, None, None), (5, RatingReason.MANNER, "Friendly as always."),
    (2, RatingReason.EFFORT, "I had to send the pictures twice."), (5, None, None),
    (4, RatingReason.SOLUTION, None), (3, RatingReason.SPEED, None), (5, None, None),
)  # fmt: skip


def request(stage: Stage, topic: Topic, customer: Customer) -> Story:
    """Asked by the portal's form, and worked on until it is closed."""
    words = stage.chance.choice(topic.asks)
    wanted = tickets.Request(topic.subject, words, "portal", email=customer.email)
    by = Actor.customer(customer.id)
    ticket = tickets.open_ticket(stage.session, customer.id, wanted, actor=by)
    stage.look_at(ticket)
    yield from work_on(stage, topic, ticket, stage.somebody(chats=False))


def ticket_from(stage: Stage, topic: Topic, conversation: Conversation, agent: Agent) -> Ticket:
    """What cannot be settled in the chat."""
    wanted = tickets.Request(
        topic.subject, stage.chance.choice(topic.asks), "conversation",
        email=conversation.customer.email, conversation_id=conversation.id,
    )  # fmt: skip
    by = Actor.agent(agent.id)
    return tickets.open_ticket(stage.session, conversation.customer_id, wanted, actor=by)


def work_on(stage: Stage, topic: Topic, ticket: Ticket, habit: Habit) -> Story:
    """Answered, perhaps asked back, resolved, now and then opened again, and closed."""
    session, agent = stage.session, stage.agents[habit]
    by = Actor.agent(agent.id)
    yield stage.when_worked(habit.answers_ticket / 4)
    likely = PRIORITIES | {topic.priority: AS_USUAL}
    (priority,) = stage.chance.choices(list(likely), list(likely.values()))
    if priority is not ticket.priority:
        tickets.prioritise(session, ticket, priority, actor=by)
        yield stage.when_worked(habit.answers_ticket / 4)
    _describe(stage, topic, ticket, by)
    tickets.write_entry(session, ticket, stage.chance.choice(topic.replies), agent=agent)
    if stage.chance.random() < habit.asks_back:
        yield from _ask_back(stage, topic, ticket, habit)
    yield stage.when_worked(habit.answers_ticket)
    tickets.leave_in(session, ticket, TicketState.RESOLVED, actor=by)
    yield stage.in_seconds(3600, 3 * 86400)
    _rate(stage, ticket)
    if stage.chance.random() < WRITES_AGAIN:
        tickets.write_entry(session, ticket, stage.chance.choice(MORE), agent=None)
        yield stage.when_worked(habit.answers_ticket)
        tickets.write_entry(session, ticket, stage.chance.choice(topic.replies), agent=agent)
        tickets.leave_in(session, ticket, TicketState.RESOLVED, actor=by)
    yield clock.now() + CLOSED_AFTER
    tickets.change_state(session, ticket, TicketState.CLOSED, actor=SYSTEM)


def _describe(stage: Stage, topic: Topic, ticket: Ticket, by: Actor) -> None:
    """Most of the time the agent says what it is about."""
    if ticket.id % NOT_DESCRIBED == 0:
        return
    if topic.type is not ticket.type:
        describing.set_type(stage.session, ticket, topic.type, actor=by)
    category = stage.categories.get(topic.category)
    if category:
        describing.categorise(stage.session, ticket, category, actor=by)
    if stage.slow and topic.category.startswith("Delivery"):
        describing.tag(stage.session, ticket, "carrier strike", actor=by)
    for name, typed in _known_of(stage, topic, ticket).items():
        if name in stage.fields:
            filling = Filling(stage.fields[name], typed)
            fill_in(stage.session, ticket, filling, actor=by)


def _known_of(stage: Stage, topic: Topic, ticket: Ticket) -> dict[str, str]:
    """Two of three orders have their number, and all money that goes back its amount."""
    known = {}
    about = topic.category.partition(" / ")[0]
    if about in {"Delivery", "Orders", "Returns", "Payment"} and ticket.id % 3:
        known["Order number"] = f"F-{40_000 + 7 * ticket.id}"
    if topic.category in {"Payment / Refund", "Returns"}:
        known["Refund amount"] = f"{9 + ticket.id % 70}.90"
    plants = stage.fields["Plant"].choices if "Plant" in stage.fields else ()
    if plants and (about == "Plants and care" or topic.category == "Delivery / Damaged"):
        known["Plant"] = plants[ticket.id % len(plants)]
    return known


def _rate(stage: Stage, ticket: Ticket) -> None:
    """One in three answers the question how it went, less kindly in the slow week."""
    survey = newest_survey(stage.session, ticket)
    if survey is None or ticket.id % 3:
        return
    score, reason, comment = SAID[ticket.id // 3 % len(SAID)]
    if stage.slow:
        score, reason, comment = max(1, score - 2), RatingReason.SPEED, None
    rate(stage.session, survey, Rating(score, reason, comment))


def _ask_back(stage: Stage, topic: Topic, ticket: Ticket, habit: Habit) -> Story:
    """The customer has to say more before it goes on."""
    agent = stage.agents[habit]
    by = Actor.agent(agent.id)
    tickets.leave_in(stage.session, ticket, TicketState.PENDING_CUSTOMER, actor=by)
    yield stage.in_seconds(1800, 2 * 86400)
    tickets.write_entry(stage.session, ticket, stage.chance.choice(MORE), agent=None)
    yield stage.when_worked(habit.answers_ticket)
    tickets.write_entry(stage.session, ticket, stage.chance.choice(topic.replies), agent=agent)
