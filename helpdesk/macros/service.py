"""Adding, changing and deleting macros."""

from dataclasses import asdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Whose, check_may_change
from helpdesk.macros.models import Macro
from helpdesk.macros.rules import MOST, MacroRefused, Words, check_words
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import Json
from helpdesk.platform.errors import NotFound, Overtaken

SUBJECT = "macro"
KEPT = ("name", "text", "translations", "where", "conditions", "then")


def get_macro(session: Session, macro_id: int, agent: Agent) -> Macro:
    """A macro that this agent may change, held until commit; NotFound or NotYours."""
    macro = session.get(Macro, macro_id, with_for_update=True)
    if macro is None:
        raise NotFound("There is no such macro. Somebody may have deleted it.")
    check_may_change(Whose(macro.owner_id), agent.id, agent.role)
    return macro


def add_macro(session: Session, words: Words, *, agent: Agent, shared: bool) -> Macro:
    """One for this agent alone, or for everybody; raise MacroRefused."""
    owner = None if shared else agent.id
    check_may_change(Whose(owner), agent.id, agent.role)
    if (session.scalar(select(func.count()).select_from(Macro)) or 0) >= MOST:
        raise MacroRefused("There are %(most)s macros. Delete some that nobody uses.", most=MOST)
    macro = Macro(owner_id=owner)
    _fill(macro, words)
    session.add(macro)
    session.flush()
    _record(session, Actor.agent(agent.id), "created", macro, None)
    return macro


def change_macro(session: Session, macro: Macro, words: Words, *, seen: int, actor: Actor) -> None:
    """Other words; raise Overtaken when somebody was quicker, or MacroRefused."""
    if seen != macro.version:
        raise Overtaken("This macro was changed meanwhile, so yours was not saved.")
    before = _plain(macro)
    _fill(macro, words)
    macro.version += 1
    _record(session, actor, "changed", macro, before)


def delete_macro(session: Session, macro: Macro, *, actor: Actor) -> None:
    """It is offered no more; what was sent with it stays."""
    _record(session, actor, "deleted", macro, _plain(macro))
    session.delete(macro)


def on_agent_left(session: Session, fact: events.AgentLeft) -> None:
    """Nobody else ever saw the macros of somebody who left."""
    for macro in session.scalars(select(Macro).where(Macro.owner_id == fact.agent_id)):
        delete_macro(session, macro, actor=fact.actor)


def _fill(macro: Macro, words: Words) -> None:
    kept = check_words(words)
    macro.name, macro.text, macro.where = kept.name, kept.text, kept.where
    macro.then, macro.conditions = kept.then, asdict(kept.conditions)
    macro.translations = dict(kept.translations)
    macro.updated_at = clock.now()


def _plain(macro: Macro) -> Json:
    return {name: getattr(macro, name) for name in KEPT}


def _record(session: Session, actor: Actor, action: str, macro: Macro, before: Json | None) -> None:
    after = None if action == "deleted" else _plain(macro)
    audit.record(session, actor, audit.Change(SUBJECT, macro.id, action, before, after))
