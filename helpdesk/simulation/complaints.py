"""How complaints of the demo's past go, from their reception to their end."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from helpdesk.accounts.models import Agent
from helpdesk.complaints.handling import answering, assessing, deciding, ending
from helpdesk.complaints.handling.rules import Ending, Investigation, Nature, Reply, Verdict
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.complaints.service import Grievance, receive_complaint
from helpdesk.complaints.unstated.service import hear_out
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.simulation.cast import read
from helpdesk.simulation.chats import left_in_anger
from helpdesk.simulation.stage import Stage, Story

TAKEN_ON, ASSESSED = timedelta(hours=3), timedelta(hours=2)
LOOKED_INTO, DECIDED = timedelta(hours=14), timedelta(hours=4)
TELLS_PROGRESS = 0.4
# What becomes of a decision: accepted, rejected, or no word.
ANSWERS = {Reply.ACCEPTED: 6, Reply.REJECTED: 2, None: 2}
SILENCE = timedelta(days=10)
BY_TELEPHONE = "Told by telephone."  # where there is no address


def complaint(stage: Stage, customer: Customer) -> Story:
    """Received, handled by two agents, decided, answered and closed.

    Whoever has an address fills in the portal's form; others complain in a chat and leave.
    """
    told = read("complaints")
    case = stage.chance.choice(told["delay" if stage.slow else "usual"])
    if customer.email:
        made = _by_form(stage, customer, case["said"])
    else:
        chat = left_in_anger(stage, customer, case["said"])
        yield stage.in_seconds(1_800, 1_860)
        hear_out(stage.session, chat)
        left = select(Complaint).where(Complaint.conversation_id == chat.id)
        made = stage.session.scalars(left).one()
    first, second = stage.chance.sample(list(stage.agents.values()), 2)
    yield from _assess(stage, made, case, first)
    yield from _decide(stage, made, case, first, second)
    yield from _answer(stage, made, case)


def _by_form(stage: Stage, customer: Customer, words: str) -> Complaint:
    key = f"past-{stage.chance.getrandbits(64)}"
    remedy = stage.chance.choice(read("complaints")["remedies"]) or None
    grievance = Grievance(words, "portal", key, remedy_sought=remedy, contact=customer.email)
    by = Actor.customer(customer.id)
    return receive_complaint(stage.session, customer.id, grievance, actor=by)


def _assess(stage: Stage, made: Complaint, case: Mapping[str, Any], agent: Agent) -> Story:
    yield stage.when_worked(TAKEN_ON)
    assessing.take_on(stage.session, made, agent)
    yield stage.when_worked(ASSESSED)
    nature = Nature(case.get("nature", Nature.SERVICE))
    judgement = assessing.Judgement(nature, case["severity"], Investigation.FULL)
    assessing.assess(stage.session, made, judgement, agent)
    if stage.chance.random() < TELLS_PROGRESS:
        yield stage.when_worked(ASSESSED)
        words = stage.chance.choice(read("complaints")["progress"])
        ending.tell_progress(stage.session, made, words, agent)


def _decide(
    stage: Stage, made: Complaint, case: Mapping[str, Any], first: Agent, second: Agent
) -> Story:
    """The second one looks into it, the first one answers, and who may grants what it costs."""
    session = stage.session
    yield stage.when_worked(ASSESSED)
    assessing.investigate(session, made, second, actor=Actor.agent(first.id))
    yield stage.when_worked(LOOKED_INTO)
    found = deciding.Found(case["found"], case["cause"])
    upheld = case.get("verdict", Verdict.UPHELD) != Verdict.NOT_UPHELD
    why = "Our promise was not kept." if upheld else "What was promised was delivered."
    conclusion = deciding.Conclusion(found, violated=upheld, reason=why)
    deciding.propose(session, made, _proposal(case), first, conclusion)
    yield stage.when_worked(DECIDED)
    _approve(stage, made)
    deciding.communicate(session, made, first, BY_TELEPHONE)


def _answer(stage: Stage, made: Complaint, case: Mapping[str, Any]) -> Story:
    """They accept it, say nothing, or reject it: then somebody else decides, and they accept."""
    session, by = stage.session, Actor.customer(made.customer_id)
    (said,) = stage.chance.choices(list(ANSWERS), list(ANSWERS.values()))
    if said is None:
        yield clock.now() + SILENCE
        answering.remind(session, made, agent_id=None)
        yield clock.now() + SILENCE
        ending.close(session, made, Ending.NO_REPLY, _owner(stage, made))
        return
    yield stage.in_seconds(3_600, 200_000)
    words = stage.chance.choice(read("complaints")["replies"][said])
    answering.reply(session, made, said, words, actor=by)
    if made.state is ComplaintState.ESCALATED:
        yield stage.when_worked(LOOKED_INTO)
        deciding.propose(session, made, _proposal(case, kinder=True), _owner(stage, made))
        yield stage.when_worked(DECIDED)
        _approve(stage, made)
        deciding.communicate(session, made, _owner(stage, made), BY_TELEPHONE)
        yield stage.in_seconds(3_600, 200_000)
        answering.reply(session, made, Reply.ACCEPTED, actor=by)
    yield stage.when_worked(DECIDED)
    ending.close(session, made, Ending.ACCEPTED, _owner(stage, made))


def _proposal(case: Mapping[str, Any], *, kinder: bool = False) -> deciding.Proposal:
    verdict = Verdict(case.get("verdict", Verdict.UPHELD))
    remedy, cost = case["remedy"], Decimal(str(case["cost"]))
    if kinder:
        verdict, remedy, cost = Verdict.PARTLY_UPHELD, remedy or "A voucher", cost + 10
    return deciding.Proposal(verdict, case["words"], remedy, cost)


def _approve(stage: Stage, made: Complaint) -> None:
    """The quality manager approves: they may grant any cost."""
    for agent in stage.agents.values():
        if agent.email.startswith("quinn"):
            deciding.approve(stage.session, made, agent)


def _owner(stage: Stage, made: Complaint) -> Agent:
    """Who answers for it now; somebody does, since it was taken on."""
    return stage.session.get_one(Agent, made.owner_id)
