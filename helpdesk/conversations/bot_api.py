"""What the bot may ask of conversations and the help centre; only the action server calls it."""

from itertools import zip_longest
from typing import Any

from apiflask import APIBlueprint

from helpdesk.accounts.auth import bot_only, database
from helpdesk.articles.knowledge import Answer, Hit, asked_beside, names
from helpdesk.articles.reading.highlighting import Shown, shown
from helpdesk.articles.service.answers import dated, short_names
from helpdesk.articles.service.questions import Talk, find_answers
from helpdesk.conversations.queries import fresh_since, language_in
from helpdesk.conversations.rules import Choice
from helpdesk.conversations.schemas import BotQuestion, Chosen, Handoff, InConversation, Refused
from helpdesk.conversations.service import choices
from helpdesk.conversations.service.floor import hand_off
from helpdesk.platform.audit import BOT
from helpdesk.platform.db import Json

blueprint = APIBlueprint("bot", __name__, url_prefix="/api/internal", enable_openapi=False)
EXCERPT = 160


@blueprint.post("/answers")
@bot_only
@blueprint.input(BotQuestion)
def answers(json_data: BotQuestion) -> dict[str, Any]:
    """Look up what a message asks; each of its questions is remembered whatever comes out."""
    asked = asked_beside(json_data.question) if json_data.beside else json_data.question
    if json_data.beside and not asked:
        return {"answers": [], "left_out": False}
    talk = Talk(json_data.conversation_id, fresh_since(database(), json_data.conversation_id))
    found = find_answers(
        database(),
        asked,
        asked_in="conversation",
        talk=talk,
        locale=language_in(database(), json_data.conversation_id),
    )
    answers = [
        _told(dated(database(), answer), number, question)
        for question, answer, number in found.answers
    ]
    return {"answers": answers, "left_out": found.left_out}


@blueprint.post("/answers/chosen")
@bot_only
@blueprint.input(Chosen)
def chosen(json_data: Chosen) -> dict[str, Any]:
    """All that the customer's choice says; it answered their question from now on."""
    found, question_id = choices.choose(database(), json_data.conversation_id, json_data.choice)
    return _told(found, question_id)


@blueprint.post("/answers/another")
@bot_only
@blueprint.input(Refused)
def another(json_data: Refused) -> dict[str, Any]:
    """The next best answer after one that did not help, or nothing."""
    question_id = json_data.question_id
    found = choices.find_another(database(), json_data.conversation_id, question_id)
    return _told(found, question_id)


@blueprint.post("/answers/refused")
@bot_only
@blueprint.input(InConversation)
def refused(json_data: InConversation) -> dict[str, Any]:
    """Nothing that was offered helps, so a person is asked for."""
    return {"floor": choices.refuse_all(database(), json_data.conversation_id).floor}


@blueprint.post("/handoffs")
@bot_only
@blueprint.input(Handoff)
def handoffs(json_data: Handoff) -> dict[str, Any]:
    """Ask for a person on the customer's behalf."""
    conversation = hand_off(
        database(), json_data.conversation_id, json_data.reason, actor=BOT, announced=True
    )
    return {"floor": conversation.floor}


def _told(found: Answer, question_id: int, question: str = "") -> Json:
    said = [hit for hit in (found.hit, found.beside) if hit]
    hits = said or found.nearest
    # What is said already is not repeated beside it.
    told = hits if found.outcome == "unknown" else []
    excerpts = shown(database(), told, question, longest=EXCERPT)
    return {
        "outcome": found.outcome,
        "disagree": found.disagree,
        "text": found.text,
        "sources": [_source(*source) for source in zip_longest(names(hits), hits, excerpts)],
        "choices": _choices(hits, question_id) if found.outcome == "suggested" else [],
        "confidence": round(found.confidence, 3),
        "question_id": question_id,
        "question": question,
    }


def _choices(hits: list[Hit], question_id: int) -> list[Json]:
    """The places to choose from; two stretches below one heading are one place."""
    called = {
        Choice(question_id, hit.article_id, hit.anchor).key: name
        for name, hit in zip(short_names(hits), hits, strict=True)
    }
    return [{"title": name, "key": key} for key, name in called.items()]


def _source(name: str, hit: Hit, excerpt: Shown | None) -> Json:
    return {
        "title": name,
        "url": f"{hit.url}#{hit.anchor}" if hit.anchor else hit.url,
        "article_id": hit.article_id,
        "excerpt": excerpt.text if excerpt else "",
    }
