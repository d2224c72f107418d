"""The articles beside a conversation: what may answer the customer, and what does."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.articles.evidence.suggesting import panel_of
from helpdesk.conversations.service import answers
from helpdesk.conversations.service.linking import case_of
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import HelpdeskError
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import in_place, refused

PLACE = "/console/conversations/<uuid:conversation_id>/articles"
blueprint = Blueprint("conversation_articles", __name__, url_prefix=PLACE)


@blueprint.get("")
@staff()
def show(conversation_id: UUID) -> str:
    """Articles for what the customer asked, or for what the agent searches for."""
    return _panel(conversation_id)


@blueprint.post("")
@staff()
def mark(conversation_id: UUID) -> ResponseReturnValue:
    """This article answers the customer."""
    try:
        article_id = id_of(request.form.get("article_id"))
        answers.mark_answer(database(), conversation_id, article_id, actor=_actor())
    except HelpdeskError as fault:
        return refused(fault, _panel(conversation_id, str(fault)))
    return _done(conversation_id)


@blueprint.post("/<int:article_id>/remove")
@staff()
def unmark(conversation_id: UUID, article_id: int) -> ResponseReturnValue:
    """It does not, after all."""
    try:
        answers.unmark_answer(database(), conversation_id, article_id, actor=_actor())
    except HelpdeskError as fault:
        return refused(fault, _panel(conversation_id, str(fault)))
    return _done(conversation_id)


def _done(conversation_id: UUID) -> ResponseReturnValue:
    if in_place():
        words = request.form.get("q") or None
        return redirect(url_for(".show", conversation_id=conversation_id, q=words), 303)
    return redirect(url_for("inbox.show", conversation_id=conversation_id, _anchor="answers"), 303)


def _panel(conversation_id: UUID, fault: str | None = None) -> str:
    session, words = database(), request.values.get("q", "")
    conversation = get_conversation(session, conversation_id)
    part = "found" if in_place() else "answering"
    return render_template(
        f"console/articles/{part}.html",
        panel=panel_of(session, case_of(session, conversation), words),
        fault=fault,
        address=url_for("conversation_articles.show", conversation_id=conversation_id),
        back=url_for("inbox.show", conversation_id=conversation_id),
        name=conversation.customer.display_name,
        writable=True,
    )


def _actor() -> Actor:
    return Actor.agent(current_agent().id)
