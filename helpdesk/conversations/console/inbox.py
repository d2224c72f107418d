"""A conversation as agents read it, and answer in it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff, still_signed_in
from helpdesk.accounts.teams.queries import holders
from helpdesk.conversations import queries, stream
from helpdesk.conversations.console.words import HANDOFF_WORDS, INTENT_WORDS
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service import floor, seeing, typing
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import clock
from helpdesk.platform.errors import RuleBroken
from helpdesk.web import event_stream, forms
from helpdesk.web.cursors import number_of
from helpdesk.web.presentation import in_place, refused
from helpdesk.web.submissions import repeatable

blueprint = Blueprint("inbox", __name__, url_prefix="/console")
PLACE = "/conversations/<uuid:conversation_id>"


@blueprint.app_template_filter()
def intent(name: str) -> str:
    """What the bot took the words for."""
    return gettext(INTENT_WORDS.get(name, name.replace("_", " ")))


@blueprint.get(PLACE)
@staff()
def show(conversation_id: UUID) -> str:
    """A conversation beside the list and the customer's context."""
    return page_of(get_conversation(database(), conversation_id))


@blueprint.get(PLACE + "/newer")
@staff()
def newer(conversation_id: UUID) -> str:
    """What was said since, and who has the floor now."""
    return _newer(get_conversation(database(), conversation_id), request.args.get("after"))


@blueprint.get(PLACE + "/said")
@staff()
def said(conversation_id: UUID) -> str:
    """What was said last, for a page of something else that came of it; it counts as unread."""
    conversation = get_conversation(database(), conversation_id)
    history = queries.history_page(database(), conversation.id)
    return render_template("console/inbox/said.html", conversation=conversation, history=history)


@blueprint.get(PLACE + "/context")
@staff()
def context(conversation_id: UUID) -> str:
    """Who the customer is and what the bot made of it."""
    conversation = get_conversation(database(), conversation_id)
    return render_template("console/inbox/context.html", **_context(conversation))


@blueprint.post(PLACE + "/messages")
@staff()
def write(conversation_id: UUID) -> ResponseReturnValue:
    """Reply to the customer, or leave a note for colleagues; a refusal keeps the words."""
    text, note = request.form.get("text", ""), request.form.get("kind") == "note"
    session, agent = database(), current_agent()
    inserted = forms.inserted_in(request.form)
    try:
        if note:
            floor.write_note(session, conversation_id, agent, text)
        else:
            floor.reply(session, conversation_id, agent, text, inserted)
    except RuleBroken as fault:
        typed = {"text": text, "note": note, "inserted": inserted, "fault": str(fault)}
        return refused(fault, page_of(get_conversation(session, conversation_id), **typed))
    if in_place():
        return "", 204  # the page reads by itself what is new
    return redirect(url_for("inbox.show", conversation_id=conversation_id), 303)


@blueprint.post(PLACE + "/typing")
@staff()
@repeatable
def types(conversation_id: UUID) -> ResponseReturnValue:
    """The agent is writing to the customer, who sees it for a moment."""
    conversation = get_conversation(database(), conversation_id)
    typing.tell_customer(database(), conversation, current_agent())
    return "", 204


@blueprint.get("/events")
@staff()
def events() -> Response:
    """Server-sent events: what changed in the desk's lists, and in what this page has opened."""
    hub, opened = current_app.extensions["hub"], request.args.get("opened")
    reader = stream.DeskPage(current_agent().id, opened)
    lines = stream.desk_lines(hub, reader, is_open=still_signed_in())
    return event_stream.response(hub, lines, stream.count_of_agent(reader.agent_id))


def page_of(conversation: Conversation, **typed: object) -> str:
    """The conversation between the inbox and what is known of it, with what was typed."""
    before = number_of(request.args.get("before"))
    read = _read(conversation)
    history = queries.history_page(database(), conversation.id, before=before)
    typed = {"text": "", "note": False, "inserted": (), "fault": None} | typed
    shown = _context(conversation) | read | {"history": history, "typed": typed}
    return render_template("console/inbox/show.html", now=clock.now(), **shown)


def _newer(conversation: Conversation, after: str | None) -> str:
    found = queries.messages_for_agent(database(), conversation.id, after=number_of(after) or 0)
    last = found[-1].id if found else number_of(after)
    return render_template(
        "console/inbox/newer.html",
        me=current_agent(),
        conversation=conversation,
        messages=found,
        last=last,
        **_read(conversation),
    )


def _read(conversation: Conversation) -> dict[str, bool]:
    """Note that it is read now, and tell whether the customer has read what a person wrote."""
    newest = queries.newest_of(database(), conversation)
    seeing.agent_saw(database(), conversation, current_agent(), newest.of_all)
    return {"read_by_customer": 0 < newest.of_agents <= conversation.seen_by_customer}


def _context(conversation: Conversation) -> dict[str, Any]:
    session = database()
    reason = conversation.handoff_reason
    return {
        "me": current_agent(),
        "holders": holders(session),
        "conversation": conversation,
        "reason": gettext(HANDOFF_WORDS[reason]) if reason else None,
        "bot": queries.bot_view(session, conversation),
        "ratings": queries.ratings_of(session, conversation),
        "earlier": queries.earlier_conversations(session, conversation),
    }
