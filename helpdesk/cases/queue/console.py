"""The inbox, its list beside what is open, and the way through it from there."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.queries import Holders, holders
from helpdesk.cases.queue.queries import Entry, neighbours, queue_counts, queue_page
from helpdesk.cases.queue.rules import Kind, Tab, Wanted, tab_of_chat, tab_of_ticket
from helpdesk.conversations.models import Conversation
from helpdesk.platform import clock
from helpdesk.tickets.service import get_ticket
from helpdesk.web.cursors import Page
from helpdesk.web.forms import LONGEST_ID, chosen

MY_TEAMS = "mine"
blueprint = Blueprint("queue", __name__, url_prefix="/console")


@dataclass(frozen=True)
class Queue:
    """The list as it is shown to one agent, beside what they have `opened`, if anything."""

    me: Agent
    wanted: Wanted
    page: Page[Entry]
    counts: dict[Tab, int]
    teams: list[Team]
    opened: str | None

    @property
    def asked(self) -> dict[str, object]:
        """The part of an address that leads to this list again."""
        team = MY_TEAMS if self.wanted.my_teams else self.wanted.team_id
        return {"tab": self.wanted.tab, "kind": self.wanted.kind, "team": team}

    @property
    def neighbours(self) -> tuple[Entry | None, Entry | None]:
        """What stands before and behind what is open."""
        return neighbours(self.page.items, self.opened)


@blueprint.get("")
@staff()
def index() -> str:
    """The inbox with nothing open."""
    return render_template("console/queue/index.html", queue=_queue(), now=clock.now())


@blueprint.get("/inbox")
@staff()
def entries() -> str:
    """The list by itself, for refreshing and for reading on."""
    part = "more" if "after" in request.args else "list"
    queue = _queue(request.args.get("open"))
    return render_template(f"console/queue/{part}.html", queue=queue, now=clock.now())


@blueprint.get("/inbox/beside/<number>")
@staff()
def beside(number: str) -> str:
    """The way from a ticket to what stands before and behind it."""
    me = current_agent()
    ticket = get_ticket(database(), number)
    there = tab_of_ticket(ticket.state, ticket.agent_id, me.id)
    wanted = _wanted(there)
    page = queue_page(database(), wanted, me.id)
    queue = Queue(me, wanted, page, {}, [], ticket.number)
    return render_template("console/queue/beside.html", queue=queue)


@blueprint.app_context_processor
def beside_chats() -> dict[str, object]:
    """`queue_beside()` for the page of a conversation, which knows nothing of tickets."""
    return {"queue_beside": _queue_beside}


def _queue_beside(conversation: Conversation, known: Holders) -> Queue:
    mine = conversation.agent_id == current_agent().id
    return _queue(str(conversation.id), tab_of_chat(conversation.floor, mine=mine), known)


def _queue(
    opened: str | None = None, otherwise: Tab = Tab.WAITING, known: Holders | None = None
) -> Queue:
    session, me, wanted = database(), current_agent(), _wanted(otherwise)
    page = queue_page(session, wanted, me.id, after=request.args.get("after"))
    teams = (known or holders(session)).teams
    return Queue(me, wanted, page, queue_counts(session, wanted, me.id), list(teams), opened)


def _wanted(otherwise: Tab) -> Wanted:
    """What the address asks for; a choice that there is not (any more) is none."""
    asked, team = request.args, request.args.get("team", "")
    return Wanted(
        tab=chosen(asked.get("tab"), Tab) or otherwise,
        kind=chosen(asked.get("kind"), Kind),
        team_id=int(team) if team.isdecimal() and len(team) <= LONGEST_ID else None,
        my_teams=team == MY_TEAMS,
    )
