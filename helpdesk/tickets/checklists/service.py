"""Writing the steps of a ticket, ticking them off, and keeping checklists for the next one."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.erasure import ERASED
from helpdesk.platform.errors import NotFound, Overtaken
from helpdesk.tickets.checklists.models import ChecklistStep, ChecklistTemplate
from helpdesk.tickets.checklists.queries import steps_of, templates
from helpdesk.tickets.checklists.rules import check_name, check_number, steps_in, those_missing
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import hold, record

SUBJECT = "checklist"
ADDED, REMOVED, MOVED = "step added", "step removed", "step moved"
TICKED, UNTICKED = "step ticked", "step unticked"


def add_steps(session: Session, ticket: Ticket, typed: str, *, actor: Actor) -> None:
    """A step for each line, behind the others; raise ChecklistRefused."""
    _add(session, ticket, steps_in(typed), actor=actor)


def begin(session: Session, ticket: Ticket, template: ChecklistTemplate, *, actor: Actor) -> None:
    """The checklist's steps, without those that the ticket has; raise ChecklistRefused."""
    there = {step.text for step in steps_of(session, ticket)}
    _add(session, ticket, those_missing(template.steps, there), actor=actor)


def get_step(session: Session, ticket: Ticket, step_id: int) -> ChecklistStep:
    """That step of the ticket, or NotFound."""
    for step in steps_of(session, ticket):
        if step.id == step_id:
            return step
    raise NotFound("There is no such step on this ticket. A colleague may have removed it.")


def tick(
    session: Session, ticket: Ticket, step: ChecklistStep, *, done: bool, agent: Agent
) -> None:
    """It is done, or not after all; twice is as once, and who was first stays."""
    hold(session, ticket)
    session.refresh(step)
    if (step.done_at is not None) is done:
        return
    step.done_at, step.done_by = (clock.now(), agent) if done else (None, None)
    _record(session, ticket, Actor.agent(agent.id), TICKED if done else UNTICKED, step.text)


def move_up(session: Session, ticket: Ticket, step: ChecklistStep, *, actor: Actor) -> None:
    """Before the one that stood before it; the first stays where it is."""
    hold(session, ticket)
    steps = [each for each in steps_of(session, ticket) if each.ticket_id == step.ticket_id]
    place = steps.index(step)
    if place == 0:
        return
    steps[place - 1], steps[place] = steps[place], steps[place - 1]
    for position, each in enumerate(steps, start=1):
        each.position = position
    _record(session, ticket, actor, MOVED, step.text)


def remove(session: Session, ticket: Ticket, step: ChecklistStep, *, actor: Actor) -> None:
    """It is not to be done; the trail keeps that it was there."""
    hold(session, ticket)
    session.delete(step)
    _record(session, ticket, actor, REMOVED, step.text)


def forget_steps(session: Session, ticket: Ticket) -> None:
    """A step's words may say who it was; how many there were stays."""
    mine = update(ChecklistStep).where(ChecklistStep.ticket_id == ticket.id)
    session.execute(mine.values(text=ERASED))
    wordy = (ADDED, REMOVED, MOVED, TICKED, UNTICKED)
    audit.blank(session, "ticket", [ticket.id], actions=wordy)


def get_template(session: Session, template_id: int) -> ChecklistTemplate:
    """The checklist, held until commit; or NotFound."""
    template = session.get(ChecklistTemplate, template_id, with_for_update=True)
    if template is None:
        raise NotFound("There is no such checklist. Somebody may have deleted it.")
    return template


def add_template(session: Session, name: str, typed: str, *, actor: Actor) -> ChecklistTemplate:
    """A checklist to begin tickets with; raise ChecklistRefused."""
    one_at_a_time(session, SUBJECT)
    kept = check_name(name, [each.name for each in templates(session)])
    template = ChecklistTemplate(name=kept, steps=steps_in(typed))
    session.add(template)
    session.flush()
    _record_template(session, actor, template, "created")
    return template


def change_template(
    session: Session,
    template: ChecklistTemplate,
    wanted: tuple[str, str],
    *,
    seen: int,
    actor: Actor,
) -> None:
    """The `wanted` name and steps, as typed, for tickets that begin it from now on.

    Raises Overtaken when somebody was quicker, or ChecklistRefused.
    """
    one_at_a_time(session, SUBJECT)
    if seen != template.version:
        raise Overtaken("This checklist was changed meanwhile, so yours was not saved.")
    name, typed = wanted
    others = [each.name for each in templates(session) if each.id != template.id]
    template.name, template.steps = check_name(name, others), steps_in(typed)
    template.version += 1
    _record_template(session, actor, template, "changed")


def delete_template(session: Session, template: ChecklistTemplate, *, actor: Actor) -> None:
    """Nobody begins it any more; tickets that did keep their steps."""
    _record_template(session, actor, template, "deleted")
    session.delete(template)


def _add(session: Session, ticket: Ticket, texts: Sequence[str], *, actor: Actor) -> None:
    hold(session, ticket)
    there = steps_of(session, ticket)
    check_number(len(there) + len(texts))
    last = max((step.position for step in there), default=0)
    for position, text in enumerate(texts, start=last + 1):
        session.add(ChecklistStep(ticket_id=ticket.id, position=position, text=text))
        _record(session, ticket, actor, ADDED, text)
    session.flush()


def _record(session: Session, ticket: Ticket, actor: Actor, action: str, step: str) -> None:
    record(session, ticket, actor, audit.Change("ticket", ticket.id, action, None, {"step": step}))


def _record_template(
    session: Session, actor: Actor, template: ChecklistTemplate, action: str
) -> None:
    after = {"name": template.name, "steps": template.steps}
    audit.record(session, actor, audit.Change(SUBJECT, template.id, action, None, after))
