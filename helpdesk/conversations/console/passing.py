"""Passing the floor from the inbox: to oneself, a colleague, the queue or the bot, or to an end."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.queries import active_agents
from helpdesk.accounts.teams.service import get_team
from helpdesk.conversations.assigning import teams
from helpdesk.conversations.console.inbox import PLACE, page_of
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.web.cursors import number_of
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import refused

blueprint = Blueprint("passing", __name__, url_prefix="/console")


@blueprint.post(PLACE + "/take")
@staff()
def take(conversation_id: UUID) -> ResponseReturnValue:
    """The agent takes the floor."""
    return _pass(conversation_id, lambda: floor.take(database(), conversation_id, current_agent()))


@blueprint.post(PLACE + "/holder")
@staff()
def pass_on(conversation_id: UUID) -> ResponseReturnValue:
    """A colleague gets the floor; an empty choice puts the conversation back into the queue."""
    me, typed = current_agent(), request.form.get("agent", "")
    offered = {str(agent.id): agent for agent in active_agents(database())}

    def give() -> None:
        if not typed:
            floor.put_back(database(), conversation_id, by=me)
        elif typed in offered:
            floor.give(database(), conversation_id, offered[typed], actor=Actor.agent(me.id))
        else:
            raise RuleBroken("Choose one of those that this page offers.")

    return _pass(conversation_id, give)


@blueprint.post(PLACE + "/team")
@staff()
def give_to_team(conversation_id: UUID) -> ResponseReturnValue:
    """A team is to have it; an empty choice means anybody."""
    me, typed = current_agent(), request.form.get("team", "")

    def give() -> None:
        team = get_team(database(), id_of(typed)) if typed else None
        teams.give_to_team(database(), conversation_id, team, by=me)

    return _pass(conversation_id, give)


@blueprint.post(PLACE + "/hand-back")
@staff()
def hand_back(conversation_id: UUID) -> ResponseReturnValue:
    """The bot has the floor again."""
    agent = current_agent()
    return _pass(conversation_id, lambda: floor.hand_back(database(), conversation_id, agent))


@blueprint.post(PLACE + "/resolve")
@staff()
def resolve(conversation_id: UUID) -> ResponseReturnValue:
    """Nothing is left to do."""
    actor = Actor.agent(current_agent().id)
    return _pass(conversation_id, lambda: floor.resolve(database(), conversation_id, actor=actor))


def _pass(conversation_id: UUID, verb: Callable[[], object]) -> ResponseReturnValue:
    """Do it if the floor is where the agent saw it; else show where it is, and who passed it."""
    try:
        floor.look_again(database(), conversation_id, number_of(request.form.get("version")))
        verb()
    except RuleBroken as fault:
        page = page_of(get_conversation(database(), conversation_id), fault=str(fault))
        return refused(fault, page)
    return redirect(url_for("inbox.show", conversation_id=conversation_id), 303)
